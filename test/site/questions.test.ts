import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { howClose } from "../../src/site/components/guess/how-close.js";
import { browserPath, isBrowserRequired } from "./browser.js";
import { violationsOf } from "./page-soundness.js";
import { visitor } from "./visit.js";

describe("how close a prediction came", () => {
  const covers = { first: "run", last: "run" };
  const arenas = { asks: "Arenas", unit: "arenas", answer: 1037, choices: [], covers };
  const share = {
    asks: "Back",
    unit: "%",
    answer: 82,
    covers,
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

describe("how close an order came", () => {
  const ways = {
    asks: "Which first?",
    unit: "arenas",
    answer: 14,
    covers: { first: "run", last: "run" },
    order: "least first" as const,
    choices: [
      { text: "pickle", value: 28 },
      { text: "JSON", value: 23 },
      { text: "text", value: 14 },
      { text: "CSV", value: 14.2 },
    ],
  };

  it("is right as the figures go, and those that are all but equal in any order", () => {
    const truth = "It is text (14), CSV (14.2), JSON (23), pickle (28); arenas.";
    for (const order of ["text\nCSV\nJSON\npickle", "CSV\ntext\nJSON\npickle"]) {
      expect(howClose(ways, order)).toEqual({ isRight: true, words: truth });
    }
    expect(howClose(ways, "pickle\nJSON\ntext\nCSV")).toEqual({
      isRight: false,
      words: `Not in this order. ${truth}`,
    });
  });
});

describe.skipIf(browserPath === undefined && !isBrowserRequired)("a notebook's question", () => {
  const visit = visitor();

  it("is answered with a number, and the answer is there when the reader comes back", async () => {
    await visit("/notebooks/trie-and-prefix-search", {}, async (page) => {
      const answer = page.locator(".pm-question input");
      for (const nothingCounted of ["-5", "1e99"]) {
        await answer.fill(nothingCounted);
        await page.getByRole("button", { name: "Predict" }).click();
        await told(page, "Say it before you read on");
      }
      await answer.fill("21");
      await page.getByRole("button", { name: "Predict" }).click();
      await told(page, "You said 21, 9 too many. It is 12 nodes.");
      await page.reload();
      await told(page, "You said 21, 9 too many. It is 12 nodes.");
      expect(await answer.inputValue()).toBe("21");
      await page.getByRole("button", { name: "Forget it" }).click();
      await told(page, "Say it before you read on");
    });
  });

  it("is answered with choices, and what it covers waits for all of them", async () => {
    await visit("/notebooks/ten-pythons", {}, async (page) => {
      const isCovered = () =>
        page.evaluate(() =>
          [...document.querySelectorAll(".nb-outputs")].some(
            (outputs) => getComputedStyle(outputs).visibility === "hidden",
          ),
        );
      await page.getByRole("button", { name: "3.6", exact: true }).first().click();
      await told(page, "Right. It is 3.6");
      expect(await isCovered()).toBe(true);
      await page
        .locator(".pm-question")
        .nth(1)
        .getByRole("button", { name: "3.14", exact: true })
        .click();
      await told(page, "You chose 3.14.");
      expect(await isCovered()).toBe(false);
      expect(await violationsOf(page)).toEqual([]);
    });
  });
});

function told(page: Page, words: string): Promise<void> {
  return page.locator(".pm-reveal", { hasText: words }).first().waitFor();
}
