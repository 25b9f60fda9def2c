/** Visits to pages of the built site, each in a browser profile of its own. */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { browserPath, launchBrowser } from "./browser.js";
import { openPage } from "./open-page.js";

export interface VisitOptions extends BrowserContextOptions {
  /** Done before the page is asked for. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** Opens a page, does something there, and fails where the page complained meanwhile. */
export type Visit = <T>(
  path: string,
  options: VisitOptions,
  use: (page: Page) => Promise<T>,
) => Promise<T>;

/** Starts a browser for the tests of one file, where there is one, and closes it after them. */
export function visitor(): Visit {
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (browserPath !== undefined) browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  return async (path, { prepare, ...options }, use) => {
    const viewport = { width: 1280, height: 900 };
    const context = await browser?.newContext({ viewport, ...options });
    if (context === undefined) throw new Error("the browser was not started");
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    await prepare?.(page);
    await openPage(page, path, options);
    const used = await use(page);
    expect(complaints, "errors and warnings of the page").toEqual([]);
    await context.close();
    return used;
  };
}
