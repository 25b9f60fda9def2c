/** The third level of zoom: the blocks of one pool, and the free list that runs through them. */
import type { CarvedPool, PoolView } from "pymalloc-lab/internal";
import type { Moment } from "./messages";
import { fillBox, fillDisc, fillHatch, frameBox, type Surface } from "./surface";

/** Height of the strips above and below the blocks, with the room between. */
const STRIP = 18;
/** Blocks of the free list that carry a number. */
const NUMBERED = 10;
/** Blocks of the free list after those that the thick thread still reaches. */
const THREAD_END = 12;
/** Blocks of fewer pixels have no room for a number. */
const NUMBERS_FROM = 16;

/** Height of the drawing of a pool in a width. */
export function poolHeight(pool: PoolView | undefined, width: number): number {
  const { carved } = pool ?? {};
  if (carved === undefined) return width;
  const { columns, rows } = gridOf(carved);
  const cell = Math.min(width / columns, MOST_CELL);
  return Math.round(2 * STRIP + rows * cell + 2);
}

/** Blocks of a toy's pool would be as wide as the page. */
const MOST_CELL = 96;

function gridOf({ capacity }: CarvedPool): { columns: number; rows: number } {
  const columns = Math.max(1, Math.ceil(Math.sqrt(capacity)));
  return { columns, rows: Math.ceil(capacity / columns) };
}

/** Draws a pool block by block. */
export function drawPoolZoom(surface: Surface, pool: PoolView, { last }: Moment): void {
  const { palette, width, height } = surface;
  const { carved } = pool;
  if (carved === undefined) {
    frameBox(surface, palette.untouched, [1, 1, width - 2, height - 2], { dash: [2, 4] });
    return;
  }
  const { columns, rows } = gridOf(carved);
  const cell = Math.min(width / columns, MOST_CELL);
  const across = cell * columns;
  strip(surface, `header ${pool.headerBytes} B`, 0, across, true);
  const gap = cell > NUMBERS_FROM ? 2 : cell > 6 ? 1 : 0;
  const centre = (ordinal: number) => ({
    x: (((ordinal - 1) % columns) + 0.5) * cell,
    y: STRIP + (Math.floor((ordinal - 1) / columns) + 0.5) * cell,
  });
  carved.live.forEach((isLive, i) => {
    const { x, y } = centre(i + 1);
    const side = cell - gap;
    if (isLive === 1) fillBox(surface, palette.live, x - side / 2, y - side / 2, side);
    else if (i + 1 >= carved.nextOrdinal) fillDisc(surface, palette.untouched, x, y, 1.1);
    else fillBox(surface, palette.held, x - side / 2, y - side / 2, side);
  });
  drawFreeList(surface, carved, centre, cell);
  if (last && last.arena === pool.place.arena && last.pool === pool.place.pool) {
    const { x, y } = centre(last.ordinal);
    frameBox(surface, palette.text, [x - cell / 2, y - cell / 2, cell, cell], { line: 2 });
  }
  const tail = pool.poolBytes - pool.headerBytes - carved.capacity * carved.blockBytes;
  if (tail > 0) strip(surface, `tail ${tail} B`, STRIP + rows * cell + 4, across, false);
}

function drawFreeList(
  surface: Surface,
  { freeList }: CarvedPool,
  centre: (ordinal: number) => { x: number; y: number },
  cell: number,
): void {
  const { context, palette } = surface;
  const [first] = freeList;
  if (first === undefined) return;
  const thread = (blocks: readonly number[], line: number, opacity: number) => {
    context.strokeStyle = palette.heldLine;
    context.lineWidth = line;
    context.globalAlpha = opacity;
    context.beginPath();
    for (const ordinal of blocks) {
      const { x, y } = centre(ordinal);
      context.lineTo(x, y);
    }
    context.stroke();
    context.globalAlpha = 1;
  };
  thread(freeList.slice(THREAD_END - 1), 1, 0.32);
  thread(freeList.slice(0, THREAD_END), 1.75, 1);
  const { x, y } = centre(first);
  const side = cell - 3;
  if (cell > NUMBERS_FROM) {
    for (let place = Math.min(NUMBERED, freeList.length); place > 1; place--) {
      const at = centre(freeList[place - 1] ?? first);
      fillDisc(surface, palette.heldLine, at.x, at.y, 8);
      fillDisc(surface, palette.surface, at.x, at.y, 7);
      number(surface, place, at, palette.text);
    }
    fillBox(surface, palette.held, x - side / 2, y - side / 2, side);
    number(surface, 1, { x, y }, palette.onHeld);
  }
  frameBox(surface, palette.next, [x - side / 2, y - side / 2, side, side], {
    line: cell > 8 ? 3 : 2,
  });
}

function number(
  { context, palette }: Surface,
  value: number,
  { x, y }: { x: number; y: number },
  colour: string,
): void {
  context.font = `700 ${value === 1 ? 11 : 9.5}px ${palette.fontFamily}`;
  context.fillStyle = colour;
  context.textAlign = "center";
  context.fillText(String(value), x, y + 3.5);
  context.textAlign = "left";
}

/** What is not blocks; its height is not to scale. */
function strip(surface: Surface, text: string, y: number, width: number, rising: boolean): void {
  const { context, palette } = surface;
  const height = STRIP - 4;
  fillHatch(surface, [0, y, width, height], { spacing: 5, rising });
  context.font = `400 11px ${palette.fontFamily}`;
  const textWidth = context.measureText(text).width;
  fillBox(surface, palette.surface, 5, y, textWidth + 10, height);
  context.fillStyle = palette.text;
  context.fillText(text, 10, y + height - 3.5);
}
