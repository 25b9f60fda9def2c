import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { browserPath, isBrowserRequired, launchBrowser, NO_BROWSER } from "./browser.js";
import { builtPages } from "./built-pages.js";
import { openPage } from "./open-page.js";
import { overflowOf, violationsOf } from "./page-soundness.js";

const WIDTHS = [1280, 390] as const;
const THEMES = ["light", "dark"] as const;
const MOST_LAYOUT_SHIFT = 0.01;

describe("the browser", () => {
  it("is there where it is required", () => {
    if (browserPath === undefined) console.warn(NO_BROWSER);
    expect(browserPath !== undefined || !isBrowserRequired, NO_BROWSER).toBe(true);
  });
});

describe.skipIf(browserPath === undefined)("every page", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  for (const path of builtPages()) {
    for (const width of WIDTHS) {
      for (const theme of THEMES) {
        if (isOneOfMany(path) && (width === 1280) !== (theme === "light")) continue;
        it.concurrent(`${path} is sound at ${width} px, ${theme}`, async ({ expect }) => {
          const context = await browser.newContext({
            viewport: { width, height: 900 },
            colorScheme: theme,
          });
          const page = await context.newPage();
          const complaints = complaintsOf(page);
          await countLayoutShift(page);
          await openPage(page, path);
          await readToTheEnd(page);
          const shift = await page.evaluate(() => globalThis.layoutShift);
          expect.soft(await overflowOf(page), "pixels of sideways overflow").toBe(0);
          const moved = await page.evaluate(() => globalThis.movedElements.join("\n"));
          expect.soft(shift, `layout shift\n${moved}`).toBeLessThan(MOST_LAYOUT_SHIFT);
          expect.soft(await violationsOf(page), "axe-core").toEqual([]);
          expect.soft(complaints, "console, page and request errors").toEqual([]);
          await context.close();
        });
      }
    }
  }
});

/** Pages of a kind that others stand for: two of the four views are enough. */
function isOneOfMany(path: string): boolean {
  return /^\/docs\/(api|decisions)\//.test(path);
}

/** As browsers report it; TypeScript's DOM does not know it. */
interface LayoutShift extends PerformanceEntry {
  readonly value: number;
  readonly sources: readonly LayoutShiftAttribution[];
}

interface LayoutShiftAttribution {
  readonly node: Node | null;
  readonly previousRect: DOMRectReadOnly;
  readonly currentRect: DOMRectReadOnly;
}

declare global {
  /** Sum of the layout shifts of the page so far. */
  var layoutShift: number;
  /** What moved, how far down the page, and when in milliseconds. */
  var movedElements: string[];
}

/** Collects what goes wrong on a page from now on. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("request", (request) => {
    const isElsewhere = !request.url().startsWith(inject("siteUrl"));
    if (isElsewhere && /^https?:/.test(request.url())) {
      complaints.push(`asked another host: ${request.url()}`);
    }
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("requestfailed", (request) => complaints.push(`failed: ${request.url()}`));
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  return complaints;
}

async function countLayoutShift(page: Page): Promise<void> {
  await page.addInitScript(() => {
    globalThis.layoutShift = 0;
    globalThis.movedElements = [];
    const nameOf = ({ node, previousRect, currentRect }: LayoutShiftAttribution) => {
      const element = node instanceof Element ? node : node?.parentElement;
      const name = `${element?.tagName} ${element?.getAttribute("class")} of ${element?.closest("[id]")?.id}`;
      return `${name}: ${previousRect.y}+${previousRect.height} > ${currentRect.y}+${currentRect.height}`;
    };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as LayoutShift[]) {
        globalThis.layoutShift += entry.value;
        globalThis.movedElements.push(
          `${Math.round(entry.startTime)} ms, ${scrollY} px: ${entry.sources.map(nameOf).join("; ")}`,
        );
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** Scrolls to the end by steps of half a window, so that every chart comes alive, and back. */
async function readToTheEnd(page: Page): Promise<void> {
  const steps = await page.evaluate(() =>
    Math.ceil(document.documentElement.scrollHeight / (innerHeight / 2)),
  );
  for (let step = 0; step < steps; step++) {
    await page.evaluate(() => scrollBy({ top: innerHeight / 2, behavior: "instant" }));
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
  }
  await page.waitForFunction(() =>
    [...document.querySelectorAll(".pm-chart")].every((chart) => chart.matches("[data-live]")),
  );
}
