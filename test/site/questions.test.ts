import axeCore from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { howClose } from "../../src/site/components/exercise/how-close.js";
import { browserPath, isBrowserRequired, launchBrowser } from "./browser.js";

describe("how close a prediction came", () => {
  const arenas = { asks: "Arenas", unit: "arenas", answer: 1037, choices: [] };
  const share = {
    asks: "Back",
    unit: "%",
    answer: 82,
    choices: [
      { text: "3.6", value: 81 },
      { text: "3.7", value: 82 },
      { text: "3.8", value: 82 },
    ],
  };

  it("is a difference, where a number was asked for", () => {
    expect(howClose(arenas, "1037")).toEqual({ isRight: true, words: "It is 1,037 arenas." });
    expect(howClose(arenas, "2040").words).toBe(
      "You said 2,040, 1,003 too many. It is 1,037 arenas.",
    );
    expect(howClose(arenas, "1036.9").words).toBe(
      "You said 1,036.9, 0.1 too few. It is 1,037 arenas.",
    );
  });

  it("is right for each choice that has the figure", () => {
    expect(howClose(share, "3.8")).toEqual({ isRight: true, words: "It is 3.7 or 3.8: 82%." });
    expect(howClose(share, "3.6")).toEqual({
      isRight: false,
      words: "You chose 3.6. It is 3.7 or 3.8: 82%.",
    });
  });
});

describe.skipIf(browserPath === undefined && !isBrowserRequired)("a notebook's question", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  it("is answered with a number, and the answer is there when the reader comes back", async () => {
    const page = await notebookAt("random-half");
    for (const nothingCounted of ["-5", "1e99"]) {
      await answer(page).fill(nothingCounted);
      await page.getByRole("button", { name: "Predict" }).click();
      await told(page, "Say it before you read on.");
    }
    await answer(page).fill("40");
    await page.getByRole("button", { name: "Predict" }).click();
    await told(page, "You said 40, 40 too many. It is 0 arenas.");
    await page.reload();
    await told(page, "You said 40, 40 too many. It is 0 arenas.");
    expect(await answer(page).inputValue()).toBe("40");
    await page.getByRole("button", { name: "Forget it" }).click();
    await told(page, "Say it before you read on.");
    await page.reload();
    await told(page, "Say it before you read on.");
    await page.context().close();
  });

  it("is answered with a choice, which another notebook's question knows nothing of", async () => {
    const page = await notebookAt("arenas-pools-blocks");
    await page.getByRole("button", { name: "nothing", exact: true }).click();
    await told(page, "You chose nothing. It is a third: 33%.");
    await page.getByRole("button", { name: "a third", exact: true }).click();
    await told(page, "Right. It is a third: 33%.");
    await page.goto(`${inject("siteUrl")}/notebooks/ways-out`);
    await told(page, "Say it before you read on.");
    await page.context().close();
  });

  it.each(["light", "dark"] as const)("has no axe violations, %s", async (colorScheme) => {
    const page = await notebookAt("nine-pythons", { colorScheme });
    await page.getByRole("button", { name: "3.6", exact: true }).first().click();
    await page.getByRole("button", { name: "3.14", exact: true }).last().click();
    await told(page, "Right. It is 3.6");
    await page.evaluate(axeCore.source);
    const broken = await page.evaluate(async () => {
      const { violations } = await globalThis.axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    });
    expect(broken).toEqual([]);
    await page.context().close();
  });

  it("has its answer folded under it where there is no JavaScript", async () => {
    const page = await notebookAt("random-half", { javaScriptEnabled: false });
    expect(await answer(page).isVisible()).toBe(false);
    const folded = page.locator(".pm-question details");
    expect(await folded.locator("p").isVisible()).toBe(false);
    await folded.locator("summary").click();
    expect(await folded.locator("p").textContent()).toBe("It is 0 arenas.");
    await page.context().close();
  });

  async function notebookAt(name: string, options = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ...options });
    const page = await context.newPage();
    await page.goto(`${inject("siteUrl")}/notebooks/${name}`);
    return page;
  }
});

function answer(page: Page) {
  return page.locator(".pm-question input");
}

function told(page: Page, words: string): Promise<void> {
  return page.locator(".pm-reveal", { hasText: words }).waitFor();
}
