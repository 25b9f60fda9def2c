/** A notebook's page is an essay: large figures, folded code, lines that can be read. */
import type { Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { browserPath } from "./browser.js";
import { builtNotebooks } from "./built-pages.js";
import { visitor } from "./visit.js";

/** The aim for figures; where a page misses it, the printed shares say by how much. */
const AIM_FIGURES = 0.35;
const MOST_CODE = 0.12;
/** Characters of a full line of text, with a margin for the fonts that a machine has. */
const LINE = { least: 60, most: 80 };

const DESKTOP = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 } };

const visit = visitor();
const measured: string[] = [];

afterAll(() => {
  if (measured.length > 0) console.log(`shares of the height at 1440 px\n${measured.join("\n")}`);
});

describe.skipIf(browserPath === undefined).each(builtNotebooks())("%s", (path) => {
  it("gives its height to figures and not to code", async () => {
    const { figures, tables, code, text } = await visit(path, DESKTOP, sharesOf);
    const percent = (share: number) => `${Math.round(share * 100)}%`.padStart(4);
    measured.push(
      `${path}: figures ${percent(figures)}, tables ${percent(tables)}, code ${percent(code)}, text ${percent(text)}`,
    );
    if (figures < AIM_FIGURES) measured.push(`${path} misses the aim of ${percent(AIM_FIGURES)}`);
    expect(code).toBeLessThanOrEqual(MOST_CODE);
  });

  it("has lines of text that an eye can follow", async () => {
    const length = await visit(path, DESKTOP, lineLength);
    expect(length).toBeGreaterThan(LINE.least);
    expect(length).toBeLessThan(LINE.most);
  });

  it("has tables that a phone shows whole", async () => {
    const cut = await visit(path, PHONE, (page) =>
      page
        .locator(".nb-table-box")
        .evaluateAll((boxes) =>
          boxes
            .filter((box) => box.scrollWidth > box.clientWidth)
            .map(
              (box) => `${box.scrollWidth - box.clientWidth} px: ${box.textContent?.slice(0, 60)}`,
            ),
        ),
    );
    expect(cut).toEqual([]);
  });
});

/** What figures, tables and code take of the height of the text with all of them. */
async function sharesOf(page: Page) {
  const show = page.getByRole("button", { name: "Just show me" });
  while ((await show.count()) > 0) await show.first().click();
  for (const chart of await page.locator(".pm-chart").all()) {
    await chart.scrollIntoViewIfNeeded();
    await chart.and(page.locator("[data-live]")).waitFor();
  }
  return page.locator(".nb-essay .theme-doc-markdown").evaluate((article) => {
    const heights = (selector: string) =>
      [...article.querySelectorAll(selector)].reduce((sum, one) => sum + one.clientHeight, 0);
    const whole = article.clientHeight;
    const [figures, tables, code] = [".pm-chart", ".nb-table", ".nb-code"].map(
      (selector) => heights(selector) / whole,
    );
    const text = heights(":scope > :is(p, ul, ol, h1, h2, h3, header, .katex-display)") / whole;
    return { figures: figures ?? 0, tables: tables ?? 0, code: code ?? 0, text };
  });
}

/** Characters in a full line of the longest paragraph. */
async function lineLength(page: Page): Promise<number> {
  await page.addStyleTag({ content: ".pm-term-meaning { display: none !important }" });
  return page.locator(".nb-essay .theme-doc-markdown > p").evaluateAll((paragraphs) => {
    const lengths = paragraphs.map((paragraph) => {
      const copy = paragraph.cloneNode(true);
      if (!(copy instanceof Element)) return 0;
      // What a term means is in the page, and not in the line.
      for (const meaning of copy.querySelectorAll(".pm-term-meaning")) meaning.remove();
      const lines =
        paragraph.clientHeight / Number.parseFloat(getComputedStyle(paragraph).lineHeight);
      return lines < 3 ? 0 : (copy.textContent?.length ?? 0) / lines;
    });
    return Math.max(...lengths);
  });
}
