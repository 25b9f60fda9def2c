/**
 * The browser's half of a chart: the same figure, drawn at its real width, with
 * a pointer, keys, and its data as a file.
 */
import { type Chart, type Figure, figureOf, type Table } from "pymalloc-lab";
import {
  caption,
  chartFigure,
  type Drawing,
  draw,
  READING_HINT,
  tableOf,
  unlabelGroups,
} from "./chart-figure";
import { readWithKeys } from "./read-with-keys";

/**
 * Brings the figure in `host` to life; builds it first where the server did not.
 *
 * @param gone - aborted when the page leaves.
 */
export function drawLiveFigure(host: HTMLElement, chart: Chart, gone: AbortSignal): void {
  if (host.firstElementChild === null) host.append(chartFigure(document, chart));
  else if (host.hasAttribute("data-live")) replaceWords(host, chart);
  const { drawings, reading, data } = partsOf(host);
  let drawing = drawIn(drawings, chart, firstWidth(drawings), gone);
  let drawnFor = drawings.clientWidth;
  const observer = new ResizeObserver(() => {
    if (drawings.clientWidth === drawnFor) return;
    drawnFor = drawings.clientWidth;
    drawing = drawIn(drawings, chart, drawnFor, gone);
  });
  observer.observe(drawings);
  gone.addEventListener("abort", () => observer.disconnect());
  reading.textContent = drawing.stops.length > 0 ? READING_HINT : "";
  readWithKeys({ drawings, reading, drawing: () => drawing, gone });
  offerFile(data, drawing.figure);
  host.toggleAttribute("data-live", true);
}

/** Another chart takes the place of a living one: its words and its table are new too. */
function replaceWords(host: HTMLElement, chart: Chart): void {
  const figure = figureOf(chart, { width: host.clientWidth });
  const wasOpen = host.querySelector<HTMLDetailsElement>(".pm-data")?.open === true;
  const data = tableOf(document, figure);
  data.toggleAttribute("open", wasOpen);
  host.querySelector("figcaption")?.replaceWith(caption(document, figure));
  host.querySelector(".pm-data")?.replaceWith(data);
}

function partsOf(host: HTMLElement) {
  const drawings = host.querySelector<HTMLElement>(".pm-drawings");
  const reading = host.querySelector<HTMLElement>(".pm-reading");
  const data = host.querySelector<HTMLDetailsElement>(".pm-data");
  if (drawings === null || reading === null || data === null) {
    throw new Error("the chart's figure lacks a part");
  }
  return { drawings, reading, data };
}

/**
 * The width to draw at first: the real one, or, when the reader has the still drawing before
 * their eyes, the width of that, so that nothing on the page moves.
 */
function firstWidth(drawings: HTMLElement): number {
  const { top, bottom } = drawings.getBoundingClientRect();
  const isSeen = top < window.innerHeight && bottom > 0;
  const still = [...drawings.querySelectorAll("svg")].find((svg) => svg.clientWidth > 0);
  return isSeen && still !== undefined ? Number(still.getAttribute("width")) : drawings.clientWidth;
}

function drawIn(drawings: HTMLElement, chart: Chart, width: number, gone: AbortSignal): Drawing {
  const drawing = draw(document, chart, { width, interactive: true });
  drawings.replaceChildren(...drawing.parts);
  keepUnlabelled(drawing.svg, gone);
  return drawing;
}

/** The pointer's marks come and go, and Plot labels them each time. */
function keepUnlabelled(svg: Element, gone: AbortSignal): void {
  const observer = new MutationObserver(() => unlabelGroups(svg));
  observer.observe(svg, { childList: true, subtree: true });
  gone.addEventListener("abort", () => observer.disconnect());
}

/** Adds the table as a CSV file, made when the table is first opened. */
function offerFile(data: HTMLDetailsElement, { title, table }: Figure): void {
  const add = () => {
    const link = document.createElement("a");
    link.className = "pm-csv";
    link.download = `${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}.csv`;
    link.href = URL.createObjectURL(new Blob([csv(table)], { type: "text/csv" }));
    link.textContent = "Download as CSV";
    data.append(link);
  };
  data.addEventListener("toggle", add, { once: true });
}

/**
 * Writes a table as CSV, as RFC 4180 has it.
 *
 * @example
 * csv({ columns: ["run", "arenas"], rows: [["half, at random", 79]] });
 * // => 'run,arenas\r\n"half, at random",79\r\n'
 */
export function csv({ columns, rows }: Table): string {
  const lines = [columns, ...rows].map((row) => row.map(csvField).join(","));
  return lines.map((line) => `${line}\r\n`).join("");
}

function csvField(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
