/** What every page is held to, whatever it shows. */
import axeCore from "axe-core";
import type { Page } from "playwright-core";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

declare global {
  /** What `axe.source` defines on the page. */
  var axe: typeof axeCore;
}

/** What axe-core finds, a line a rule with the first element that breaks it. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axeCore.source);
  return page.evaluate(async (rules) => {
    const { violations } = await globalThis.axe.run({ runOnly: rules });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.length} such as ${nodes[0]?.html.slice(0, 200)}`,
    );
  }, RULES);
}

/** Pixels by which the page is wider than its window. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth));
}
