import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  asTyped,
  starterAnswer,
  typedAnswer,
} from "../../src/site/components/exercise/typed-answer.js";
import { browserPath, isBrowserRequired, launchBrowser } from "./browser.js";
import { openPage } from "./open-page.js";

describe("a typed answer", () => {
  it("is read as the starter's is written", () => {
    const number = starterAnswer("const answer = 0.1;\nawait check();");
    const list = starterAnswer('const answer = ["3.9"];');
    expect(typedAnswer(" 1e-5 ", number)).toBe(0.00001);
    expect(typedAnswer("about 3", number)).toBe("about 3");
    expect(typedAnswer('["3.10", 3.11,]', list)).toEqual(["3.10", "3.11"]);
    expect(asTyped(["3.10", "3.11"])).toBe("3.10, 3.11");
  });
});

describe.skipIf(browserPath === undefined && !isBrowserRequired)("a prediction on its page", () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    await openPage(page, "/notebooks/trie-and-prefix-search#count-the-nodes");
  });
  afterAll(() => browser.close());

  const verdictOn = async (typed: string) => {
    const cell = page.locator("#count-the-nodes");
    await cell.getByLabel("Your prediction").fill(typed);
    await cell.getByRole("button", { name: "Check it" }).click();
    return cell.locator(".pm-prediction .pm-verdict", { hasText: typed }).textContent();
  };

  it("is told why it is wrong, and then that it is right", async () => {
    expect(await verdictOn("28")).toMatch(/^Not yet\. The words have 28 letters\./);
    expect(await verdictOn("14")).toMatch(/^Right\. 14/);
  });

  it("stores the verdict on the starter of every other exercise", async () => {
    const stored = page.locator("#no-new-node .pm-verdict");
    expect(await stored.textContent()).toMatch(/^Not yet\. "dancing" needs 3 new nodes/);
  });
});
