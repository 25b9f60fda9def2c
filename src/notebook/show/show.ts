/**
 * `show`: puts a chart under a cell.
 */
import type { Chart } from "../../charts/chart.js";
import { figureOf } from "../../charts/figure.js";
import { showHost } from "./show-host.js";

/** Width that the sentence is written for, in CSS pixels; it does not depend on it. */
const ANY_WIDTH = 720;

/**
 * Shows a chart: as a drawing with its data in a notebook of this project, on
 * the site under the cell that was run, and elsewhere as one sentence.
 *
 * @example
 * show(arenasOverTime((await runExperiment("toy")).recording)); // => undefined
 */
export function show(chart: Chart): void {
  const host = showHost();
  if (host !== undefined) {
    host.show(chart);
    return;
  }
  console.log(figureOf(chart, { width: ANY_WIDTH }).alt);
  console.log('To see the drawing, run this in a notebook with the kernel "pymalloc-lab".');
}
