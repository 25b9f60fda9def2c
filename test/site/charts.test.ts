import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserPath, launchBrowser } from "./browser.js";
import { builtNotebooks, htmlOf } from "./built-pages.js";
import { openPage } from "./open-page.js";

const WITH_CHARTS = builtNotebooks().filter((page) => htmlOf(page).includes("pm-chart"));

it("there are notebooks with charts", () => {
  expect(WITH_CHARTS).not.toEqual([]);
});

describe.skipIf(browserPath === undefined)("without JavaScript", () => {
  for (const width of [1280, 390]) {
    it(`every chart is a picture at ${width} px, and its data a table`, async () => {
      await inBrowser({ width, javaScriptEnabled: false }, async (open) => {
        for (const path of WITH_CHARTS) {
          const page = await open(path);
          for (const chart of await page.locator(".pm-chart").all()) {
            const svg = chart.locator("svg[role=img]:visible").first();
            const box = await svg.boundingBox();
            expect(box?.width, path).toBeGreaterThan(width === 390 ? 280 : 500);
            expect(await svg.getAttribute("aria-label"), path).toMatch(/\d/);
            await chart.locator("summary").click();
            expect(await chart.locator("tbody tr:visible").count(), path).toBeGreaterThan(0);
          }
        }
      });
    });
  }

  it("the landing page shows its three maps", async () => {
    await inBrowser({ width: 1280, javaScriptEnabled: false }, async (open) => {
      const maps = await (await open("/")).locator(".pm-panels .pm-map").all();
      expect(maps).toHaveLength(3);
      for (const map of maps) {
        expect((await map.boundingBox())?.height).toBeGreaterThan(200);
        expect(await map.getAttribute("aria-label")).toMatch(/^\d+ arenas: \d+ given back/);
      }
    });
  });
});

/** Charts that are drawn, and not by their blocks to be touched. */
const CHARTS = ".pm-chart:not(.pm-chart-host--touch > *)";

describe.skipIf(browserPath === undefined)("a living chart", () => {
  it("is read with the arrow keys, point by point", async () => {
    await inBrowser({ width: 1280 }, async (open) => {
      let chartsRead = 0;
      for (const path of WITH_CHARTS) {
        const page = await open(path);
        for (const chart of await page.locator(CHARTS).all()) {
          await bringToLife(chart);
          // A drawing of a tree has all its words in sight, and no points.
          if ((await chart.locator("[role=application]").count()) === 0) continue;
          await chart.locator("[role=application]").focus();
          const read = new Set<string>();
          for (const key of ["ArrowRight", "ArrowRight", "End"]) {
            await page.keyboard.press(key);
            read.add((await chart.locator("[aria-live]").textContent()) ?? "");
          }
          // A curve may have no more than two points.
          expect(read.size, `${path}: ${[...read].join(" | ")}`).toBeGreaterThan(1);
          for (const line of read) expect(line, path).toMatch(/\d/);
          chartsRead += 1;
        }
      }
      expect(chartsRead).toBeGreaterThan(0);
    });
  });

  it("gives its data as a file", async () => {
    await inBrowser({ width: 1280 }, async (open) => {
      const page = await open(WITH_CHARTS[0] ?? "");
      const chart = page.locator(CHARTS).first();
      await bringToLife(chart);
      await chart.locator("summary").click();
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        chart.locator("a[download]").click(),
      ]);
      expect(download.suggestedFilename()).toMatch(/^[a-z0-9-]+\.csv$/);
    });
  });

  it("is drawn again after a walk from page to page", async () => {
    await inBrowser({ width: 1280 }, async (open) => {
      const page = await open(WITH_CHARTS[0] ?? "");
      await page.locator(".navbar__brand").click();
      await page.locator(".pm-map").first().waitFor({ state: "attached" });
      await page.goBack();
      await showAll(page);
      await page.locator(CHARTS).first().scrollIntoViewIfNeeded();
      await page.locator(".pm-chart[data-live] svg[role=img]").first().waitFor();
    });
  });
});

let browser: Browser | undefined;
beforeAll(async () => {
  if (browserPath !== undefined) browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** Lifts what covers the figures before the reader has guessed. */
async function showAll(page: Page): Promise<void> {
  const show = page.getByRole("button", { name: "Just show me" });
  while ((await show.count()) > 0) await show.first().click();
}

async function bringToLife(chart: Locator): Promise<void> {
  await chart.scrollIntoViewIfNeeded();
  await chart.and(chart.page().locator("[data-live]")).waitFor();
}

/** Runs something with pages of a fresh profile. */
async function inBrowser(
  { width, javaScriptEnabled = true }: { width: number; javaScriptEnabled?: boolean },
  use: (open: (path: string) => Promise<Page>) => Promise<void>,
): Promise<void> {
  const context = await browser?.newContext({
    viewport: { width, height: 900 },
    javaScriptEnabled,
  });
  if (context === undefined) throw new Error("the browser was not started");
  await use(async (path) => {
    const page = await context.newPage();
    await openPage(page, path, { javaScriptEnabled });
    if (javaScriptEnabled) await showAll(page);
    return page;
  });
  await context.close();
}
