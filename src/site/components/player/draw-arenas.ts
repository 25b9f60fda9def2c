/** The first level of zoom: every arena of the run as a tile of its pools. */
import { GONE, HELD } from "pymalloc-lab/internal";
import { drawPool, drawPoolBlocks, poolsOf } from "./draw-pools";
import { type MapLayout, tileAt } from "./map-layout";
import type { Moment, RunAbout } from "./messages";
import { arenaLabel } from "./names";
import { fillBox, fillDisc, frameBox, type Surface } from "./surface";

/** From this many pixels on a pool shows its blocks. */
const BLOCKS_FROM = 28;
/** From this width on an arena that went back says so. */
const WORDS_FROM = 72;

/** Draws all arenas of a moment. */
export function drawArenas(
  surface: Surface,
  layout: MapLayout,
  moment: Moment,
  about: RunAbout,
): void {
  const { frame, selected } = moment;
  for (let arena = 0; arena < frame.arenas.length; arena++) {
    drawTile(surface, layout, moment, about, arena);
  }
  const { x, y } = tileAt(layout, selected.arena);
  const { tileWidth, tileHeight } = layout;
  const ring = [x - 3, y - 3, tileWidth + 6, tileHeight + 6] as const;
  frameBox(surface, surface.palette.text, ring, { line: 2 });
}

function drawTile(
  surface: Surface,
  layout: MapLayout,
  moment: Moment,
  about: RunAbout,
  arena: number,
): void {
  const { palette } = surface;
  const { frame } = moment;
  const { x, y } = tileAt(layout, arena);
  const { tileWidth, tileHeight, cell } = layout;
  const box = [x, y, tileWidth, tileHeight] as const;
  const state = frame.arenas[arena];
  if (state === GONE) {
    frameBox(surface, palette.gone, box, { dash: cell >= 7 ? [4, 4] : [2, 2] });
    if (tileWidth >= WORDS_FROM)
      tileText(surface, "given back", x + tileWidth / 2, y + tileHeight / 2 + 4);
    return;
  }
  if (state !== HELD) {
    fillDisc(surface, palette.notYet, x + tileWidth / 2, y + tileHeight / 2, 1.5);
    return;
  }
  const pools = poolsOf(frame, arena, about);
  fillBox(surface, palette.surface, x, y, tileWidth, tileHeight);
  const blocks = moment.blocks[arena] ?? "";
  pools.forEach((pool, index) => {
    const left = x + layout.padding + (index % layout.columns) * cell;
    const top = y + layout.padding + Math.floor(index / layout.columns) * cell;
    if (cell >= BLOCKS_FROM && blocks !== "" && pools.length === 1) {
      drawPoolBlocks(surface, blocks, left, top, cell, arena * blocks.length);
    } else drawPool(surface, pool, left, top, cell);
  });
  frameBox(surface, palette.heldLine, box);
  const isNext = moment.next.place?.arena === arena;
  if (isNext) notch(surface, x, y, Math.min(14, tileWidth / 2.5));
  if (layout.hasLabels) label(surface, layout, moment, arena, isNext);
}

/** The corner of the arena that gives the next pool. */
function notch({ context, palette }: Surface, x: number, y: number, side: number): void {
  context.fillStyle = palette.next;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + side, y);
  context.lineTo(x, y + side);
  context.fill();
}

function label(
  { context, palette }: Surface,
  layout: MapLayout,
  { frame }: Moment,
  arena: number,
  isNext: boolean,
): void {
  const { x, y } = tileAt(layout, arena);
  context.font = `${isNext ? "700" : "400"} 11.5px ${palette.fontFamily}`;
  context.fillStyle = isNext ? palette.next : palette.muted;
  const baseline = y + layout.tileHeight + 14;
  context.textAlign = "left";
  context.fillText(arenaLabel(arena, frame.poolsPerArena), x, baseline);
  context.textAlign = "right";
  context.fillText(`${frame.freePools[arena]} free`, x + layout.tileWidth, baseline);
  context.textAlign = "left";
}

function tileText({ context, palette }: Surface, text: string, x: number, y: number): void {
  context.font = `400 12px ${palette.fontFamily}`;
  context.fillStyle = palette.muted;
  context.textAlign = "center";
  context.fillText(text, x, y);
  context.textAlign = "left";
}
