import { readFileSync } from "node:fs";
import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserPath, launchBrowser } from "./browser.js";
import { builtNotebooks, builtPages } from "./built-pages.js";
import { openPage } from "./open-page.js";

describe("the site as text", () => {
  it("llms.txt lists every page with a description", () => {
    const listed = readFileSync("build/llms.txt", "utf8");
    for (const page of builtPages().filter((path) => /^\/(docs|notebooks)\//.test(path))) {
      expect(listed, page).toMatch(new RegExp(`\\]\\([^)]+${page}\\): \\S`));
    }
    expect(listed).not.toContain("undefined");
  });

  it("llms-full.txt has what notebooks print, and a sentence for each chart", () => {
    const text = readFileSync("build/llms-full.txt", "utf8");
    expect(text).toContain("nodes with the root: 12");
    expect(text).toMatch(/```text\n[^\n]*arenas[^\n]*\./);
  });
});

describe.skipIf(browserPath === undefined)("on a notebook's page", () => {
  let browser: Browser;
  let context: BrowserContext;
  beforeAll(async () => {
    browser = await launchBrowser();
    context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  });
  afterAll(() => browser?.close());

  async function open(path: string) {
    const page = await context.newPage();
    await openPage(page, path);
    return page;
  }

  it("a term is explained on focus, until Escape", async () => {
    const page = await open("/notebooks/arenas-pools-blocks");
    const term = page.locator(".pm-term").first();
    await term.locator("a").focus();
    expect(await term.getByRole("tooltip").isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    await term.getByRole("tooltip").waitFor({ state: "hidden" });
    await page.close();
  });

  it("says version, day and kernel, and can be cited", async () => {
    for (const path of builtNotebooks()) {
      const page = await open(path);
      const about = page.locator(".nb-about");
      expect(await about.textContent(), path).toMatch(
        /run \d+ \w+ \d{4} with pymalloc-lab \d+\.\d+\.\d+, kernel \S/,
      );
      await about.locator("summary").click();
      expect(await about.locator("code").textContent()).toContain(path);
      await page.close();
    }
  });

  it("a page read to its end has a tick in the sidebar, also after a reload", async () => {
    // A browser of its own: other tests come to the ends of pages, too.
    const fresh = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await fresh.newPage();
    await openPage(page, "/notebooks/first-half");
    const link = page.locator("aside .menu__link--active");
    expect(await link.textContent()).not.toContain("✓");
    await page.locator(".pagination-nav").scrollIntoViewIfNeeded();
    await link.filter({ hasText: "✓" }).waitFor();
    await page.reload();
    await link.filter({ hasText: "✓" }).waitFor();
    await fresh.close();
  });
});
