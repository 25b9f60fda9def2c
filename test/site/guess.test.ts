import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { browserPath } from "./browser.js";
import { builtNotebooks } from "./built-pages.js";
import { violationsOf } from "./page-soundness.js";
import { visitor } from "./visit.js";

const HALF = "/notebooks/random-half";
/** Pixels: the answer takes one line more than the button did where it is long, never two. */
const MOST_WORDS_TAKE = 44;
const CALM = { reducedMotion: "reduce" } as const;

describe.skipIf(browserPath === undefined)("a line that is guessed", () => {
  const visit = visitor();

  it("is dragged, dropped, and told beside the truth; then the figure is there", async () => {
    await visit(HALF, CALM, async (page) => {
      expect(await isSeen(page, "#run .pm-chart svg")).toBe(false);
      await dragLine(page, 0.5);
      await page.getByRole("button", { name: "Drop" }).click();
      await told(
        page,
        /^You drew \d+; 79 arenas are held in the end, \d+ more than you drew\. Nothing/,
      );
      await expect.poll(() => isSeen(page, "#run .pm-chart svg")).toBe(true);
      await page.reload();
      await told(page, /^You drew \d+; 79 arenas are held/);
      await expect.poll(() => isSeen(page, "#run .pm-chart svg")).toBe(true);
      await page.getByRole("button", { name: "Forget it" }).click();
      expect(await isSeen(page, "#run .pm-chart svg")).toBe(false);
    });
  });

  it("is drawn by a finger on a phone", async () => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    await visit(HALF, { ...CALM, ...phone }, async (page) => {
      const client = await page.context().newCDPSession(page);
      const plot = page.locator(".pm-guess-plot[data-open]");
      await plot.scrollIntoViewIfNeeded();
      const box = (await plot.boundingBox())!;
      const at = (x: number, y: number) => [
        { x: box.x + box.width * x, y: box.y + box.height * y },
      ];
      await client.send("Input.dispatchTouchEvent", {
        type: "touchStart",
        touchPoints: at(0.45, 0.2),
      });
      for (const x of [0.6, 0.75, 0.9, 0.99]) {
        await client.send("Input.dispatchTouchEvent", {
          type: "touchMove",
          touchPoints: at(x, x / 2),
        });
      }
      await client.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
      expect(Number(await page.locator(".pm-guess input").inputValue())).toBeGreaterThan(20);
      await page.getByRole("button", { name: "Drop" }).click();
      await told(page, /^You drew/);
    });
  });

  it("is set with keys, or as a number", async () => {
    await visit("/notebooks/rare-survivors", CALM, async (page) => {
      const handle = page.getByRole("slider", { name: /the end of your line/ });
      await handle.focus();
      await page.keyboard.press("Home");
      expect(await handle.getAttribute("aria-valuetext")).toBe("0 MiB");
      await page.keyboard.press("ArrowUp");
      expect(await page.locator(".pm-guess input").inputValue()).toBe("1");
      await page.locator(".pm-guess input").fill("43");
      await page.keyboard.press("Enter");
      await told(page, /^Right\. You drew 43, and that is it: 43 MiB are held in the end\./);
    });
  });

  it("is run against the truth where motion is wanted", async () => {
    const prepare = (page: Page) => page.clock.install();
    await visit(HALF, { prepare }, async (page) => {
      await page.locator(".pm-guess input").fill("40");
      // Soon enough that no script that is still on its way is given up.
      await page.clock.pauseAt(Date.now() + 30_000);
      await page.getByRole("button", { name: "Drop" }).click();
      await page.locator('.pm-guess[data-state="dropping"] .pm-guess-truth').waitFor();
      expect(await isSeen(page, "#run .pm-chart svg")).toBe(false);
      await page.clock.runFor(3_000);
      await told(page, /^You drew 40; 79 arenas/);
    });
  });
});

describe.skipIf(browserPath === undefined)("what a question covers", () => {
  const visit = visitor();

  it.each(builtNotebooks())(
    "%s is whole when it is asked for, and nothing in sight moves",
    async (path) => {
      await visit(path, CALM, async (page) => {
        expect(await coveredCount(page)).toBeGreaterThan(0);
        const show = page.getByRole("button", { name: "Just show me" });
        while ((await show.count()) > 0) {
          await show.first().scrollIntoViewIfNeeded();
          const before = await page.evaluate(topsInSight);
          await show.first().click();
          const after = await page.evaluate(topsInSight);
          const moved = before.map((top, i) => Math.abs((after[i] ?? top) - top));
          expect(Math.max(...moved)).toBeLessThan(MOST_WORDS_TAKE);
        }
        expect(await coveredCount(page)).toBe(0);
      });
    },
  );

  it("is seen without JavaScript, and the answer is folded under the question", async () => {
    await visit(HALF, { javaScriptEnabled: false }, async (page) => {
      expect(await page.locator("#run .pm-chart svg").first().isVisible()).toBe(true);
      const folded = page.locator(".pm-question details");
      await folded.locator("summary").click();
      expect(await folded.locator("p").textContent()).toMatch(/^79 arenas are held in the end\./);
    });
  });

  it("is lifted by a link into it, and by running a cell", async () => {
    await visit(`${HALF}#map`, CALM, async (page) => {
      await page.getByRole("button", { name: "Cover it again" }).waitFor();
      await expect.poll(() => isSeen(page, "#map .pm-chart svg")).toBe(true);
    });
    await visit(HALF, CALM, async (page) => {
      await page.locator("#run .nb-button--run").click();
      await page.getByRole("button", { name: "Cover it again" }).waitFor();
    });
  });

  it.each(["light", "dark"] as const)(
    "breaks no rule of axe, covered or told, %s",
    async (colorScheme) => {
      for (const path of [HALF, "/notebooks/ways-out"]) {
        await visit(path, { ...CALM, colorScheme }, async (page) => {
          expect(await violationsOf(page)).toEqual([]);
          await page.getByRole("button", { name: "Just show me" }).click();
          expect(await violationsOf(page)).toEqual([]);
        });
      }
    },
  );
});

describe.skipIf(browserPath === undefined)("an order that is guessed", () => {
  const visit = visitor();

  it.each(["/notebooks/ways-out", "/notebooks/not-only-python"])(
    "%s asks for one",
    async (path) => {
      await visit(path, CALM, async (page) => {
        const order = page.locator(".pm-question .pm-order > li");
        expect(await order.count()).toBe(3);
        const [first = ""] = await order.locator("span").allTextContents();
        await page.getByRole("button", { name: `${first}: one place down` }).click();
        expect((await order.locator("span").allTextContents())[1]).toBe(first);
        await page.getByRole("button", { name: "That is my order" }).click();
        await told(page, /It is .*\(.*\), .*\(.*\), .*\(.*\)/);
      });
    },
  );

  it("is dragged", async () => {
    await visit("/notebooks/ways-out", CALM, async (page) => {
      const items = page.locator(".pm-question .pm-order > li span");
      const before = await items.allTextContents();
      await page.getByRole("button", { name: "That is my order" }).click({ trial: true });
      await items.last().scrollIntoViewIfNeeded();
      const from = (await items.first().boundingBox())!;
      const to = (await items.last().boundingBox())!;
      await page.mouse.move(from.x + 20, from.y + 20);
      await page.mouse.down();
      await page.mouse.move(to.x + 20, to.y + 20, { steps: 8 });
      await page.mouse.up();
      expect(await items.allTextContents()).toEqual([before[1], before[2], before[0]]);
    });
  });
});

describe.skipIf(browserPath === undefined)("the landing page's guess", () => {
  const visit = visitor();

  it("covers the three maps until it is dropped", async () => {
    await visit("/", CALM, async (page) => {
      expect(await isSeen(page, ".pm-panel .pm-map")).toBe(false);
      await page.locator(".pm-guess input").fill("40");
      await page.getByRole("button", { name: "Drop" }).click();
      await told(page, /^You drew 40; 79 arenas are held in the end/);
      await expect.poll(() => isSeen(page, ".pm-panel .pm-map")).toBe(true);
    });
  });

  it("asks, and does not tell", async () => {
    await visit("/", CALM, async (page) => {
      expect(await page.locator("h1").textContent()).toMatch(/\?$/);
      const cards = await page.locator(".pm-cards:not(.pm-cards--small) p").allTextContents();
      for (const card of cards) expect(card).toMatch(/\?$/);
    });
  });
});

async function dragLine(page: Page, to: number): Promise<void> {
  const plot = page.locator(".pm-guess-plot[data-open]");
  await plot.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await plot.boundingBox())!;
  await page.mouse.move(x + width * 0.45, y + height * 0.2);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.99, y + height * to, { steps: 12 });
  await page.mouse.up();
}

function isSeen(page: Page, selector: string): Promise<boolean> {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => getComputedStyle(element).visibility === "visible");
}

/** Where the parts of the page that the reader has before their eyes begin, in pixels. */
function topsInSight(): number[] {
  return [...document.querySelectorAll(".theme-doc-markdown > *")]
    .map((part) => part.getBoundingClientRect())
    .filter(({ top, bottom }) => bottom > 0 && top < innerHeight)
    .map(({ top }) => top);
}

/** Pieces of the page that are covered. */
function coveredCount(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      [...document.querySelectorAll(".theme-doc-markdown > *, .nb-outputs")].filter(
        (element) => getComputedStyle(element).visibility === "hidden",
      ).length,
  );
}

function told(page: Page, words: RegExp): Promise<void> {
  return page.locator(".pm-reveal .pm-verdict", { hasText: words }).waitFor();
}
