/** The legend of an arena map: only what the map shows, in as many lines as it needs. */
import * as Plot from "@observablehq/plot";
import type { MapArena } from "./arena-map.js";
import { isPinned, LOST, UNTOUCHED } from "./pool-characters.js";
import { type Shape, shapesMark } from "./shapes-mark.js";
import { toneFill } from "./tone.js";

interface Entry {
  readonly text: string;
  /** Draws the swatch in a square of {@link SWATCH} pixels at a place. */
  shape(x: number, y: number): Shape;
}

const SWATCH = 12;
/** A rough width of one letter at 13 px; a little room is no harm. */
const LETTER_PIXELS = 6.8;
const ENTRY_GAP = 18;
const LINE = 22;

/** A swatch with its text, placed. */
interface PlacedEntry {
  readonly swatch: Shape;
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** The legend, placed from a height on, and the height it takes. */
export interface LegendLayout {
  readonly entries: readonly PlacedEntry[];
  readonly height: number;
}

/** Places the legend's entries in lines of a width. */
export function layoutLegend(
  arenas: readonly MapArena[],
  width: number,
  top: number,
): LegendLayout {
  let x = 0;
  let y = top;
  const entries = entriesFor(arenas).map(({ text, shape }) => {
    const entryWidth = SWATCH + 6 + text.length * LETTER_PIXELS;
    if (x > 0 && x + entryWidth > width) {
      x = 0;
      y += LINE;
    }
    const placed = { swatch: shape(x, y), text, x: x + SWATCH + 6, y: y + SWATCH / 2 };
    x += entryWidth + ENTRY_GAP;
    return placed;
  });
  return { entries, height: y + LINE - top };
}

/** Marks of the legend. */
export function legendMarks({ entries }: LegendLayout): Plot.Markish[] {
  return [
    shapesMark(entries.map(({ swatch }) => swatch)),
    Plot.text(entries, { x: "x", y: "y", text: "text", textAnchor: "start" }),
  ];
}

function entriesFor(arenas: readonly MapArena[]): Entry[] {
  const held = arenas.flatMap((arena) => (arena === null ? [] : [arena]));
  const pools = held.map((arena) => arena.pools).join("");
  const hasBlocks = held.some((arena) => arena.blocks !== undefined);
  const isAny = (characters: RegExp) => characters.test(pools);
  const entries: (Entry | false)[] = [
    filled("live", toneFill(1)),
    !hasBlocks && isAny(/[a-zA-Y]/) && filled("half of it live", toneFill(0.5)),
    filled("held, free", toneFill(0)),
    (hasBlocks || pools.includes(UNTOUCHED)) && dot("never used"),
    !hasBlocks && held.some((arena) => isPinned(arena.pools)) && pin("keeps its arena"),
    !hasBlocks && pools.includes(LOST) && filled("lost to alignment", "var(--pm-over-2)"),
    arenas.some((arena) => arena === null) && outline("given back"),
  ];
  return entries.flatMap((entry) => (entry === false ? [] : [entry]));
}

function box(x: number, y: number): string {
  return `M${x + 0.5} ${y + 0.5}h${SWATCH - 1}v${SWATCH - 1}h${1 - SWATCH}z`;
}

function filled(text: string, fill: string): Entry {
  return {
    text,
    shape: (x, y) => ({ d: box(x, y), className: "pm-key", fill, stroke: "var(--pm-held-line)" }),
  };
}

function outline(text: string): Entry {
  return {
    text,
    shape: (x, y) => ({ d: box(x, y), className: "pm-key", stroke: "var(--pm-gone)", dash: "2 2" }),
  };
}

function dot(text: string): Entry {
  return {
    text,
    shape: (x, y) => ({
      d: `M${x + SWATCH / 2} ${y + SWATCH / 2}h0`,
      className: "pm-key",
      stroke: "var(--pm-fresh)",
      strokeWidth: 2,
      cap: "round",
    }),
  };
}

function pin(text: string): Entry {
  const r = 3.5;
  return {
    text,
    shape: (x, y) => ({
      d: `M${x + SWATCH / 2 - r} ${y + SWATCH / 2}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`,
      className: "pm-key",
      fill: "var(--pm-pin)",
    }),
  };
}
