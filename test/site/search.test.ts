import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { browserPath, launchBrowser } from "./browser.js";
import { openPage } from "./open-page.js";

describe.skipIf(browserPath === undefined)("the search", () => {
  let browser: Browser;
  let page: Page;
  const hosts = new Set<string>();

  beforeAll(async () => {
    browser = await launchBrowser();
    page = await browser.newPage();
    page.on("request", (request) => hosts.add(new URL(request.url()).host));
    await openPage(page, "/docs/start-here");
  });
  afterAll(() => browser?.close());

  /** Titles and paths of what is found for a text. */
  async function found(text: string): Promise<string[]> {
    await page.locator(".navbar__search-input").focus();
    await page.locator(".navbar__search [class*=searchBar]").first().waitFor();
    await page.locator(".navbar__search-input").fill(text);
    const hits = page.locator(".navbar__search [class*=suggestion_]");
    await hits
      .filter({ hasText: text.split(" ")[0] ?? "" })
      .first()
      .waitFor();
    return hits.allTextContents();
  }

  it("finds a term of the glossary", async () => {
    expect((await found("lastWith")).join()).toContain("Glossary");
  });

  it("finds what a notebook printed", async () => {
    expect((await found("nodes with the root")).join()).toContain("trie and prefix search");
  });

  it("finds a function in the reference", async () => {
    expect((await found("mallocMany")).join()).toContain("API");
  });

  it("finds the page that reads stats by what is read there", async () => {
    expect((await found("sys._debugmallocstats")).join()).toContain("Will my memory come back?");
  });

  it.each(["debugmallocstats", "_debugmallocstats"])("finds it first by %s too", async (text) => {
    expect((await found(text))[0]).toMatch(/come back\?.*_debugmallocstats/);
  });

  it("finds the notebooks before the reference for a word that both have", async () => {
    const [first, second] = await found("trie");
    expect(`${first} ${second}`).not.toContain("API");
    expect(`${first} ${second}`).toMatch(/[Tt]rie/);
  });

  it.each(["fragmentation", "leak"])("finds what %s means", async (text) => {
    expect((await found(text))[0]).toContain("Glossary");
  });

  it("finds the tools, and shows no markup of theirs", async () => {
    expect((await found("player"))[0]).toContain("Arena player");
    expect((await found("dials")).join()).not.toMatch(/class=|JavaScript/);
  });

  it("does not bring a reader back who has gone on before it was loaded", async () => {
    const other = await browser.newPage();
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await other.route(/search-index/, async (route) => {
      await released;
      await route.continue();
    });
    await openPage(other, "/docs/start-here");
    const field = other.locator(".navbar__search-input");
    const isFocused = () => field.evaluate((one) => one === document.activeElement);
    await field.focus();
    await other.locator(".navbar__search [class*=LoadingRing]").waitFor({ state: "attached" });
    await expect.poll(isFocused).toBe(true);
    await other.keyboard.press("Tab");
    expect(await isFocused()).toBe(false);
    release();
    await other
      .locator(".navbar__search span[class*=searchBar]")
      .first()
      .waitFor({ state: "attached", timeout: 8000 });
    expect(await isFocused()).toBe(false);
    await other.keyboard.press("Control+k");
    await expect.poll(isFocused).toBe(true);
    await other.close();
  });

  it("asks no other host", () => {
    expect([...hosts]).toEqual([new URL(inject("siteUrl")).host]);
  });
});
