/**
 * The pools of an arena map, as shapes. Cells of one look are one path, however many
 * there are, so that a map of twenty thousand pools stays light.
 *
 * Below {@link HALFTONE_FROM} pixels a cell is one flat tone. From there on it is an
 * ink square on sand, whose area is the live share. Either is drawn as bars: strokes
 * as wide as a cell is high, which take half the text of rectangles.
 */

import { HALFTONE_FROM, inkInset, inkSide } from "../halftone.js";
import { barPath, discPath, dotPath, hatchPath, rectanglePath } from "../pixel-paths.js";
import type { Shape } from "../shapes-mark.js";
import type { MapLayout, Tile } from "./layout.js";
import { isFew, isPinned, LOST, liveShare, UNTOUCHED } from "./pool-characters.js";
import { toneFill, toneStep } from "./tone.js";

/** Cells of fewer pixels have no room for a hatch; its ground alone stands for it. */
const HATCH_FROM = 4;

/** A pool, placed. */
interface Cell {
  readonly character: string;
  readonly x: number;
  readonly y: number;
  /** Its arena is held by a few blocks alone, which are drawn as pins. */
  readonly isPinned: boolean;
}

/** Everything inside the walls. */
export function poolShapes(layout: MapLayout, tiles: readonly Tile[]): Shape[] {
  const cells = tiles.flatMap((tile) => cellsOf(layout, tile));
  const touched = cells.filter(({ character }) => character !== UNTOUCHED && character !== LOST);
  const untouched = cells.filter(({ character }) => character === UNTOUCHED);
  const lost = cells.filter(({ character }) => character === LOST);
  const pins = touched.filter((cell) => cell.isPinned && isFew(cell.character));
  const { cell } = layout;
  return [
    ...(cell < HALFTONE_FROM ? toneShapes(touched, cell) : halftoneShapes(touched, cell)),
    {
      d: untouched.map(({ x, y }) => dotPath(x + cell / 2, y + cell / 2)).join(""),
      className: "pm-untouched",
      stroke: "var(--pm-fresh)",
      strokeWidth: cell < HALFTONE_FROM ? 1 : 1.5,
      cap: "round",
    },
    ...lostShapes(lost, cell),
    {
      d: pins
        .map(({ x, y }) => discPath(x + cell / 2, y + cell / 2, Math.max(2.2, cell * 0.36)))
        .join(""),
      className: "pm-pins",
      fill: "var(--pm-pin)",
    },
  ];
}

function cellsOf({ cell, columns, padding }: MapLayout, { arena, x, y }: Tile): Cell[] {
  if (arena === null) return [];
  const pinned = isPinned(arena.pools);
  return [...arena.pools].map((character, index) => ({
    character,
    x: x + padding + (index % columns) * cell,
    y: y + padding + Math.floor(index / columns) * cell,
    isPinned: pinned,
  }));
}

/** One flat colour a cell; neighbours of one tone are one bar. */
function toneShapes(cells: readonly Cell[], cell: number): Shape[] {
  const bars = new Map<string, string>();
  for (const { items, key } of runsOf(cells, cell, toneOf)) {
    const bar = barPath(items[0].x, items[0].y + cell / 2, items.length * cell);
    bars.set(key, (bars.get(key) ?? "") + bar);
  }
  return [...bars].map(([stroke, d]) => ({ d, className: "pm-pools", stroke, strokeWidth: cell }));
}

function toneOf({ character, isPinned }: Cell): string {
  return toneFill(toneStep(isPinned ? 0 : liveShare(character)));
}

/** Sand cells a pixel apart, and on each an ink square. */
function halftoneShapes(cells: readonly Cell[], cell: number): Shape[] {
  const room = cell - 1;
  const grounds = [...runsOf(cells, cell, () => "")].map(({ items }) =>
    barPath(items[0].x, items[0].y + room / 2, items.length * cell - 1),
  );
  const inks = new Map<number, string>();
  for (const { character, isPinned, x, y } of cells) {
    const side = isPinned ? 0 : inkSide(liveShare(character), room);
    if (side === 0) continue;
    const inset = inkInset(side, room);
    const ink = barPath(x + inset, y + inset + side / 2, side);
    inks.set(side, (inks.get(side) ?? "") + ink);
  }
  return [
    {
      d: grounds.join(""),
      className: "pm-pools",
      stroke: toneFill(0),
      strokeWidth: room,
      dash: `${room} 1`,
    },
    ...[...inks].map(([side, d]) => ({
      d,
      className: "pm-ink",
      stroke: toneFill(1),
      strokeWidth: side,
    })),
  ];
}

function lostShapes(cells: readonly Cell[], cell: number): Shape[] {
  const side = cell < HALFTONE_FROM ? cell : cell - 1;
  const spacing = cell < HALFTONE_FROM ? 2 : 3;
  const hatched = cell < HATCH_FROM ? [] : cells;
  return [
    {
      d: cells.map(({ x, y }) => rectanglePath(x, y, side, side)).join(""),
      className: "pm-lost",
      fill: "var(--pm-over-2)",
    },
    {
      d: hatched.map(({ x, y }) => hatchPath(x, y, side, spacing)).join(""),
      className: "pm-hatch",
      stroke: "var(--pm-over)",
    },
  ];
}

/** Cells side by side that share a key. */
function* runsOf(
  cells: readonly Cell[],
  cell: number,
  keyOf: (cell: Cell) => string,
): Generator<{ key: string; items: [Cell, ...Cell[]] }> {
  let run: { key: string; items: [Cell, ...Cell[]] } | undefined;
  for (const next of cells) {
    const key = keyOf(next);
    const last = run?.items.at(-1);
    if (run?.key === key && last?.y === next.y && last.x + cell === next.x) {
      run.items.push(next);
      continue;
    }
    if (run !== undefined) yield run;
    run = { key, items: [next] };
  }
  if (run !== undefined) yield run;
}
