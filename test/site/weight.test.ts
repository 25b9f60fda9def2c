import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { browserPath, launchBrowser } from "./browser.js";
import { builtNotebooks, builtPages, htmlOf } from "./built-pages.js";
import { openPage } from "./open-page.js";

const MOST_SCRIPT_KB = 300;
/** A notebook's own text and the data of its charts, every arena event of every run. */
const MOST_CONTENT_KB = 40;
/** Without what runs: that comes when a dial is turned. */
const MOST_LANDING_SCRIPT_KB = 200;
const MOST_STYLE_KB = 30;
const MOST_LANDING_HTML_KB = 60;

/** Size of a file of the site in kB, as it is sent with gzip. */
function sentKilobytes(address: string): number {
  return gzipSync(readFileSync(path.join("build", address))).length / 1000;
}

function total(addresses: Iterable<string>): number {
  return [...addresses].reduce((sum, address) => sum + sentKilobytes(address), 0);
}

it.each(builtPages())("the style sheets of %s are light", (page) => {
  const sheets = [...htmlOf(page).matchAll(/<link[^>]*href="?([^" >]+\.css)/g)];
  expect(sheets).not.toEqual([]);
  expect(total(sheets.map(([, address]) => address ?? ""))).toBeLessThan(MOST_STYLE_KB);
});

it("the landing page's HTML is light, with all of its maps", () => {
  expect(sentKilobytes("index.html")).toBeLessThan(MOST_LANDING_HTML_KB);
});

/** All scripts that a page asks for while it is used, with those fetched ahead where that is said. */
async function scriptsOf(
  page: string,
  use: (page: Page) => Promise<void>,
  { ahead = false } = {},
): Promise<string[]> {
  const browser = await launchBrowser();
  const opened = await browser.newPage();
  const scripts = new Set<string>();
  opened.on("response", (response) => {
    const { pathname } = new URL(response.url());
    const isAhead = ahead && pathname.endsWith(".js");
    if (isAhead || response.request().resourceType() === "script") scripts.add(pathname);
  });
  await openPage(opened, page);
  await use(opened);
  await browser.close();
  return [...scripts];
}

/** Takes the covers off: what a question hides is drawn only after that. */
async function uncover(page: Page): Promise<void> {
  const show = page.getByRole("button", { name: "Just show me" });
  while ((await show.count()) > 0) await show.first().click();
}

/** Says whether a script is a notebook's own text and data, and no code. */
function isContent(address: string): boolean {
  const text = readFileSync(path.join("build", address), "utf8");
  return text.includes('"source":"@site/notebooks/') && text.includes("contentTitle");
}

it.skipIf(browserPath === undefined)(
  "the landing page's scripts are light, with its data",
  async () => {
    const scripts = await scriptsOf("/", async (page) => {
      await uncover(page);
      await page.getByText("Play again").waitFor();
    });
    expect(total(scripts)).toBeLessThan(MOST_LANDING_SCRIPT_KB);
  },
);

it.skipIf(browserPath === undefined)(
  "the scripts that come with the player are light, its worker's and what is fetched ahead too",
  async () => {
    const ready = async (page: Page) => {
      await page.locator(".pm-player[data-step]").waitFor();
      await page.waitForLoadState("networkidle");
    };
    const scripts = await scriptsOf("/player", ready, { ahead: true });
    expect(scripts.some((script) => script.includes("player-engine"))).toBe(true);
    expect(total(scripts)).toBeLessThan(MOST_SCRIPT_KB);
  },
);

describe.skipIf(browserPath === undefined)("the scripts of a notebook", () => {
  it.each(builtNotebooks())("%s are light, with those of its charts", async (notebook) => {
    const scripts = await scriptsOf(notebook, async (page) => {
      await uncover(page);
      for (const chart of await page.locator(".pm-chart").all()) {
        await chart.scrollIntoViewIfNeeded();
        await chart.and(page.locator("[data-live]")).waitFor();
      }
    });
    const content = scripts.filter(isContent);
    const code = scripts.filter((script) => !isContent(script));
    expect(content).toHaveLength(1);
    expect(total(content)).toBeLessThan(MOST_CONTENT_KB);
    expect(total(code)).toBeLessThan(MOST_SCRIPT_KB);
  });
});
