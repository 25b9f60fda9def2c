/** The legend of an arena map: only what the map shows, in as many lines as it needs. */
import * as Plot from "@observablehq/plot";
import { discPath, dotPath, hatchPath, rectanglePath, wallPath } from "../pixel-paths.js";
import { type Shape, shapesMark } from "../shapes-mark.js";
import { isPinned, LOST, UNTOUCHED } from "./pool-characters.js";
import type { MapArena } from "./sheets.js";
import { toneFill } from "./tone.js";

interface Entry {
  readonly text: string;
  /** Width of its swatch, in pixels; the height is {@link SWATCH}. */
  readonly width: number;
  /** Draws the swatch. */
  shapes(x: number, y: number): Shape[];
}

const SWATCH = 12;
/** A rough width of one letter at 13 px; a little too much does no harm. */
const LETTER_PIXELS = 7;
const ENTRY_GAP = 18;
const LINE = 22;

/** A swatch with its text, placed. */
interface PlacedEntry {
  readonly swatch: readonly Shape[];
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
  { width, top, isHalftone }: { width: number; top: number; isHalftone: boolean },
): LegendLayout {
  let x = 0;
  let y = top;
  const entries = entriesFor(arenas, isHalftone).map((entry) => {
    const textAt = entry.width + 6;
    const entryWidth = textAt + entry.text.length * LETTER_PIXELS;
    if (x > 0 && x + entryWidth > width) {
      x = 0;
      y += LINE;
    }
    const placed = {
      swatch: entry.shapes(x, y),
      text: entry.text,
      x: x + textAt,
      y: y + SWATCH / 2,
    };
    x += entryWidth + ENTRY_GAP;
    return placed;
  });
  return { entries, height: y + LINE - top };
}

/** Marks of the legend. */
export function legendMarks({ entries }: LegendLayout): Plot.Markish[] {
  return [
    shapesMark(entries.flatMap(({ swatch }) => swatch)),
    Plot.text(entries, { x: "x", y: "y", text: "text", textAnchor: "start" }),
  ];
}

function entriesFor(arenas: readonly MapArena[], isHalftone: boolean): Entry[] {
  const held = arenas.flatMap((arena) => (arena === null ? [] : [arena]));
  const pools = held.map((arena) => arena.pools).join("");
  const blocks = held.map((arena) => arena.blocks ?? "").join("");
  const entries: (Entry | false)[] = [
    ...(blocks !== "" ? BLOCKS : isHalftone ? HALFTONE : TONES),
    (blocks === "" ? pools : blocks).includes(UNTOUCHED) && NEVER_USED,
    blocks === "" && held.some((arena) => isPinned(arena.pools)) && PIN,
    pools.includes(LOST) && LOST_TO_ALIGNMENT,
    arenas.some((arena) => arena === null) && GIVEN_BACK,
  ];
  return entries.flatMap((entry) => (entry === false ? [] : [entry]));
}

const GROUND = { className: "pm-key", fill: toneFill(0) } as const;
const INK = { className: "pm-key", fill: toneFill(1) } as const;

function box(x: number, y: number): string {
  return rectanglePath(x, y, SWATCH, SWATCH);
}

const LIVE: Entry = {
  text: "live",
  width: SWATCH,
  shapes: (x, y) => [{ ...INK, d: box(x, y) }],
};

const FREE: Entry = {
  text: "held, free",
  width: SWATCH,
  shapes: (x, y) => [{ ...GROUND, d: box(x, y) }],
};

const HALF_LIVE: Entry = {
  text: "half of it live",
  width: SWATCH,
  shapes: (x, y) => [
    { ...GROUND, d: box(x, y) },
    { ...INK, d: rectanglePath(x + 2, y + 2, 8, 8) },
  ],
};

const RAMP_STOPS = [0, 0.25, 0.5, 0.75, 1];

const RAMP: Entry = {
  text: "0 to 100% live",
  width: RAMP_STOPS.length * SWATCH,
  shapes: (x, y) =>
    RAMP_STOPS.map((share, i) => ({
      d: box(x + i * SWATCH, y),
      className: "pm-key",
      fill: toneFill(share),
    })),
};

const BLOCKS = [LIVE, FREE];
const HALFTONE = [LIVE, HALF_LIVE, FREE];
const TONES = [RAMP];

const NEVER_USED: Entry = {
  text: "never used",
  width: SWATCH,
  shapes: (x, y) => [
    {
      d: dotPath(x + SWATCH / 2, y + SWATCH / 2),
      className: "pm-key",
      stroke: "var(--pm-fresh)",
      strokeWidth: 2,
      cap: "round",
    },
  ],
};

const PIN: Entry = {
  text: "keeps its arena",
  width: SWATCH,
  shapes: (x, y) => [
    {
      d: discPath(x + SWATCH / 2, y + SWATCH / 2, 3.5),
      className: "pm-key",
      fill: "var(--pm-pin)",
    },
  ],
};

const LOST_TO_ALIGNMENT: Entry = {
  text: "lost to alignment",
  width: SWATCH,
  shapes: (x, y) => [
    { d: box(x, y), className: "pm-key", fill: "var(--pm-over-2)" },
    { d: hatchPath(x, y, SWATCH, 4), className: "pm-key", stroke: "var(--pm-over)" },
  ],
};

const GIVEN_BACK: Entry = {
  text: "given back",
  width: SWATCH,
  shapes: (x, y) => [
    {
      d: wallPath(x, y, SWATCH, SWATCH),
      className: "pm-key",
      stroke: "var(--pm-gone)",
      dash: "2 2",
    },
  ],
};
