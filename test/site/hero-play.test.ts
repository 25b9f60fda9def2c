import { createHash } from "node:crypto";
import type { BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import frames from "../../src/site/data/hero-frames.json";
import { browserPath } from "./browser.js";
import { visitor } from "./visit.js";

/** Longer than the runs are played, in milliseconds of the page's own clock. */
const LONG = 20_000;
const MOMENTS = frames.runs[0]?.step.length ?? 0;

describe.skipIf(browserPath === undefined)("the landing page's runs", () => {
  it("play once, each tile and figure as recorded, and end with the picture that was sent", async () => {
    const sent = await onPage({ javaScriptEnabled: false }, picture);
    await onPage({}, async (page) => {
      const moments = await playedMoments(page);
      expect(moments.length).toBeGreaterThan(MOMENTS / 2);
      const recorded = recordedMoments();
      const places = moments.map((moment) => recorded.indexOf(moment));
      expect(places).not.toContain(-1);
      expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
      expect(await picture(page)).toBe(sent);
      await page.evaluate(() => scrollTo({ top: document.body.scrollHeight, behavior: "instant" }));
      await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
      await page.clock.runFor(LONG);
      expect(await page.evaluate(() => globalThis.moments)).toHaveLength(moments.length);
    });
  });

  it("move nothing else on the page", async () => {
    await onPage({ isPainted: true }, async (page) => {
      await page.getByRole("button", { name: "Stop" }).waitFor();
      await page.getByRole("button", { name: "Play again" }).waitFor();
      expect((await page.evaluate(() => globalThis.moments)).length).toBeGreaterThan(1);
      expect(await page.evaluate(() => globalThis.movedBy)).toBe(0);
    });
  });

  it("are played again and stopped by a button, and stop where the page is hidden", async () => {
    await onPage({}, async (page) => {
      await playedMoments(page);
      const end = await picture(page);
      await page.getByRole("button", { name: "Play again" }).click();
      await page.clock.runFor(2_000);
      expect(await picture(page)).not.toBe(end);
      await page.getByRole("button", { name: "Stop" }).click();
      expect(await picture(page)).toBe(end);
      await page.getByRole("button", { name: "Play again" }).click();
      await page.clock.runFor(2_000);
      expect(await picture(page)).not.toBe(end);
      await page.evaluate(() => {
        Object.defineProperty(document, "hidden", { value: true });
        document.dispatchEvent(new Event("visibilitychange"));
      });
      expect(await picture(page)).toBe(end);
      await page.getByRole("button", { name: "Play again" }).waitFor();
    });
  });

  it("stand still for a reader who wants less motion", async () => {
    await onPage({ reducedMotion: "reduce" }, async (page) => {
      await page.locator('html[data-has-hydrated="true"]').waitFor();
      await page.clock.runFor(LONG);
      expect(await page.evaluate(() => globalThis.moments)).toEqual([]);
      expect(await page.getByRole("button", { name: "Play again" }).count()).toBe(0);
    });
  });

  it("show their end without JavaScript, and no button", async () => {
    await onPage({ javaScriptEnabled: false }, async (page) => {
      expect(await page.locator(".pm-panel .pm-pin").count()).toBeGreaterThan(0);
      expect(await page.locator("[data-now]").count()).toBe(0);
      expect(await page.locator(".pm-play span").textContent()).toBe("The end of each run");
      expect(await page.getByRole("button", { name: "Play again" }).count()).toBe(0);
    });
  });
});

declare global {
  /** Each moment that the page showed: the figures, and every tile as a character. */
  var moments: string[];
  /** Sum of the layout shifts of the page so far. */
  var movedBy: number;
}

/** Runs on the page before its own scripts: notes every moment and every shift. */
function noteMoments(): void {
  globalThis.moments = [];
  globalThis.movedBy = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      // What moves because the reader pressed something is expected by that reader.
      if ("hadRecentInput" in entry && entry.hadRecentInput === true) continue;
      if ("value" in entry && typeof entry.value === "number") globalThis.movedBy += entry.value;
    }
  }).observe({ type: "layout-shift", buffered: true });
  const stateOf = (tile: Element) => {
    const now = tile.getAttribute("data-now");
    return now === null ? "=" : now === "later" ? "." : "T";
  };
  const observer = new MutationObserver(() => {
    if (document.querySelector("[data-now]") === null) return;
    const panels = [...document.querySelectorAll(".pm-panel")].map((panel) => {
      const figures = [...panel.querySelectorAll("dd")].map((figure) => figure.textContent);
      const tiles = [...panel.querySelectorAll(".pm-tile")].map(stateOf).join("");
      return `${figures.join(" ")} ${tiles}`;
    });
    globalThis.moments.push(panels.join("\n"));
  });
  addEventListener("DOMContentLoaded", () => {
    const panels = document.querySelector(".pm-panels");
    if (panels === null) return;
    observer.observe(panels, { attributes: true, childList: true, subtree: true });
  });
}

/** All moments but the last, which shows the end, in the words of {@link noteMoments}. */
function recordedMoments(): string[] {
  return Array.from({ length: MOMENTS - 1 }, (_, moment) =>
    frames.runs
      .map(({ gone, back, arenas }) => {
        const tiles = arenas[moment] ?? "";
        const strings = 1_000_000;
        const percent = (share: number) => `${Math.round(100 * share)}%`;
        const figures = [(gone[moment] ?? 0) / strings, (back[moment] ?? 0) / tiles.length];
        return `${figures.map(percent).join(" ")} ${tiles.replaceAll(/[a-z]/g, "T")}`;
      })
      .join("\n"),
  );
}

/** Lets the page play to the end, by its own clock, and gives what it showed. */
async function playedMoments(page: Page): Promise<string[]> {
  await page.getByRole("button", { name: "Stop" }).waitFor();
  await expect
    .poll(async () => {
      await page.clock.runFor(1_000);
      return page.getByRole("button", { name: "Play again" }).count();
    })
    .toBe(1);
  return page.evaluate(() => globalThis.moments);
}

/** The panels as the page has them now, to the character: a fingerprint, as they are long. */
async function picture(page: Page): Promise<string> {
  const html = await page.locator(".pm-panels").innerHTML();
  return createHash("sha256").update(html).digest("hex");
}

const visit = visitor();

/** Opens the landing page; its clock is the test's, unless all that it shows has to be painted. */
function onPage<T>(
  { isPainted = false, ...options }: BrowserContextOptions & { isPainted?: boolean },
  use: (page: Page) => Promise<T>,
): Promise<T> {
  const prepare = async (page: Page) => {
    if (options.javaScriptEnabled === false) return;
    await page.addInitScript(noteMoments);
    if (!isPainted) await page.clock.install();
  };
  return visit("/", { ...options, prepare }, async (page) => {
    if (options.javaScriptEnabled !== false) {
      await page.getByRole("button", { name: "Just show me" }).click();
      await page.locator(".pm-panels").scrollIntoViewIfNeeded();
    }
    return use(page);
  });
}
