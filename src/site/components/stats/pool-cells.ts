/**
 * All pools of a text as cells in reading order, a run a size class.
 *
 * A text tells how many pools a class has and how many of its blocks are live, not where the
 * pools lie nor how full each is. So a class's pools are drawn alike, next to one another.
 */
import type { MallocStats } from "pymalloc-lab/pymalloc";

/** Most cells of a picture; with more pools, a cell stands for several. */
const MOST_CELLS = 5120;

/** Neighbouring cells that look alike. */
export interface CellRun {
  /** What it is, as a sentence without its stop. */
  readonly name: string;
  readonly state: "used" | "free" | "lost";
  /** Share of the blocks that are live, 0 to 1. */
  readonly share: number;
  readonly cells: number;
}

/** The cells of a picture. */
export interface PoolCells {
  readonly runs: readonly CellRun[];
  /** Pools that one cell stands for; a run has one cell at least. */
  readonly poolsPerCell: number;
}

/** Lays a text's pools out as cells. */
export function poolCells(stats: MallocStats): PoolCells {
  const lost = Math.round(stats.bytesLostToAlignment / stats.poolBytes);
  const used = stats.classes.map(({ blockBytes, poolCount, blocksInUse, availableBlocks }) => {
    const blocks = blocksInUse + availableBlocks;
    const share = blocks === 0 ? 0 : blocksInUse / blocks;
    const percent = `${(100 * share).toFixed(1)}%`;
    const name = `${blockBytes} bytes: ${pools(poolCount)}, ${percent} of the blocks live`;
    return { name, state: "used" as const, share, pools: poolCount };
  });
  const others = [
    { name: `free: ${pools(stats.unusedPoolCount)}`, state: "free", pools: stats.unusedPoolCount },
    { name: `lost to alignment: ${pools(lost)}`, state: "lost", pools: lost },
  ] as const;
  const all = [...used, ...others.map((one) => ({ ...one, share: 0 }))];
  const poolCount = all.reduce((sum, one) => sum + one.pools, 0);
  const poolsPerCell = Math.max(1, Math.ceil(poolCount / MOST_CELLS));
  const runs = all
    .filter((one) => one.pools > 0)
    .map(({ name, state, share, pools: inRun }) => ({
      name,
      state,
      share,
      cells: Math.ceil(inRun / poolsPerCell),
    }));
  return { runs, poolsPerCell };
}

function pools(poolCount: number): string {
  return `${poolCount.toLocaleString("en-GB")} ${poolCount === 1 ? "pool" : "pools"}`;
}

/**
 * The outline of `count` cells from `first` on in rows of `columns`, as the `d` of a path.
 *
 * @example
 * cellsOutline(1, 4, 3); // => "M1 0h2v1h-2zM0 1h2v1h-2z"
 */
export function cellsOutline(first: number, count: number, columns: number): string {
  if (count <= 0) return "";
  const column = first % columns;
  const row = Math.floor(first / columns);
  const isWhole = column === 0 && count >= columns;
  const width = isWhole ? columns : Math.min(count, columns - column);
  const height = isWhole ? Math.floor(count / columns) : 1;
  const done = width * height;
  return (
    `M${column} ${row}h${width}v${height}h-${width}z` +
    cellsOutline(first + done, count - done, columns)
  );
}
