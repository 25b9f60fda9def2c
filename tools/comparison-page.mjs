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
  const cells = [version, experiment, seed, count.toLocaleString("en"), keep, ...stages];
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
