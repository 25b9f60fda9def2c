/**
 * The marks of an arena map. Cells of one look are one path, however many there
 * are, so that a map of twenty thousand pools stays light.
 *
 * Blue is live, sand is held and free, a dashed outline is an arena that went
 * back, a dot a pool never used, a hatch a pool lost to alignment, and a red disc
 * a block that keeps an arena.
 */
import * as Plot from "@observablehq/plot";
import type { MapArena } from "./arena-map.js";
import { HALFTONE_FROM, type MapLayout, type SheetLayout, type Tile } from "./arena-map-layout.js";
import { legendMarks } from "./arena-map-legend.js";
import { formatBytes, formatNumber } from "./byte-unit.js";
import type { Frame } from "./frame.js";
import { isPinned, LOST, liveShare, UNTOUCHED } from "./pool-characters.js";
import { type Shape, shapesMark } from "./shapes-mark.js";
import { toneFill } from "./tone.js";

/** Marks of the whole figure. */
export function drawMap(layout: MapLayout, frame: Frame): Plot.Markish[] {
  const tiles = layout.sheets.flatMap((sheet) => sheet.tiles);
  const hasBlocks = tiles.some(({ arena }) => arena?.blocks !== undefined);
  return [
    shapesMark(wallShapes(layout, tiles)),
    shapesMark(hasBlocks ? blockShapes(layout, tiles) : poolShapes(layout, tiles)),
    ...(hasBlocks ? [blockNumbers(layout, tiles)] : []),
    ...layout.sheets.map(headingMark),
    ...legendMarks(layout.legend),
    ...(frame.interactive === true ? [tipMark(layout, tiles)] : []),
  ];
}

function headingMark({ name, headingY, tiles }: SheetLayout): Plot.Markish {
  const held = tiles.filter(({ arena }) => arena !== null).length;
  const back = tiles.length - held;
  const counts = `${held} of ${tiles.length} arenas held${back === 0 ? "" : `, ${back} given back`}`;
  const lines = name === "" ? [counts] : [name, counts];
  return Plot.text(lines, {
    x: 0,
    y: (_: string, line: number) => headingY + line * 20,
    textAnchor: "start",
    lineAnchor: "bottom",
    fontWeight: 600,
    fill: "currentColor",
  });
}

function tileBox({ columns, rows, cell, padding }: MapLayout) {
  return { width: columns * cell + 2 * padding, height: rows * cell + 2 * padding };
}

/** A wall round each arena: solid where it is held, dashed where it went back. */
function wallShapes(layout: MapLayout, tiles: readonly Tile[]): Shape[] {
  const { width, height } = tileBox(layout);
  const outline = ({ x, y }: Tile) =>
    `M${x + 0.5} ${y + 0.5}h${width - 1}v${height - 1}h${1 - width}z`;
  const path = (wanted: (arena: MapArena) => boolean) =>
    tiles
      .filter(({ arena }) => wanted(arena))
      .map(outline)
      .join("");
  const dash = layout.cell >= 7 ? "4 4" : "2 2";
  return [
    {
      d: path((arena) => arena !== null),
      className: "pm-held-arenas",
      stroke: "var(--pm-held-line)",
    },
    {
      d: path((arena) => arena === null),
      className: "pm-returned-arenas",
      stroke: "var(--pm-gone)",
      dash,
    },
  ];
}

/** Cells grouped by how they look. */
function poolShapes(layout: MapLayout, tiles: readonly Tile[]): Shape[] {
  const grounds = new PathsByFill();
  const inks = new PathsByFill();
  let dots = "";
  let lost = "";
  let pins = "";
  const { cell, columns, padding } = layout;
  const isHalftone = cell >= HALFTONE_FROM;
  for (const { arena, x, y } of tiles) {
    if (arena === null) continue;
    const pinned = isPinned(arena.pools);
    for (const [index, length] of runsOf(arena.pools, columns)) {
      const character = arena.pools.charAt(index);
      const left = x + padding + (index % columns) * cell;
      const top = y + padding + Math.floor(index / columns) * cell;
      const cells = Array.from({ length }, (_, i) => left + i * cell);
      if (character === UNTOUCHED) {
        dots += cells.map((at) => `M${at + cell / 2} ${top + cell / 2}h0`).join("");
      } else if (character === LOST) {
        lost += cells.map((at) => square(at, top, isHalftone ? cell - 1 : cell)).join("");
      } else if (!isHalftone) {
        const share = pinned ? 0 : liveShare(character);
        grounds.add(toneFill(share), `M${left} ${top}h${cell * length}v${cell}h${-cell * length}z`);
      } else {
        grounds.add(toneFill(0), cells.map((at) => square(at, top, cell - 1)).join(""));
        if (!pinned)
          inks.add(toneFill(1), cells.map((at) => ink(at, top, cell, character)).join(""));
      }
      if (pinned && character >= "1" && character <= "4") {
        pins += cells
          .map((at) => disc(at + cell / 2, top + cell / 2, Math.max(2.2, cell * 0.36)))
          .join("");
      }
    }
  }
  return [
    ...grounds.shapes(),
    ...inks.shapes(),
    {
      d: dots,
      className: "pm-untouched",
      stroke: "var(--pm-fresh)",
      strokeWidth: cell < 5 ? 1 : 1.5,
      cap: "round",
    },
    {
      d: lost,
      className: "pm-lost",
      ...(isHalftone ? { hatch: true } : { fill: "var(--pm-over-2)" }),
    },
    { d: pins, className: "pm-pins", fill: "var(--pm-pin)" },
  ];
}

/** Live blocks blue, free ones sand, never used ones a dot. */
function blockShapes(layout: MapLayout, tiles: readonly Tile[]): Shape[] {
  const { cell, padding } = layout;
  const cells = (wanted: string) =>
    tiles.flatMap(({ arena, x, y }) =>
      [...(arena?.blocks ?? "")].flatMap((block, i) =>
        block === wanted ? [{ left: x + padding, top: y + padding + i * cell }] : [],
      ),
    );
  const squares = (wanted: string) =>
    cells(wanted)
      .map(({ left, top }) => square(left + 1, top + 1, cell - 2))
      .join("");
  return [
    { d: squares("x"), className: "pm-live-blocks", fill: "var(--pm-live)" },
    { d: squares("-"), className: "pm-free-blocks", fill: "var(--pm-held)" },
    {
      d: cells(".")
        .map(({ left, top }) => `M${left + cell / 2} ${top + cell / 2}h0`)
        .join(""),
      className: "pm-untouched",
      stroke: "var(--pm-fresh)",
      strokeWidth: 3,
      cap: "round",
    },
  ];
}

/** Live blocks carry their number in the order of addresses, from 1. */
function blockNumbers({ cell, padding }: MapLayout, tiles: readonly Tile[]): Plot.Markish {
  const labels = tiles.flatMap(({ arena, birth, x, y }) =>
    [...(arena?.blocks ?? "")].map((block, i, all) => ({
      x: x + padding + cell / 2,
      y: y + padding + (i + 0.5) * cell,
      text: block === "x" ? String(birth * all.length + i + 1) : "",
    })),
  );
  return Plot.text(labels, {
    x: "x",
    y: "y",
    text: "text",
    fill: "var(--pm-on-live)",
    fontWeight: 600,
  });
}

function tipMark(layout: MapLayout, tiles: readonly Tile[]): Plot.Markish {
  const { width, height } = tileBox(layout);
  const points = tiles.map((tile) => ({
    x: tile.x + width / 2,
    y: tile.y + height / 2,
    title: tipOf(tile, layout.arenaBytes),
  }));
  return Plot.tip(
    points,
    Plot.pointer({ x: "x", y: "y", title: "title", maxRadius: width, fontSize: 13 }),
  );
}

function tipOf({ arena, birth }: Tile, arenaBytes: number): string {
  if (arena === null) return `A${birth}: given back`;
  const percent = formatNumber((arena.liveBytes / arenaBytes) * 100);
  return `A${birth}: held\n${formatNumber(arena.liveBlocks)} live blocks, ${formatBytes(arena.liveBytes)}\n${percent}% live`;
}

/** Equal neighbours in one row of a tile, as [first index, length]. */
function* runsOf(pools: string, columns: number): Generator<[number, number]> {
  for (let start = 0; start < pools.length; ) {
    const rowEnd = Math.min(pools.length, (Math.floor(start / columns) + 1) * columns);
    let end = start + 1;
    while (end < rowEnd && pools[end] === pools[start]) end += 1;
    yield [start, end - start];
    start = end;
  }
}

function square(x: number, y: number, side: number): string {
  return `M${x} ${y}h${side}v${side}h${-side}z`;
}

/** The ink of a halftone cell: its area is the live share. */
function ink(x: number, y: number, cell: number, character: string): string {
  const share = liveShare(character);
  if (share === 0) return "";
  const room = cell - 1;
  const side =
    share === 1 ? room : Math.round(Math.min(room - 1, Math.max(2, Math.sqrt(share) * room)));
  const inset = Math.floor((room - side) / 2);
  return square(x + inset, y + inset, side);
}

function disc(x: number, y: number, radius: number): string {
  return `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0z`;
}

/** Path data collected by the colour it is filled with. */
class PathsByFill {
  readonly #paths = new Map<string, string>();

  add(fill: string, d: string): void {
    this.#paths.set(fill, (this.#paths.get(fill) ?? "") + d);
  }

  shapes(): Shape[] {
    return [...this.#paths].map(([fill, d]) => ({ d, fill, className: "pm-pools" }));
  }
}
