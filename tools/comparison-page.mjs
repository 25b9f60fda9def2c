// The page that puts the simulator's figures beside CPython's: what a row of it is.

/**
 * @typedef {{ total: number, reclaimed: number, highwater: number, current: number }} Arenas
 * @typedef {{ python: string, version: string, experiment: string, seed: number, count: number,
 *   keep: number }} Run
 */

const FIGURES = /** @type {const} */ (["total", "reclaimed", "highwater", "current"]);
export const DIFFERENCE_MARK = "≠";

/**
 * A run as a row of the table: a figure stands once where both have it, and as
 * "simulator≠CPython" where they differ.
 *
 * @param {Run} run
 * @param {readonly Arenas[]} simulated
 * @param {readonly Arenas[]} measured
 */
export function comparisonRow(run, simulated, measured) {
  const stages = simulated.map((arenas, i) => {
    const figures = FIGURES.map((name) => figure(arenas[name], measured[i]?.[name]));
    return figures.join(" / ");
  });
  const { version, experiment, seed, count, keep } = run;
  const cells = [version, experiment, seed, count.toLocaleString("en-GB"), keep, ...stages];
  const row = `| ${cells.join(" | ")} |`;
  return row.includes(DIFFERENCE_MARK) ? row.replaceAll(/\S+≠\S+/g, "**$&**") : row;
}

/**
 * @param {number} simulated
 * @param {number | undefined} measured
 */
function figure(simulated, measured) {
  return simulated === measured ? `${simulated}` : `${simulated}${DIFFERENCE_MARK}${measured}`;
}

/** The head of a table of such rows. */
export const COMPARISON_HEAD = [
  "| CPython | experiment | seed | count | keep | start-up | allocated | deleted |",
  "| --- | --- | --- | --- | --- | --- | --- | --- |",
].join("\n");

/**
 * Rows as a figure: a line a release, a square a run, hollow where a figure differs.
 *
 * @param {readonly string[]} rows - as {@link comparisonRow} makes them.
 */
export function agreementFigure(rows) {
  /** @type {Map<string, boolean[]>} */
  const byRelease = new Map();
  for (const row of rows) {
    const release = row.split(" ")[1] ?? "";
    byRelease.set(release, [...(byRelease.get(release) ?? []), !row.includes(DIFFERENCE_MARK)]);
  }
  const lines = [...byRelease].map(([release, runs]) => {
    const squares = runs.map((isEqual) => (isEqual ? "<i></i>" : '<i class="is-different"></i>'));
    return `<div><span>${release}</span>${squares.join("")}</div>`;
  });
  const words = [...byRelease].map(
    ([release, runs]) => `${release}: ${runs.filter(Boolean).length} of ${runs.length}`,
  );
  return [
    `<div class="pm-agreement" role="img" aria-label="Runs that are equal, by release. ${words.join("; ")}.">`,
    ...lines,
    "</div>",
  ].join("\n");
}

/**
 * A table that is folded until a reader asks for it.
 *
 * @param {string} summary
 * @param {string} table
 */
export function folded(summary, table) {
  return `<details>\n<summary>${summary}</summary>\n\n${table}\n\n</details>`;
}
