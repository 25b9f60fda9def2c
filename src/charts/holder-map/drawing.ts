/** The marks of a holder map: walls, cells in their holders' colours, the legend, the pointer. */
import * as Plot from "@observablehq/plot";
import type { Frame } from "../frame.js";
import { inkInset, inkSide } from "../halftone.js";
import { dotPath, rectanglePath, wallPath } from "../pixel-paths.js";
import { pixelPlot, TEXT_FILL } from "../plot-style.js";
import { type Shape, shapesMark } from "../shapes-mark.js";
import type { HolderMapLayout, PlacedTile } from "./layout.js";
import { FREE, type HolderMapChart, LOST, UNTOUCHED } from "./tiles.js";

const COLOURS = [
  "var(--pm-pin)",
  "var(--pm-series-1, var(--pm-next))",
  "var(--pm-series-3, var(--pm-over))",
  "var(--pm-next)",
];
const OTHER_COLOUR = "var(--pm-live)";
const LETTERS = "abcdz";
const colourOf = (letter: string) => COLOURS[LETTERS.indexOf(letter)] ?? OTHER_COLOUR;

/** A little that is alive is drawn as this share, which its colour needs to be seen. */
const LITTLE_SHARE = 0.36;
/** Cells of this many pixels or more stand a pixel apart. */
const GAP_FROM = 4;

const SWATCH = 12;
const LETTER_PIXELS = 7.2;
const LINE = 22;

/** Plot options of the chart. */
export function drawHolderMap(chart: HolderMapChart, layout: HolderMapLayout, frame: Frame) {
  const legend = legendOf(chart, layout);
  return pixelPlot({ width: layout.width, height: legend.height }, [
    shapesMark([...walls(layout.tiles), ...cellShapes(layout), ...legend.shapes]),
    ...(chart.tile === "pool" ? [tileNames(layout)] : []),
    Plot.text(legend.texts, { x: "x", y: "y", text: "text", textAnchor: "start" }),
    ...(frame.interactive === true ? pointerMarks(layout) : []),
  ]);
}

function walls(tiles: readonly PlacedTile[]): Shape[] {
  const path = (isHeld: boolean) =>
    tiles
      .filter(({ tile }) => (tile.state === "held") === isHeld)
      .map(({ x, y, width, height }) => wallPath(x, y, width, height))
      .join("");
  return [
    {
      d: path(true),
      className: "pm-held-arenas",
      fill: "var(--ifm-background-surface-color, none)",
      stroke: "var(--pm-held-line)",
    },
    { d: path(false), className: "pm-returned-arenas", stroke: "var(--pm-gone)", dash: "3 3" },
  ];
}

/** The cells of one look are one path; those of arenas that go now are paths of their own. */
function cellShapes({ cell, columns, padding, tiles }: HolderMapLayout): Shape[] {
  const paths = new Map<string, string>();
  const room = cell >= GAP_FROM ? cell - 1 : cell;
  for (const { tile, x, y } of tiles) {
    if (tile.state === "back") continue;
    [...tile.cells].forEach((character, at) => {
      const left = x + padding + (at % columns) * cell;
      const top = y + padding + Math.floor(at / columns) * cell;
      const prefix = tile.state === "going" ? "+" : "";
      const add = (look: string) => {
        const key = prefix + look;
        paths.set(key, (paths.get(key) ?? "") + cellPath(look, left, top, room));
      };
      if (/[a-z]/.test(character)) add(FREE);
      add(character);
    });
  }
  return [...groundsFirst(paths)].map(([key, d]) => shapeOf(key, d));
}

/** Free cells lie under the smaller squares of what is alive. */
function groundsFirst(paths: ReadonlyMap<string, string>): [string, string][] {
  const isGround = ([key]: [string, string]) => key.endsWith(FREE);
  const all = [...paths];
  return [...all.filter(isGround), ...all.filter((one) => !isGround(one))];
}

function cellPath(character: string, x: number, y: number, room: number): string {
  if (character === UNTOUCHED) return dotPath(x + room / 2, y + room / 2);
  if (!/[a-z]/.test(character)) return rectanglePath(x, y, room, room);
  // A little that is alive: a smaller square, on sand.
  const side = inkSide(LITTLE_SHARE, room);
  const inset = inkInset(side, room);
  return rectanglePath(x + inset, y + inset, side, side);
}

function shapeOf(key: string, d: string): Shape {
  const character = key.at(-1) ?? FREE;
  const going = key.length > 1 ? " pm-going" : "";
  if (character === UNTOUCHED) {
    const stroke = "var(--pm-fresh)";
    return { d, className: `pm-untouched${going}`, stroke, strokeWidth: 1.2, cap: "round" };
  }
  if (character === LOST) return { d, className: `pm-lost${going}`, fill: "var(--pm-over-2)" };
  if (character === FREE) return { d, className: `pm-pools${going}`, fill: "var(--pm-held)" };
  return { d, className: `pm-ink${going}`, fill: colourOf(character.toLowerCase()) };
}

function tileNames({ tiles }: HolderMapLayout): Plot.Markish {
  return Plot.text(
    tiles.map(({ tile, x, y, height }) => ({ x, y: y + height + 9, text: tile.name })),
    { x: "x", y: "y", text: "text", textAnchor: "start", fontSize: 11 },
  );
}

/** A ring round what is pointed at, and what there is to say of it. */
function pointerMarks(layout: HolderMapLayout): Plot.Markish[] {
  const points = layout.tiles.flatMap((placed) => pointsOf(layout, placed));
  const maxRadius = Math.max(12, ...points.slice(0, 1).map(({ x1, x2 }) => x2 - x1));
  const ring = { x1: "x1", x2: "x2", y1: "y1", y2: "y2", fill: "none", stroke: TEXT_FILL } as const;
  return [
    Plot.rect(points, Plot.pointer({ ...ring, strokeWidth: 2, maxRadius })),
    Plot.tip(points, Plot.pointer({ x: "x", y: "y", title: "title", maxRadius, fontSize: 13 })),
  ];
}

function pointsOf(
  { cell, columns, padding }: HolderMapLayout,
  { tile, x, y, width, height }: PlacedTile,
) {
  if (tile.cellSays === undefined) {
    const edges = { x1: x - 2, x2: x + width + 2, y1: y - 2, y2: y + height + 2 };
    const title = [tile.name, ...tile.says].join("\n");
    return [{ ...edges, x: x + width / 2, y: y + height / 2, title }];
  }
  return tile.cellSays.map(([at, says]) => {
    const left = x + padding + (at % columns) * cell;
    const top = y + padding + Math.floor(at / columns) * cell;
    const edges = { x1: left - 1, x2: left + cell, y1: top - 1, y2: top + cell };
    const title = `${tile.name}, block ${at}: ${says}`;
    return { ...edges, x: left + cell / 2, y: top + cell / 2, title };
  });
}

interface Entry {
  readonly text: string;
  shape(x: number, y: number): Shape;
}

function legendOf(chart: HolderMapChart, { width, legendY }: HolderMapLayout) {
  const shapes: Shape[] = [];
  const texts: { x: number; y: number; text: string }[] = [];
  let x = 0;
  let y = legendY;
  for (const { text, shape } of entriesOf(chart)) {
    const shown = shortened(text, width - SWATCH - 6);
    const entryWidth = SWATCH + 6 + shown.length * LETTER_PIXELS;
    if (x > 0 && x + entryWidth > width) {
      x = 0;
      y += LINE;
    }
    shapes.push(shape(x, y));
    texts.push({ x: x + SWATCH + 6, y: y + SWATCH / 2, text: shown });
    x += entryWidth + 18;
  }
  return { shapes, texts, height: y + LINE };
}

function shortened(text: string, width: number): string {
  const most = Math.floor(width / LETTER_PIXELS);
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

function entriesOf({ holders, tiles }: HolderMapChart): Entry[] {
  const seen = new Set(
    tiles.flatMap(({ cells, state }) => (state === "back" ? [] : [...cells.toLowerCase()])),
  );
  const box = (fill: string) => (x: number, y: number) => ({
    d: rectanglePath(x, y, SWATCH, SWATCH),
    className: "pm-key",
    fill,
  });
  const named = holders.map((text, place) => ({ text, letter: LETTERS.charAt(place) }));
  const entries: (Entry | false)[] = [
    ...named.map(({ text, letter }) => seen.has(letter) && { text, shape: box(colourOf(letter)) }),
    seen.has("z") && { text: "anything else", shape: box(OTHER_COLOUR) },
    seen.has(FREE) && { text: "held, free", shape: box("var(--pm-held)") },
    tiles.some(({ state }) => state !== "held") && {
      text: "comes back",
      shape: (x, y) => ({
        d: wallPath(x, y, SWATCH, SWATCH),
        className: "pm-key",
        stroke: "var(--pm-gone)",
        dash: "2 2",
      }),
    },
  ];
  return entries.flatMap((entry) => (entry === false ? [] : [entry]));
}
