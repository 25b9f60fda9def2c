/**
 * One arena as a tile of 8 by 8 cells, a cell a pool, in address order.
 *
 * A tone is a path: all pools that are equally full together. Coordinates are
 * in cells, so the tile has whole numbers for edges and any size on the page.
 */
import { PIN_BLOCKS, toneStep } from "pymalloc-lab/internal";
import type { HeldArena } from "pymalloc-lab/recording";

/** Cells in a row of a tile. */
export const TILE_COLUMNS = 8;

/** Cells of one tone, as the `d` of a path. */
export interface TonePath {
  /** Share of the pool's blocks that are live, 0 to 1. */
  readonly share: number;
  readonly d: string;
}

/** A cell, counted in columns and rows. */
export interface Cell {
  readonly column: number;
  readonly row: number;
}

/** What is drawn of an arena that is held. */
export interface ArenaTile {
  readonly tones: readonly TonePath[];
  /** Pools never touched. */
  readonly fresh: readonly Cell[];
  /** The pool lost to alignment, as the `d` of a path; empty when none is. */
  readonly lost: string;
  /** Pools that keep an arena in which nothing else lives. */
  readonly pins: readonly Cell[];
}

/** Says what to draw of an arena. */
export function arenaTile(arena: HeldArena): ArenaTile {
  const pathOfTone = new Map<number, string>();
  const fresh: Cell[] = [];
  const pins: Cell[] = [];
  const pinned = isPinned(arena);
  let pool = 0;
  for (const [run, poolCount] of arena.poolCount.entries()) {
    const first = pool;
    pool += poolCount;
    if (arena.blockBytes[run] === 0) {
      for (let i = first; i < pool; i++) fresh.push(cellOf(i));
      continue;
    }
    const live = arena.liveBlocks[run] ?? 0;
    if (pinned && live > 0) {
      for (let i = first; i < pool; i++) pins.push(cellOf(i));
    }
    const tone = pinned ? 0 : toneStep(live / (arena.capacity[run] ?? 1));
    pathOfTone.set(tone, (pathOfTone.get(tone) ?? "") + cellsPath(first, poolCount));
  }
  const tones = [...pathOfTone].map(([share, d]) => ({ share, d }));
  return { tones, fresh, lost: cellsPath(pool, arena.poolsLostToAlignment), pins };
}

function isPinned(arena: HeldArena): boolean {
  const live = arena.liveBlocks.filter((blocks) => blocks > 0);
  return live.length > 0 && live.every((blocks) => blocks <= PIN_BLOCKS);
}

function cellOf(index: number): Cell {
  return { column: index % TILE_COLUMNS, row: Math.floor(index / TILE_COLUMNS) };
}

/** `count` cells from `first` on, in reading order, as at most three rectangles. */
function cellsPath(first: number, count: number): string {
  if (count === 0) return "";
  const { column, row } = cellOf(first);
  const inFirstRow = Math.min(count, TILE_COLUMNS - column);
  if (inFirstRow < TILE_COLUMNS) {
    return (
      rectangle(column, row, inFirstRow, 1) + cellsPath(first + inFirstRow, count - inFirstRow)
    );
  }
  const fullRows = Math.floor(count / TILE_COLUMNS);
  const inLastRow = count % TILE_COLUMNS;
  const rest = inLastRow === 0 ? "" : rectangle(0, row + fullRows, inLastRow, 1);
  return rectangle(0, row, TILE_COLUMNS, fullRows) + rest;
}

function rectangle(x: number, y: number, width: number, height: number): string {
  return `M${x} ${y}h${width}v${height}h-${width}z`;
}
