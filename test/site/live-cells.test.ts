/** Every notebook, run in a reader's browser, says what tslab said. */
import { readdirSync, readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { firstDifference } from "../../src/notebook/format/compare-outputs.js";
import {
  type CodeCell,
  isJsonMime,
  type Output,
} from "../../src/notebook/format/notebook-format.js";
import { parseNotebook } from "../../src/notebook/format/parse-notebook.js";
import { browserPath, launchBrowser } from "./browser.js";
import { openPage } from "./open-page.js";

const FILES = readdirSync("notebooks").filter((file) => file.endsWith(".ipynb"));
const RUN_LIMIT_MS = 60_000;

/** What the page tells of a run. */
interface RanCell {
  readonly id: string;
  readonly outputs: readonly Output[];
}

declare global {
  /** What was run on the page, in order. */
  var ranCells: RanCell[];
}

describe.skipIf(browserPath === undefined)("in the browser, as in tslab", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  it.each(FILES)("%s gives the same outputs, cell by cell", async (file) => {
    const cells = codeCells(file);
    const page = await openNotebook(browser, file);
    for (const [index, { id, outputs }] of cells.entries()) {
      await page.locator(`#${id}`).getByRole("button", { name: "Run", exact: true }).click();
      await page.waitForFunction((count) => globalThis.ranCells.length === count, index + 1, {
        timeout: RUN_LIMIT_MS,
      });
      const ran = await page.evaluate((at) => globalThis.ranCells[at], index);
      expect.soft(ran?.id).toBe(id);
      const difference = firstDifference(outputs.map(dataOf), (ran?.outputs ?? []).map(dataOf));
      expect.soft(difference, `cell ${id}`).toBeUndefined();
    }
    await page.close();
  });
});

/** The cells that run in a page. */
function codeCells(file: string): CodeCell[] {
  const { cells } = parseNotebook(readFileSync(`notebooks/${file}`, "utf8"), file);
  return cells
    .filter((cell) => cell.cell_type === "code")
    .filter(({ metadata }) => !metadata.tags?.includes("needs-node"));
}

/** What is compared: of a chart or a verdict its data, since the rest is made from it. */
function dataOf(output: Output): Output {
  if (!("data" in output)) return output;
  const json = Object.entries(output.data).filter(([mimeType]) => isJsonMime(mimeType));
  return json.length === 0 ? output : { ...output, data: Object.fromEntries(json) };
}

async function openNotebook(browser: Browser, file: string): Promise<Page> {
  const page = await browser.newPage();
  await page.addInitScript(() => {
    globalThis.ranCells = [];
    addEventListener("cell-ran", (event) => {
      if (event instanceof CustomEvent) globalThis.ranCells.push(event.detail);
    });
  });
  const address = file.replace(/^\d+-/, "").replace(/\.ipynb$/, "");
  await openPage(page, `/notebooks/${address}`);
  await page.locator(".nb-cell details").evaluateAll((folded) => {
    for (const each of folded) each.toggleAttribute("open", true);
  });
  return page;
}
