/** Pools as small squares: a tone, a square of ink on sand, or their blocks. */
import {
  HALFTONE_FROM,
  inkInset,
  inkSide,
  PIN_BLOCKS,
  type PlayerFrame,
  POOL_LOST,
  POOL_UNTOUCHED,
} from "pymalloc-lab/internal";
import type { RunAbout } from "./messages";
import { fillBox, fillDisc, fillHatch, type Surface } from "./surface";

/** A pool to draw. */
export interface DrawnPool {
  /** Size class, or what stands in its place. */
  readonly poolClass: number;
  readonly liveBlocks: number;
  readonly capacity: number;
  readonly isPinned: boolean;
}

/** The pools of one arena, in address order. */
export function poolsOf(frame: PlayerFrame, arena: number, { capacities }: RunAbout): DrawnPool[] {
  const { poolsPerArena, classes, live } = frame;
  const at = arena * poolsPerArena;
  const isPinned = isHeldByFew(live.subarray(at, at + poolsPerArena));
  return Array.from({ length: poolsPerArena }, (_, pool) => {
    const poolClass = classes[at + pool] ?? POOL_UNTOUCHED;
    const liveBlocks = live[at + pool] ?? 0;
    return { poolClass, liveBlocks, capacity: capacities[poolClass] ?? 0, isPinned };
  });
}

/** Whether a few blocks alone keep an arena: no pool has more than four live. */
export function isHeldByFew(live: Uint16Array): boolean {
  let most = 0;
  for (const blocks of live) most = Math.max(most, blocks);
  return most > 0 && most <= PIN_BLOCKS;
}

/** Draws one pool as a cell. */
export function drawPool(
  surface: Surface,
  pool: DrawnPool,
  x: number,
  y: number,
  cell: number,
): void {
  const { palette } = surface;
  const isHalftone = cell >= HALFTONE_FROM;
  const side = isHalftone ? cell - 1 : cell;
  if (pool.poolClass === POOL_UNTOUCHED) {
    const dot = isHalftone ? 1.4 : 1;
    fillBox(surface, palette.untouched, x + (side - dot) / 2, y + (side - dot) / 2, dot);
    return;
  }
  if (pool.poolClass === POOL_LOST) {
    if (isHalftone) fillHatch(surface, [x, y, side, side], { spacing: 3 });
    else fillBox(surface, palette.hatchGround, x, y, side);
    return;
  }
  const share = pool.isPinned ? 0 : pool.liveBlocks / pool.capacity;
  if (isHalftone) {
    fillBox(surface, palette.held, x, y, side);
    const ink = inkSide(share, side);
    const inset = inkInset(ink, side);
    if (ink > 0) fillBox(surface, palette.live, x + inset, y + inset, ink);
  } else {
    fillBox(surface, palette.tone(share), x, y, side);
  }
  if (pool.isPinned && pool.liveBlocks > 0) {
    fillDisc(
      surface,
      palette.pin,
      x + side / 2,
      y + side / 2,
      Math.max(cell * 0.36, cell < 4 ? 1.4 : 2.6),
    );
  }
}

/** A toy's arena has so few blocks that they lie in one row. */
const MOST_IN_A_ROW = 8;
/** Blocks of fewer pixels have no room for their number. */
const NUMBERS_FROM = 20;

/**
 * Draws a pool block by block: live blue, free sand, never used a dot.
 *
 * @param before - blocks before these, where live ones carry their number.
 */
export function drawPoolBlocks(
  surface: Surface,
  blocks: string,
  x: number,
  y: number,
  side: number,
  before?: number,
): void {
  const { palette } = surface;
  const isRow = before !== undefined && blocks.length <= MOST_IN_A_ROW;
  const columns = Math.max(1, isRow ? blocks.length : Math.ceil(Math.sqrt(blocks.length)));
  const rows = Math.max(1, Math.ceil(blocks.length / columns));
  const cell = side / Math.max(columns, rows);
  const gap = cell >= 14 ? 2 : cell >= 5 ? 1 : 0;
  for (let from = 0; from < blocks.length; ) {
    const block = blocks.charAt(from);
    const row = Math.floor(from / columns);
    let end = from + 1;
    // Where there is no room between blocks, neighbours that are alike are one bar without seams.
    while (
      gap === 0 &&
      end < Math.min(blocks.length, (row + 1) * columns) &&
      blocks.charAt(end) === block
    ) {
      end += 1;
    }
    const left = x + (from - row * columns) * cell;
    const top = y + row * cell;
    if (block === ".") {
      for (let i = from; i < end; i++) {
        const dot = Math.min(1.4, cell / 2);
        const middle = x + (i - row * columns + 0.5) * cell;
        fillBox(surface, palette.untouched, middle - dot / 2, top + (cell - dot) / 2, dot);
      }
    } else {
      const colour = block === "x" ? palette.live : palette.held;
      fillBox(surface, colour, left, top, (end - from) * cell - gap, cell - gap);
      if (before !== undefined && block === "x" && cell >= NUMBERS_FROM) {
        blockNumber(surface, before + from + 1, left + (cell - gap) / 2, top + (cell - gap) / 2);
      }
    }
    from = end;
  }
}

function blockNumber({ context, palette }: Surface, number: number, x: number, y: number): void {
  context.font = `600 12px ${palette.fontFamily}`;
  context.fillStyle = palette.surface;
  context.textAlign = "center";
  context.fillText(String(number), x, y + 4);
  context.textAlign = "left";
}
