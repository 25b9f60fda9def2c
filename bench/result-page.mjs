// Puts what a bench measured into its page of the docs.
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";

/** @typedef {import("./random-half.mjs").BenchResult} BenchResult */

/** When and on what; `also` says what else took part. */
export function machineLine(also = "") {
  const date = new Date().toISOString().slice(0, 10);
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  const parts = [model, `${cpus().length} cores shared with other work`, `Node ${process.version}`];
  return `Measured ${date} on ${[...parts, ...(also === "" ? [] : [also])].join(", ")}.`;
}

/** @param {readonly BenchResult[]} results */
export function resultsTable(results) {
  const rows = results.map(({ name, target, ratio = Number.NaN, quartiles }) => {
    const [low, high] = (quartiles ?? []).map((value) => value.toFixed(2));
    const spread = quartiles === undefined ? "" : ` (${low}–${high})`;
    const verdict = target === undefined ? "–" : ratio <= target ? "met" : "missed";
    return `| ${name.trim()} | ${ratio.toFixed(2)}${spread} | ${target ?? "–"} | ${verdict} |`;
  });
  return ["| figure | measured | at most | verdict |", "|---|--:|--:|---|", ...rows].join("\n");
}

/**
 * Puts text between two marks of a page.
 *
 * @param {string} page - path of the page.
 * @param {readonly string[]} parts - paragraphs and tables.
 * @param {string} mark - the marks' word.
 */
export function writeTables(page, parts, mark = "bench") {
  const [start, end] = [`<!-- ${mark} -->`, `<!-- /${mark} -->`];
  const [before, rest = ""] = readFileSync(page, "utf8").split(start);
  const [, after] = rest.split(end);
  if (after === undefined) throw new Error(`${page} has no marks "${mark}" for the tables`);
  const text = `${before}${start}\n\n${parts.join("\n\n")}\n\n${end}${after}`;
  writeFileSync(`${page}.part`, text);
  renameSync(`${page}.part`, page);
}
