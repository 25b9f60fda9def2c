import type { BrowserContextOptions, Page } from "playwright-core";
import { runExperiment } from "pymalloc-lab";
import { toneFill } from "pymalloc-lab/internal";
import { describe, expect, it } from "vitest";
import { arenaTones } from "../../src/site/components/dials/arena-tones.js";
import { DEFAULTS, type DialSettings } from "../../src/site/components/dials/settings.js";
import { percent } from "../../src/site/components/hero/hero-run.js";
import { browserPath } from "./browser.js";
import { htmlOf } from "./built-pages.js";
import { visitor } from "./visit.js";

describe("an arena as one tone", () => {
  const arena = { state: "held", poolsLostToAlignment: 1, blockBytes: [80, 80, 80, 0] } as const;
  const end = (liveBlocks: number[]) => ({
    stage: "end",
    step: 1,
    arenas: [
      { ...arena, poolCount: [30, 2, 10, 21], liveBlocks, capacity: [204, 204, 204, 0] },
      { state: "returned" } as const,
    ],
  });

  it("is the mean fullness of its pools, or gone", async () => {
    const { recording } = await runExperiment("toy");
    const tonesOf = (liveBlocks: number[]) =>
      arenaTones({ ...recording, snapshots: [end(liveBlocks)] });
    // 30 full pools and two of a half, of 63.
    expect(tonesOf([204, 102, 0, 0])).toEqual([0.5, "returned"]);
    expect(tonesOf([0, 0, 0, 0])).toEqual([0, "returned"]);
    expect(() => arenaTones({ ...recording, snapshots: [] })).toThrow("no occupancy at the end");
  });
});

describe("the dials of the landing page, as they are sent", () => {
  it("have the library's own outcome of their settings", async () => {
    const { obtained, held, tones } = await ownOutcome(DEFAULTS);
    const [, dials = ""] = /class="?dl-compact([\s\S]*?)<\/section>/.exec(htmlOf("/")) ?? [];
    expect(dials).toContain(`${obtained} arenas: ${obtained - held} given back`);
    expect(dials.match(/class="?pm-tile/g)).toHaveLength(tones.length);
  });
});

describe.skipIf(browserPath === undefined)("the dials of the landing page", () => {
  it("load nothing that runs until they are turned", async () => {
    await onLanding({}, async (page) => {
      await page.locator(".dl-compact").scrollIntoViewIfNeeded();
      await page.getByLabel("Kept").focus();
      expect(page.workers()).toEqual([]);
      await page.keyboard.press("ArrowLeft");
      await expect.poll(() => page.workers().length).toBe(1);
    });
  });

  it("answer with the library's own run, arena by arena, and link to it", async () => {
    await onLanding({}, async (page) => {
      await page.getByLabel("Dropped", { exact: true }).selectOption("clustered");
      await page.getByLabel("Kept").focus();
      for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowLeft");
      const settings = { ...DEFAULTS, keep: 0.05, order: "clustered" } as const;
      const own = await ownOutcome(settings);
      const words = page.locator(".dl-compact [role=status]");
      await expect
        .poll(() => words.textContent())
        .toBe(`5% kept: ${own.obtained - own.held} arenas go back.`);
      expect(await page.locator(".dl-compact dd").allTextContents()).toEqual([
        percent(own.goneShare),
        `${own.held} of ${own.obtained}`,
      ]);
      // The figures are there before the run is; the map is the run's.
      await page.locator(".dl-compact .pm-map:not([data-ahead])").waitFor();
      expect(await drawnTones(page)).toEqual(own.tones);
      const link = page.getByRole("link", { name: "All the dials" });
      expect(await link.getAttribute("href")).toBe("/dials?keep=0.05&order=clustered");
      await link.click();
      await expect.poll(() => page.getByLabel("Kept").getAttribute("aria-valuetext")).toBe("5%");
    });
  });

  for (const width of [1280, 800, 390]) {
    it(`move nothing while they are dragged at ${width} px`, async () => {
      await onLanding({ viewport: { width, height: 900 } }, async (page) => {
        await page.locator(".dl-compact .pm-map").scrollIntoViewIfNeeded();
        const places = await placesOf(page);
        const dial = page.getByLabel("Kept");
        const box = await dial.boundingBox();
        if (box === null) throw new Error("no dial");
        const y = box.y + box.height / 2;
        await page.mouse.move(box.x + box.width * 0.77, y);
        await page.mouse.down();
        const words = page.locator(".dl-compact [role=status]");
        for (const place of [0.5, 0.18, 0]) {
          const value = await dial.getAttribute("aria-valuetext");
          await page.mouse.move(box.x + box.width * place, y);
          const turned = await dial.getAttribute("aria-valuetext");
          expect(turned).not.toBe(value);
          await expect.poll(() => words.textContent()).toContain(`${turned} kept`);
          expect(await placesOf(page)).toEqual(places);
        }
        await page.mouse.up();
      });
    });
  }

  it("cannot be turned without JavaScript, and say so", async () => {
    await onLanding({ javaScriptEnabled: false }, async (page) => {
      expect(await page.getByLabel("Kept").isDisabled()).toBe(true);
      expect(await page.locator(".pm-where noscript p").isVisible()).toBe(true);
    });
  });
});

/** What the smallest form says, from a run of the library. */
async function ownOutcome({ keep, order, count, seed, python }: DialSettings) {
  const run = await runExperiment("random-half", { keep, order, count, seed, python });
  const end = run.stages.at(-1)?.arenas;
  if (end === undefined) throw new Error("a run without a stage");
  return {
    goneShare: 1 - run.keptCount / run.count,
    obtained: end.total,
    held: end.current,
    tones: arenaTones(run.recording).map((tone) => (tone === "returned" ? tone : toneFill(tone))),
  };
}

/** The fills of the tiles, as CSS; without the spaces that the browser writes. */
async function drawnTones(page: Page): Promise<string[]> {
  const tiles = await page.locator(".dl-compact .pm-tile").evaluateAll((all) =>
    all.map((tile) => {
      const isReturned = tile.classList.contains("pm-tile--returned");
      return isReturned ? "returned" : (tile.getAttribute("style") ?? "");
    }),
  );
  return tiles.map((style) => style.replace(/^background: ?|;$/g, ""));
}

/** Where all parts that could move are, in pixels from the top left of the page. */
function placesOf(page: Page): Promise<number[][]> {
  const parts = page.locator(".dl-compact :is(dt, [role=status], a, .pm-map), #notebooks");
  return parts.evaluateAll((all) =>
    all.map((part) => {
      const { x, y } = part.getBoundingClientRect();
      return [x, y + scrollY];
    }),
  );
}

const visit = visitor();

function onLanding(
  options: BrowserContextOptions,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  return visit("/", { reducedMotion: "reduce", ...options }, async (page) => {
    if (options.javaScriptEnabled !== false) {
      await page.locator(".dl-compact :enabled").first().waitFor();
    }
    await use(page);
  });
}
