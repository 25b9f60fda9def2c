/**
 * Notebooks that attack their readers, built as pages and read in a browser: once as they are
 * published, and once without the content policy, since each of the two must hold by itself.
 */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserPath, launchBrowser } from "./browser.js";
import { DRAWING, HARMLESS, HARMLESS_PARTS, shownAndDrawn } from "./hostile/harmless-notebook.js";
import { type HostileSite, hostileSite } from "./hostile/hostile-site.js";
import { HOSTILE, LAST_WORDS } from "./hostile/notebooks.js";

/** Twice what the build takes on two busy cores. */
const BUILD_LIMIT_MS = 300_000;

describe.skipIf(browserPath === undefined)("the page of a hostile notebook", () => {
  let browser: Browser;
  let site: HostileSite;
  /** One with the policy and one without, whose pages share what they have loaded. */
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
    for (const bypassCSP of [false, true]) {
      contexts.push(
        await browser.newContext({ viewport: { width: 1280, height: 900 }, bypassCSP }),
      );
    }
    site = await hostileSite();
  }, BUILD_LIMIT_MS);
  afterAll(async () => {
    await browser?.close();
    site?.close();
  });

  it("keeps what a notebook may show", async () => {
    const page = await pageIn(contexts[0]);
    const events = eventsOf(page, site);
    await page.goto(`${site.url}/notebooks/${HARMLESS.name}`, { waitUntil: "load" });
    await page.waitForSelector("html[data-has-hydrated=true]");
    for (const [selector, count] of Object.entries(HARMLESS_PARTS)) {
      expect
        .soft(await page.locator(`.theme-doc-markdown ${selector}`).count(), selector)
        .toBe(count);
    }
    expect
      .soft((await page.locator(".table-of-contents").textContent())?.trim())
      .toBe("1 < 2 with code");
    const [shown, drawn] = await page.evaluate(shownAndDrawn, DRAWING);
    expect.soft(shown, "the drawing").toEqual(drawn);
    expect.soft(events).toEqual([]);
    await page.close();
  });

  for (const { name } of HOSTILE) {
    it.each([
      ["as it is published", 0],
      ["without the policy", 1],
    ])(`runs, sends and covers nothing: ${name}, %s`, async (_how, which) => {
      const page = await pageIn(contexts[which]);
      const events = eventsOf(page, site);
      const address = `${site.url}/notebooks/${name}`;
      await page.goto(address, { waitUntil: "load" });
      await page.waitForSelector("html[data-has-hydrated=true]");
      await page.evaluate(touchEverything);
      expect.soft(await page.evaluate(() => "harmed" in globalThis), "a script ran").toBe(false);
      expect.soft(events, "dialogs, navigations, windows, errors, requests").toEqual([]);
      expect.soft(page.url()).toBe(address);
      expect.soft(site.heard, "heard elsewhere").toEqual([]);
      expect.soft(await page.evaluate(dangerIn), "in the document").toEqual([]);
      expect.soft(await page.evaluate(coveredParts), "covered").toEqual([]);
      expect.soft(await page.getByText(LAST_WORDS).isVisible(), "the last cell").toBe(true);
      await page.close();
    });
  }
});

async function pageIn(context: BrowserContext | undefined): Promise<Page> {
  if (context === undefined) throw new Error("the browser was not started");
  return context.newPage();
}

/** Collects whatever a page does that a text does not. */
function eventsOf(page: Page, site: HostileSite): string[] {
  const events: string[] = [];
  page.on("dialog", (dialog) => {
    events.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("popup", (popup) => events.push(`window: ${popup.url()}`));
  page.on("pageerror", (error) => events.push(String(error)));
  page.on("framenavigated", (frame) => {
    if (frame !== page.mainFrame()) events.push(`frame: ${frame.url()}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(site.url) && !url.startsWith("data:image/")) events.push(`request: ${url}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) events.push(`${response.status()}: ${response.url()}`);
  });
  return events;
}

/** In the page: what a reader's pointer and keyboard would set off, on each element of the text. */
function touchEverything(): void {
  for (const element of document.querySelectorAll(".theme-doc-markdown *, .table-of-contents *")) {
    if (element.closest(".nb-bar, .theme-code-block, .pm-chart, summary")) continue;
    for (const type of ["mouseover", "pointerenter", "focus", "scrollend", "beforematch"]) {
      element.dispatchEvent(new Event(type, { bubbles: type !== "focus" }));
    }
    if (element.closest("a") === null) {
      element.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    }
  }
}

/** In the page: elements and attributes that are not a text's. */
function dangerIn(): string[] {
  const found = document.querySelectorAll(
    [
      ":is(.theme-doc-markdown, .table-of-contents) :is(script, style, iframe, frame, object, embed, form, base, meta, link, template, foreignObject, use, image, animate, set, dialog, math:not(.katex *), video, audio, source, area, textarea, select)",
      "input:not([type=checkbox][disabled], .navbar *, .nb-bar *)",
      "[srcdoc], [srcset]:not(.navbar *), [formaction], [popover], [contenteditable], [autofocus], [ping]",
      "base, meta[http-equiv=refresh]",
    ].join(", "),
  );
  const dangers = [...found].map((element) => element.outerHTML.slice(0, 100));
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      const address = value.replaceAll(/[\0-\x20]/g, "");
      const isScript = /^(?:href|src|action|xlink:href|data)$/.test(name);
      if (
        name.startsWith("on") ||
        (isScript && /^(?:javascript|vbscript|data:text)/i.test(address))
      ) {
        dangers.push(element.outerHTML.slice(0, 100));
      }
    }
  }
  const ids = [...document.querySelectorAll("[id^=webpack], [id=__docusaurus] [id^=__]")];
  return [
    ...dangers,
    ...ids.map(({ id }) => id).filter((id) => id !== "__docusaurus_skipToContent_fallback"),
  ];
}

/** In the page: parts of the site that something of the text lies over. */
function coveredParts(): string[] {
  const text = document.querySelector(".theme-doc-markdown");
  const covered: string[] = [];
  const parts =
    ".navbar__brand, .navbar__items button, .footer, .table-of-contents a, .pagination-nav a, .theme-doc-sidebar-menu > li:nth-child(-n + 2) a";
  for (const part of document.querySelectorAll(parts)) {
    part.scrollIntoView({ block: "center", behavior: "instant" });
    const { left, top, width, height } = part.getBoundingClientRect();
    if (width === 0 || height === 0) continue;
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    if (there !== null && text?.contains(there)) covered.push(part.outerHTML.slice(0, 80));
  }
  for (const element of text?.querySelectorAll("*") ?? []) {
    if (element.closest(".nb-cell, .theme-code-block") && !element.closest(".nb-html *")) continue;
    const { position, zIndex } = getComputedStyle(element);
    if (/fixed|absolute|sticky/.test(position) && !element.closest(".katex, .hash-link")) {
      covered.push(`${position} ${zIndex}: ${element.outerHTML.slice(0, 80)}`);
    }
  }
  return covered;
}
