/** Arenas so small that their blocks are drawn: live ones blue, free ones sand. */
import * as Plot from "@observablehq/plot";
import { dotPath, rectanglePath } from "../pixel-paths.js";
import type { Shape } from "../shapes-mark.js";
import type { MapLayout, Tile } from "./layout.js";

/** A block, placed. */
interface Cell {
  /** `x` live, `-` free, `.` never used. */
  readonly block: string;
  /** Its place among all blocks of all arenas, from 1. */
  readonly number: number;
  readonly x: number;
  readonly y: number;
}

function cellsOf({ cell, columns, padding }: MapLayout, { arena, birth, x, y }: Tile): Cell[] {
  return [...(arena?.blocks ?? "")].map((block, i, all) => ({
    block,
    number: birth * all.length + i + 1,
    x: x + padding + (i % columns) * cell,
    y: y + padding + Math.floor(i / columns) * cell,
  }));
}

/** The blocks as shapes. */
export function blockShapes(layout: MapLayout, tiles: readonly Tile[]): Shape[] {
  const { cell } = layout;
  const cells = tiles.flatMap((tile) => cellsOf(layout, tile));
  const squares = (wanted: string) =>
    cells
      .filter(({ block }) => block === wanted)
      .map(({ x, y }) => rectanglePath(x + 1, y + 1, cell - 2, cell - 2))
      .join("");
  return [
    { d: squares("x"), className: "pm-live-blocks", fill: "var(--pm-live)" },
    { d: squares("-"), className: "pm-free-blocks", fill: "var(--pm-held)" },
    {
      d: cells
        .filter(({ block }) => block === ".")
        .map(({ x, y }) => dotPath(x + cell / 2, y + cell / 2))
        .join(""),
      className: "pm-untouched",
      stroke: "var(--pm-fresh)",
      strokeWidth: 3,
      cap: "round",
    },
  ];
}

/** Live blocks carry their number in the order of addresses. */
export function blockNumbers(layout: MapLayout, tiles: readonly Tile[]): Plot.Markish {
  const live = tiles
    .flatMap((tile) => cellsOf(layout, tile))
    .filter(({ block }) => block === "x")
    .map(({ number, x, y }) => ({
      text: String(number),
      x: x + layout.cell / 2,
      y: y + layout.cell / 2,
    }));
  return Plot.text(live, {
    x: "x",
    y: "y",
    text: "text",
    fill: "var(--pm-on-live)",
    fontWeight: 600,
  });
}
