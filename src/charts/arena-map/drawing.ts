/**
 * The marks of an arena map.
 *
 * Blue is live, sand is held and free, a dashed outline is an arena that went
 * back, a dot a pool never used, a hatch a pool lost to alignment, and a red disc
 * a block that keeps an arena.
 */
import * as Plot from "@observablehq/plot";
import { arenaName } from "../../recording/place-names.js";
import { formatBytes, formatNumber, formatPercent } from "../byte-unit.js";
import type { Frame } from "../frame.js";
import { wallPath } from "../pixel-paths.js";
import { TEXT_FILL } from "../plot-style.js";
import { type Shape, shapesMark } from "../shapes-mark.js";
import { blockNumbers, blockShapes } from "./blocks.js";
import type { MapLayout, SheetLayout, Tile } from "./layout.js";
import { legendMarks } from "./legend.js";
import { poolsInUse } from "./pool-characters.js";
import { poolShapes } from "./pools.js";
import type { MapArena } from "./sheets.js";

/** Least width of a tile, in pixels, that has room for the words of a returned arena. */
const WIDTH_FOR_WORDS = 76;

/** Marks of the whole figure. */
export function drawMap(layout: MapLayout, frame: Frame): Plot.Markish[] {
  const tiles = layout.sheets.flatMap((sheet) => sheet.tiles);
  const inside = layout.hasBlocks ? blockShapes(layout, tiles) : poolShapes(layout, tiles);
  return [
    shapesMark([...wallShapes(layout, tiles), ...inside]),
    ...(layout.hasBlocks ? [blockNumbers(layout, tiles), tileNames(layout, tiles)] : []),
    returnedWords(layout, tiles),
    ...layout.sheets.map(headingMark),
    ...legendMarks(layout.legend),
    ...(frame.interactive === true ? pointerMarks(layout, tiles) : []),
  ];
}

function headingMark({ name, x, headingY, tiles }: SheetLayout): Plot.Markish {
  const held = tiles.filter(({ arena }) => arena !== null).length;
  const back = tiles.length - held;
  const counts = `${held} of ${tiles.length} arenas held${back === 0 ? "" : `, ${back} given back`}`;
  const lines = name === "" ? [counts] : [name, counts];
  return Plot.text(lines, {
    x,
    y: (_: string, line: number) => headingY + line * 20,
    textAnchor: "start",
    lineAnchor: "bottom",
    fontWeight: 600,
    fill: TEXT_FILL,
  });
}

/** A wall round each arena: solid where it is held, dashed where it went back. */
function wallShapes({ cell, tileWidth, tileHeight }: MapLayout, tiles: readonly Tile[]): Shape[] {
  const path = (wanted: (arena: MapArena) => boolean) =>
    tiles
      .filter(({ arena }) => wanted(arena))
      .map(({ x, y }) => wallPath(x, y, tileWidth, tileHeight))
      .join("");
  return [
    {
      d: path((arena) => arena !== null),
      className: "pm-held-arenas",
      fill: "var(--ifm-background-surface-color, none)",
      stroke: "var(--pm-held-line)",
    },
    {
      d: path((arena) => arena === null),
      className: "pm-returned-arenas",
      stroke: "var(--pm-gone)",
      dash: cell >= 7 ? "4 4" : "2 2",
    },
  ];
}

/** Where tiles are large, the outline of a returned arena says what it is. */
function returnedWords(layout: MapLayout, tiles: readonly Tile[]): Plot.Markish {
  const hasRoom = layout.tileWidth >= WIDTH_FOR_WORDS;
  const returned = tiles.filter(({ arena }) => hasRoom && arena === null);
  return Plot.text(
    returned.map((tile) => ({ ...centreOf(layout, tile), text: "given back" })),
    {
      x: "x",
      y: "y",
      text: "text",
      fontSize: 12,
    },
  );
}

/** Names under tiles that are drawn block by block. */
function tileNames({ tileWidth, tileHeight }: MapLayout, tiles: readonly Tile[]): Plot.Markish {
  return Plot.text(
    tiles.map(({ birth, x, y }) => ({
      x: x + tileWidth / 2,
      y: y + tileHeight + 11,
      text: `arena ${birth + 1}`,
    })),
    { x: "x", y: "y", text: "text", fontSize: 12 },
  );
}

/** A ring round the arena that is pointed at, and what there is to say of it. */
function pointerMarks(layout: MapLayout, tiles: readonly Tile[]): Plot.Markish[] {
  const { tileWidth, tileHeight } = layout;
  const points = tiles.map((tile) => ({
    ...centreOf(layout, tile),
    x1: tile.x - 3,
    x2: tile.x + tileWidth + 3,
    y1: tile.y - 3,
    y2: tile.y + tileHeight + 3,
    title: tipOf(tile, layout.arenaBytes),
  }));
  const maxRadius = Math.hypot(tileWidth, tileHeight) / 2 + 4;
  const ring = { x1: "x1", x2: "x2", y1: "y1", y2: "y2", fill: "none", stroke: TEXT_FILL } as const;
  return [
    Plot.rect(points, Plot.pointer({ ...ring, strokeWidth: 2, maxRadius })),
    Plot.tip(points, Plot.pointer({ x: "x", y: "y", title: "title", maxRadius, fontSize: 13 })),
  ];
}

function centreOf({ tileWidth, tileHeight }: MapLayout, { x, y }: Tile) {
  return { x: x + tileWidth / 2, y: y + tileHeight / 2 };
}

function tipOf({ arena, birth }: Tile, arenaBytes: number): string {
  if (arena === null) return `${arenaName(birth)}: given back`;
  const pools = poolsInUse(arena.pools);
  const blocks = `${formatNumber(arena.liveBlocks)} live ${arena.liveBlocks === 1 ? "block" : "blocks"}`;
  return [
    `${arenaName(birth)}: held`,
    `${blocks} in ${pools} ${pools === 1 ? "pool" : "pools"}`,
    `${formatBytes(arena.liveBytes)} live, ${formatPercent(arena.liveBytes / arenaBytes)}`,
  ].join("\n");
}
