/** The map of a process's arenas, each pool in the colour of who holds most of what is alive in it. */
import { formatNumber, formatPercent } from "../byte-unit.js";
import type { Figure, Frame } from "../frame.js";
import { drawHolderMap } from "./drawing.js";
import { layoutHolderMap } from "./layout.js";
import {
  FREE,
  type HolderMapChart,
  type HolderTile,
  LOST,
  type MappedArena,
  type MappedBlock,
  type MappedPool,
  MOST_COLOURED,
  UNTOUCHED,
} from "./tiles.js";

/** What the builder of the map may be told. */
export interface HolderMapOptions {
  readonly title?: string;
  /** Addresses of the arenas that come back. */
  readonly back?: Iterable<number>;
  /** Those of them that come back just now: a page lets them fade. */
  readonly going?: Iterable<number>;
}

/** From this share of live blocks a cell is drawn as full of its holder's. */
const MUCH = 0.25;
const COLOURS = "abcd";
const OTHER = "z";
const LINES_SAID = 3;

/**
 * Makes the map of a heap's arenas.
 *
 * @param holders - paths of the holders, in the order that `byHolder` counts in; the first
 *   four have colours.
 * @throws {RangeError} when there is no arena.
 *
 * @example
 * import { readFileSync } from "node:fs";
 * const held = await readHeldHeap(readFileSync("test/data/held-heaps/rare-survivors.held.json.gz"));
 * const { arenas } = new BlockHolders(held);
 * holderMap(arenas, held.holders.map(({ path }) => path)).tiles.length; // => 44
 */
export function holderMap(
  arenas: readonly MappedArena[],
  holders: readonly string[],
  { title = "Who holds the arenas", back = [], going = [] }: HolderMapOptions = {},
): HolderMapChart {
  if (arenas.length === 0) throw new RangeError("a map needs one arena at least, got none");
  const gone = new Set(back);
  const fading = new Set(going);
  const tiles = arenas.map((arena, place): HolderTile => {
    const isBack = gone.has(arena.address);
    return {
      name: `arena ${place}`,
      state: isBack ? (fading.has(arena.address) ? "going" : "back") : "held",
      cells: poolCells(arena),
      says: isBack ? ["comes back to the system"] : arenaSays(arena, holders),
    };
  });
  const caption = "A tile is an arena, a cell a pool, in the colour of who holds most in it.";
  return {
    chart: "holderMap",
    title,
    caption,
    tile: "arena",
    holders: holders.slice(0, MOST_COLOURED),
    tiles,
  };
}

/**
 * Makes the map of one arena: its pools in use, and in them every block.
 *
 * @param blocksOf - what is alive in a pool.
 *
 * @example
 * import { readFileSync } from "node:fs";
 * const held = await readHeldHeap(readFileSync("test/data/held-heaps/rare-survivors.held.json.gz"));
 * const holders = new BlockHolders(held);
 * const paths = held.holders.map(({ path }) => path);
 * const { pools } = holders.arenas[0];
 * const map = arenaBlocksMap(pools, (pool) => holders.blocksIn(pool), paths, "The first arena");
 * map.tiles.length; // => pools.length
 */
export function arenaBlocksMap<Pool extends MappedPool>(
  pools: readonly Pool[],
  blocksOf: (pool: Pool) => readonly MappedBlock[],
  holders: readonly string[],
  title: string,
): HolderMapChart {
  const tiles = pools.map((pool): HolderTile => {
    const cells = new Array<string>(pool.carvedBlocks).fill(FREE);
    const cellSays = blocksOf(pool).map(({ index, what, holder }): [number, string] => {
      cells[index] = characterOf(holder).toUpperCase();
      return [index, `${what}, ${pool.blockBytes} bytes\n${nameOf(holder, holders)}`];
    });
    const name = `pool ${pool.pool}`;
    return {
      name,
      state: "held",
      cells: cells.join(""),
      says: [`${name}: nothing alive`],
      cellSays,
    };
  });
  const caption = "A tile is a pool that is in use, a cell a block.";
  const coloured = holders.slice(0, MOST_COLOURED);
  return { chart: "holderMap", title, caption, tile: "pool", holders: coloured, tiles };
}

function poolCells({ poolCount, isShifted, carvedPools, pools }: MappedArena): string {
  const cells = Array.from({ length: poolCount }, (_, at): string =>
    at < carvedPools ? FREE : UNTOUCHED,
  );
  for (const { pool, carvedBlocks, liveBlocks, byHolder } of pools) {
    const [most] = ranked(byHolder);
    if (most === undefined) continue;
    const letter = characterOf(most[0]);
    cells[pool] = liveBlocks >= MUCH * carvedBlocks ? letter.toUpperCase() : letter;
  }
  return cells.join("") + (isShifted ? LOST : "");
}

function characterOf(holder: number): string {
  return COLOURS[holder] ?? OTHER;
}

/** Named holders before what none of them holds, then those with most. */
function ranked(byHolder: ReadonlyMap<number, number>): [holder: number, blocks: number][] {
  return [...byHolder].sort(([a, most], [b, less]) => less - most || b - a);
}

function arenaSays({ pools }: MappedArena, holders: readonly string[]): string[] {
  const sums = new Map<number, number>();
  for (const { byHolder } of pools) {
    for (const [holder, blocks] of byHolder) sums.set(holder, (sums.get(holder) ?? 0) + blocks);
  }
  const live = pools.reduce((sum, { liveBlocks }) => sum + liveBlocks, 0);
  const lines = ranked(sums)
    .slice(0, LINES_SAID)
    .map(([holder, blocks]) => `${nameOf(holder, holders)}: ${counted(blocks)}`);
  return [`${counted(live)} live`, ...lines];
}

function nameOf(holder: number, holders: readonly string[]): string {
  return holders[holder] ?? "the program itself, or no name";
}

function counted(blocks: number): string {
  return `${formatNumber(blocks)} ${blocks === 1 ? "block" : "blocks"}`;
}

/** Draws the chart. */
export function holderMapFigure(chart: HolderMapChart, frame: Frame): Figure {
  return {
    title: chart.title,
    caption: chart.caption,
    alt: altOf(chart),
    table: tableOf(chart),
    plot: drawHolderMap(chart, layoutHolderMap(chart, frame.width), frame),
  };
}

function altOf({ title, tile, tiles, holders }: HolderMapChart): string {
  const back = tiles.filter(({ state }) => state !== "held").length;
  const shares = holders.flatMap((name, place) => {
    const letter = COLOURS[place] ?? OTHER;
    const count = tiles.filter(
      ({ cells, state }) => state === "held" && cells.toLowerCase().includes(letter),
    ).length;
    return count === 0 ? [] : [`${name} in ${count} of them`];
  });
  const inThem = shares.length === 0 ? "" : ` Most of a cell is of ${shares.join(", ")}.`;
  const come = tile === "arena" ? `, ${back} of them come back` : "";
  return `${title}. ${tiles.length} ${tile}s${come}.${inThem}`;
}

function tableOf({ tile, tiles }: HolderMapChart): Figure["table"] {
  const used = ({ cells }: HolderTile) => [...cells].filter((one) => /[a-zA-Z]/.test(one)).length;
  return {
    columns: [
      tile,
      "state",
      tile === "arena" ? "pools in use" : "live blocks",
      "of its cells",
      "what is in it",
    ],
    rows: tiles.map((one) => [
      one.name,
      one.state === "held" ? "held" : "comes back",
      used(one),
      formatPercent(used(one) / Math.max(1, one.cells.length)),
      (one.cellSays === undefined ? one.says : mostSaid(one.cellSays)).join("; "),
    ]),
  };
}

/** What most of the cells of a tile say. */
function mostSaid(says: readonly (readonly [number, string])[]): string[] {
  const counts = new Map<string, number>();
  for (const [, text] of says) {
    const line = text.replace("\n", ", ");
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, LINES_SAID)
    .map(([line, count]) => `${formatNumber(count)} × ${line}`);
}
