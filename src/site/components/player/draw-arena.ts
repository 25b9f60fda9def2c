/** The second level of zoom: the pools of one arena, each with its blocks. */
import { HELD, POOL_LOST, POOL_UNTOUCHED } from "pymalloc-lab/internal";
import { drawPoolBlocks, poolsOf } from "./draw-pools";
import type { Moment, RunAbout } from "./messages";
import { fillBox, fillDisc, fillHatch, frameBox, type Surface } from "./surface";

/** Pools in a row. */
export function arenaColumns(poolsPerArena: number): number {
  return Math.ceil(Math.sqrt(poolsPerArena));
}

/** Draws the arena that is looked at, as a square. */
export function drawArena(surface: Surface, moment: Moment, about: RunAbout): void {
  const { palette, width } = surface;
  const { frame, selected, next } = moment;
  if (frame.arenas[selected.arena] !== HELD) {
    frameBox(surface, palette.gone, [1, 1, width - 2, width - 2], { dash: [6, 6] });
    return;
  }
  const columns = arenaColumns(frame.poolsPerArena);
  const cell = width / columns;
  const gap = cell > 60 ? 0 : 3;
  const side = cell - gap;
  const blocks = moment.blocks[selected.arena] ?? "";
  let at = 0;
  poolsOf(frame, selected.arena, about).forEach((pool, index) => {
    const x = (index % columns) * cell + gap / 2;
    const y = Math.floor(index / columns) * cell + gap / 2;
    if (pool.poolClass === POOL_LOST) fillHatch(surface, [x, y, side, side], { spacing: 5 });
    else if (pool.poolClass === POOL_UNTOUCHED) untouchedPool(surface, x, y, side);
    else {
      drawPoolBlocks(surface, blocks.slice(at, at + pool.capacity), x, y, side);
      at += pool.capacity;
      if (pool.isPinned && pool.liveBlocks > 0 && columns > 1) pin(surface, x, y, side);
    }
    if (next.place?.arena === selected.arena && next.place.pool === index) {
      frameBox(surface, palette.next, [x, y, side, side], { line: 3 });
    }
    if (selected.pool === index) {
      frameBox(surface, palette.text, [x - 1, y - 1, side + 2, side + 2], { line: 2 });
    }
  });
}

/** A few blocks that keep the arena. */
function pin(surface: Surface, x: number, y: number, side: number): void {
  const { palette } = surface;
  frameBox(surface, palette.pin, [x, y, side, side], { line: 2 });
  fillDisc(surface, palette.pin, x + side - 8, y + 8, 4.5);
}

/** No fill: it costs no memory yet. */
function untouchedPool(surface: Surface, x: number, y: number, side: number): void {
  const { palette } = surface;
  frameBox(surface, palette.notYet, [x, y, side, side], { dash: [2, 4] });
  for (const [across, down] of [
    [0.5, 0.5],
    [0.25, 0.25],
    [0.75, 0.25],
    [0.25, 0.75],
    [0.75, 0.75],
  ]) {
    fillBox(
      surface,
      palette.untouched,
      x + side * (across ?? 0) - 0.7,
      y + side * (down ?? 0) - 0.7,
      1.4,
    );
  }
}
