/**
 * Slides of notebooks: the question, every figure and short table with what the text says of
 * it as notes, the doubts, the exercises. Nothing is written for the slides alone, so they
 * cannot say anything else than the notebooks do.
 */
import { CHART_MIME, type Chart } from "../../charts/chart.js";
import { figureOf } from "../../charts/figure.js";
import type { Cell, CodeCell, Json, Notebook, Output } from "../format/notebook-format.js";
import { NotebookFormatError } from "../format/parse-notebook.js";
import { EXERCISE_TAG, TASK_TAG } from "../grade/exercise-cells.js";
import { staticFigure } from "../show/static-figure.js";
import { escapeHtml, plainText, slideHtml } from "./slide-text.js";

/** One slide. */
export interface Slide {
  readonly heading: string;
  /** What is shown, as HTML. */
  readonly html: string;
  /** What the speaker may say, as plain lines; may be empty. */
  readonly notes: string;
}

/** A printed text of fewer lines is not a slide, and one of more cannot be read from the last row. */
const FEWEST_LINES = 3;
const MOST_LINES = 14;

/** Width of a figure, in CSS pixels: that of a notebook's column. */
const FIGURE_WIDTH = 720;

/** Characters of a message that are shown. */
const MOST_SAID = 200;

/**
 * Makes the slides of a notebook.
 *
 * @throws {NotebookFormatError} when a stored chart cannot be drawn.
 */
export function slidesOf({ cells, metadata }: Notebook): Slide[] {
  const slides: Slide[] = [];
  let heading = String(metadata.docusaurus?.["title"] ?? "");
  cells.forEach((cell, i) => {
    const own = /^##+ (.*)$/m.exec(cell.source)?.[1];
    if (cell.cell_type === "markdown") heading = own ?? heading;
    const next = notesFrom(cells[i + 1]);
    if (isOpening(cell))
      slides.push({ heading, html: slideHtml(cell.source), notes: ANSWER_FIRST });
    else if (cell.cell_type === "code" && !isExercise(cell))
      slides.push(...outputSlides(cell, heading, next));
    else if (isTask(cell))
      slides.push({ heading: taskTitle(cell), html: slideHtml(cell.source), notes: "" });
    else if (own === "What to doubt") slides.push({ heading: own, html: doubts(cell), notes: "" });
  });
  return slides;
}

const ANSWER_FIRST = "Let everyone write an answer down before you go on.";

function isOpening(cell: Cell): boolean {
  return cell.cell_type === "markdown" && /^# /.test(cell.source);
}

function isTask({ metadata: { tags = [] } }: Cell): boolean {
  return tags.includes(TASK_TAG);
}

function isExercise({ metadata: { tags = [] } }: Cell): boolean {
  return tags.includes(EXERCISE_TAG);
}

function taskTitle({ source }: Cell): string {
  return `Exercise: ${/^### (.*)$/m.exec(source)?.[1] ?? ""}`;
}

function doubts({ source }: Cell): string {
  return slideHtml(source.slice(source.indexOf("## What to doubt")));
}

/** The prose under a cell says what is to be seen in it; a heading begins something else. */
function notesFrom(cell: Cell | undefined): string {
  if (cell?.cell_type !== "markdown") return "";
  const [before = ""] = cell.source.split(/^#/m);
  return plainText(before);
}

function outputSlides({ id, outputs }: CodeCell, heading: string, notes: string): Slide[] {
  return outputs.flatMap((output) => {
    const html = outputHtml(output, `cell ${id}`);
    return html === undefined ? [] : [{ heading, html, notes }];
  });
}

function outputHtml(output: Output, place: string): string | undefined {
  if (output.output_type === "stream" && output.name === "stdout") {
    const text = output.text.trimEnd();
    const lines = text.split("\n").length;
    if (lines < FEWEST_LINES || lines > MOST_LINES) return undefined;
    return `<pre>${escapeHtml(text)}</pre>`;
  }
  if (!("data" in output)) return undefined;
  const chart = output.data[CHART_MIME];
  if (chart === undefined) return undefined;
  // Without the table, which nobody opens on a wall.
  return chartHtml(chart, place).replace(/<details>[\s\S]*?<\/details>/g, "");
}

/**
 * Draws a stored chart anew from its data: the HTML that a notebook has beside it may be anyone's.
 *
 * @throws {NotebookFormatError} when the data is not that of a chart.
 */
function chartHtml(chart: Json, place: string): string {
  try {
    if (!isChart(chart)) throw new RangeError(`it is not a chart: ${JSON.stringify(chart)}`);
    return staticFigure(chart, figureOf(chart, { width: FIGURE_WIDTH }));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new NotebookFormatError(
      `${place}: the chart cannot be drawn: ${why.slice(0, MOST_SAID)}`,
    );
  }
}

/** Whether it is of a known kind shows when it is drawn. */
function isChart(value: unknown): value is Chart {
  return typeof value === "object" && value !== null && "chart" in value;
}
