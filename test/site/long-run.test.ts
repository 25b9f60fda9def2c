import type { Browser, Page } from "playwright-core";
import { logExperiment } from "pymalloc-lab/experiments";
import {
  arenaName,
  HELD,
  type PlayerPlace,
  playerFrame,
  poolName,
  poolView,
  shortNames,
  tellNextPool,
  tellOperation,
} from "pymalloc-lab/internal";
import { RunPlayer } from "pymalloc-lab/recording";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserPath, isBrowserRequired, launchBrowser } from "./browser.js";
import { openPage } from "./open-page.js";

describe.skipIf(browserPath === undefined && !isBrowserRequired)(
  "a run of a million strings in the arena player",
  () => {
    let browser: Browser;
    let page: Page;
    let library: RunPlayer;
    beforeAll(async () => {
      library = new RunPlayer(await logExperiment("first-half", { count: 1_000_000 }));
      browser = await launchBrowser();
      page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      await openPage(page, "/player#run=first-half&step=0");
      await at(page, 0);
    });
    afterAll(() => browser?.close());

    it("is at its end as the library says", async () => {
      await page.getByRole("slider").focus();
      await page.keyboard.press("End");
      await at(page, library.length);
      const { next, ...shown } = await shownOn(page);
      const { next: _nothing, ...said } = saidBy(library, library.length);
      expect(shown).toEqual(said);
      const { held, gone } = said.arenas;
      expect(next).toMatch(/^The end of the run\. At most \d+ arenas were held at once\. /);
      expect(next).toContain(`${gone} went back to the system, ${held} are held.`);
    });

    it("is in its middle as the library says, wherever the pointer puts it", async () => {
      const bar = await page.getByRole("slider").boundingBox();
      await page.mouse.click(bar!.x + bar!.width / 2, bar!.y + 20);
      await page.locator(`.pm-player:not([data-step="${library.length}"])`).waitFor();
      const step = await stepOf(page);
      expect(Math.abs(step / library.length - 0.5)).toBeLessThan(0.01);
      expect(await shownOn(page)).toEqual(saidBy(library, step));
    });

    it("is as the library says when an arena goes back, and a step before", async () => {
      const back = library.curve.arenaSteps.at(-1) ?? 0;
      const [before, after] = [back - 1, back].map((step) => saidBy(library, step));
      expect(Number(before?.arenas.held) - Number(after?.arenas.held)).toBe(1);
      await page.keyboard.press("End");
      await at(page, library.length);
      await page.keyboard.press(",");
      await at(page, back);
      expect(await shownOn(page)).toEqual(after);
      await page.keyboard.press("ArrowLeft");
      await at(page, back - 1);
      expect(await shownOn(page)).toEqual(before);
    });
  },
);

/** What a player shows: in words, and in figures at each of its three levels. */
interface Shown {
  /** What the timeline says: `1,021,171 of 1,500,090`, and arenas held. */
  readonly timeline: string;
  readonly operation: string;
  readonly next: string;
  readonly arenas: { readonly held: string; readonly gone: string };
  /** The first usable arenas, with their free pools. */
  readonly usable: readonly string[];
  readonly pool: string;
  readonly live: string;
}

async function shownOn(page: Page): Promise<Shown> {
  const texts = (selector: string) => page.locator(selector).allTextContents();
  const [operation = "", next = ""] = await texts(".pm-player-sentence p:not([aria-live])");
  const [timeline = ""] = await texts(".pm-player-where");
  const [counts = ""] = await texts('[data-level="0"] > header span');
  const [, held = "", gone = ""] = /^(\d+) held · (\d+) given back$/.exec(counts) ?? [];
  const [pool = ""] = await texts('[data-level="2"] h2');
  const [live = ""] = await texts('[data-level="2"] dd');
  const usable = await texts('[data-level="0"] .pm-chips li:not(.pm-chips-more)');
  return { timeline, operation, next, arenas: { held, gone }, usable, pool, live };
}

function saidBy(player: RunPlayer, step: number): Shown {
  player.seek(step);
  const { outcome, births, geometry } = player;
  if (outcome === undefined) throw new Error(`no operation leads to step ${step}`);
  const told = tellOperation(
    outcome,
    shortNames((birth) => births.indexOf(birth)),
    geometry.arenaBytes,
  );
  const frame = playerFrame(player);
  const held = frame.arenas.filter((state) => state === HELD).length;
  const block = outcome.kind === "malloc" ? outcome.malloc : outcome.free;
  const next = tellNextPool(player);
  // An operation of the system's own allocator has no pool: the next one is shown.
  const place = block ? { arena: births.indexOf(block.birth), pool: block.pool } : next.place;
  return {
    timeline: `Operation ${number(step)} of ${number(player.length)}${held} arenas held`,
    operation: `${told.verb} ${told.rest}`,
    next: next.words,
    arenas: { held: String(held), gone: String(player.allocator.arenas.total - held) },
    usable: frame.usable
      .slice(0, 12)
      .map((arena) => `${arenaName(arena)} · ${frame.freePools[arena]} free`),
    pool: place === undefined ? "" : `Pool ${poolName(place.arena, place.pool)}`,
    live: place === undefined ? "" : liveIn(player, place),
  };
}

function liveIn(player: RunPlayer, place: PlayerPlace): string {
  const carved = poolView(player, place)?.carved;
  if (carved === undefined) return "";
  return `${carved.live.reduce((sum, one) => sum + one, 0)} of ${carved.capacity}`;
}

function number(value: number): string {
  return value.toLocaleString("en-GB");
}

function at(page: Page, step: number): Promise<void> {
  return page.locator(`.pm-player[data-step="${step}"]`).waitFor();
}

async function stepOf(page: Page): Promise<number> {
  return Number(await page.locator(".pm-player").getAttribute("data-step"));
}
