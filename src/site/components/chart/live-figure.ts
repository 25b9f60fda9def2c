/**
 * The browser's half of a chart: the same figure, drawn at its real width, with
 * a pointer, keys, and its data as a file.
 */
import {
  type ArenaMapChart,
  type Chart,
  type Figure,
  figureOf,
  type Table,
} from "pymalloc-lab/charts";
import { figureCaption, unlabelGroups } from "pymalloc-lab/internal";
import {
  chartFigure,
  type Drawing,
  dataTable,
  draw,
  READING_HINT,
  STEPPING_HINT,
} from "./chart-figure";
import { oneArena } from "./one-arena";
import { readWithKeys } from "./read-with-keys";
import { nearestStop } from "./stops";
import { turnSurvivors } from "./turn-survivors";

/**
 * Brings the figure in `host` to life; builds it first where the server did not.
 *
 * @param gone - aborted when the page leaves.
 * @param onTile - told of the arena of a map that is pressed, counted through all sheets.
 */
export function drawLiveFigure(
  host: HTMLElement,
  chart: Chart,
  { gone, onTile }: { gone: AbortSignal; onTile?: (tile: number) => void },
): void {
  if (host.firstElementChild === null) host.append(chartFigure(document, chart));
  else if (host.hasAttribute("data-live")) replaceWords(host, chart);
  const { drawings, reading, data } = partsOf(host);
  // A reader can turn some charts: what is shown then is not what came.
  let shown = chart;
  let drawnAt = firstWidth(drawings);
  let drawing = drawIn(drawings, shown, drawnAt, gone);
  let drawnFor = drawings.clientWidth;
  const observer = new ResizeObserver(() => {
    const { clientWidth } = drawings;
    // In a part of the page that is folded or hidden a drawing has no width, and keeps its last.
    if (clientWidth === 0 || clientWidth === drawnFor) return;
    drawnFor = clientWidth;
    drawnAt = clientWidth;
    drawing = drawIn(drawings, shown, drawnAt, gone);
  });
  observer.observe(drawings);
  gone.addEventListener("abort", () => observer.disconnect());
  reading.textContent = drawing.stops.length > 0 ? hintOnce(hintFor(chart), reading) : "";
  const press = pressOf(chart, onTile, (turned) => {
    shown = shown === chart ? turned : chart;
    drawing = drawIn(drawings, shown, drawnAt, gone);
    reading.textContent = shown === chart ? hintFor(chart) : `${turned.title}. ${BACK_HINT}`;
  });
  if (press !== undefined) pressTiles(drawings, () => drawing, { gone, press });
  if (chart.chart === "heldBySurvivors") {
    turnSurvivors({
      host,
      drawings,
      reading,
      chart,
      gone,
      redraw(turned) {
        shown = turned;
        drawing = drawIn(drawings, shown, drawnAt, gone);
      },
    });
  }
  readWithKeys({ drawings, reading, drawing: () => drawing, gone, press });
  offerFile(data, drawing.figure);
  host.toggleAttribute("data-live", true);
}

/** Width to draw at where none is known, because the figure is in a folded part of the page. */
const HIDDEN_WIDTH = 712;

/** Said of an arena that is looked at by itself. */
const BACK_HINT = "Press it, or Enter, to see all arenas again.";

function hintFor(chart: Chart): string {
  const isStepped = chart.chart === "arenaMap" || isHolderMap(chart);
  return isStepped ? STEPPING_HINT : READING_HINT;
}

/**
 * What a press on an arena does: a run that can be made again is stepped into, of any other the
 * arena is shown by itself.
 */
function pressOf(
  chart: Chart,
  onTile: ((tile: number) => void) | undefined,
  show: (turned: ArenaMapChart) => void,
): ((tile: number) => void) | undefined {
  if (isHolderMap(chart)) return onTile;
  if (chart.chart !== "arenaMap") return undefined;
  return isPlayable(chart) ? onTile : (tile) => show(oneArena(chart, tile));
}

/** A map of arenas, each of which a page can open. */
function isHolderMap(chart: Chart): boolean {
  return chart.chart === "holderMap" && chart.tile === "arena";
}

function isPlayable({ sheets }: Chart & { chart: "arenaMap" }): boolean {
  return sheets.some(({ run }) => run !== undefined);
}

/** A press on a tile steps into its arena. */
function pressTiles(
  drawings: HTMLElement,
  drawing: () => Drawing,
  { gone, press }: { gone: AbortSignal; press: (tile: number) => void },
): void {
  drawings.classList.add("pm-pressable");
  const onClick = (event: MouseEvent) => {
    const { svg, stops } = drawing();
    const box = svg.getBoundingClientRect();
    const scale = box.width / Number(svg.getAttribute("width"));
    const at = { x: (event.clientX - box.left) / scale, y: (event.clientY - box.top) / scale };
    const tile = pointedStop(svg, stops) ?? nearestStop(stops, at);
    if (tile !== undefined) press(tile);
  };
  drawings.addEventListener("click", onClick, { signal: gone });
}

/** How a figure is read is said once on a page. */
function hintOnce(hint: string, reading: HTMLElement): string {
  const isSaid = [...document.querySelectorAll(".pm-reading")].some(
    (other) => other !== reading && other.textContent === hint,
  );
  return isSaid ? "" : hint;
}

/** The stop whose tip is shown: Plot keeps what is pointed at as the drawing's value. */
function pointedStop(svg: Element, stops: Drawing["stops"]): number | undefined {
  const value: unknown = Reflect.get(svg, "value");
  if (typeof value !== "object" || value === null || !("x" in value && "y" in value)) {
    return undefined;
  }
  const index = stops.findIndex(({ x, y }) => x === value.x && y === value.y);
  return index < 0 ? undefined : index;
}

/** Another chart takes the place of a living one: its words and its table are new too. */
function replaceWords(host: HTMLElement, chart: Chart): void {
  // The words do not depend on the width, which is none in a folded part of the page.
  const figure = figureOf(chart, { width: HIDDEN_WIDTH });
  const wasOpen = host.querySelector<HTMLDetailsElement>(".pm-data")?.open === true;
  const data = dataTable(document, figure);
  data.toggleAttribute("open", wasOpen);
  host.querySelector("figcaption")?.replaceWith(figureCaption(document, figure));
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
 * their eyes or has passed it, the width of that, so that nothing they see moves.
 */
function firstWidth(drawings: HTMLElement): number {
  const isReached = drawings.getBoundingClientRect().top < window.innerHeight;
  const still = [...drawings.querySelectorAll("svg")].find((svg) => svg.clientWidth > 0);
  if (isReached && still !== undefined) return Number(still.getAttribute("width"));
  return drawings.clientWidth || HIDDEN_WIDTH;
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
