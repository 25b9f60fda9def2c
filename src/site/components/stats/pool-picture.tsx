import { inkInset, inkSide } from "pymalloc-lab/internal";
import type { MallocStats } from "pymalloc-lab/pymalloc";
import { useId } from "react";
import { type CellRun, cellsOutline, type PoolCells, poolCells } from "./pool-cells";
import { count } from "./words";

/** The picture is made for three widths of the page; the style sheet shows the one that fits. */
const SIZES = [
  { name: "wide", columns: 128, cellPixels: 9 },
  { name: "medium", columns: 72, cellPixels: 9 },
  { name: "narrow", columns: 55, cellPixels: 6 },
] as const;

/** Every pool as a cell with as much ink as it has live blocks. */
export function PoolPicture({ stats }: { stats: MallocStats }) {
  const picture = poolCells(stats);
  if (picture.runs.length === 0) return null;
  const { poolsPerCell } = picture;
  return (
    <figure className="st-pools">
      <figcaption>
        <strong>Every pool, by size class</strong>
        <span>
          {poolsPerCell === 1 ? "A cell is a pool" : `A cell is ${count(poolsPerCell)} pools`} of{" "}
          {stats.poolBytes / 2 ** 10} KiB: first those of the smallest blocks, last the free ones.
          Ink is live, sand is held and free. The text does not say how full each pool is, so the
          pools of a class are drawn alike.
        </span>
      </figcaption>
      {SIZES.map((size) => (
        <Cells key={size.name} picture={picture} {...size} />
      ))}
    </figure>
  );
}

interface CellsProps {
  readonly picture: PoolCells;
  readonly name: string;
  readonly columns: number;
  readonly cellPixels: number;
}

function Cells({ picture: { runs }, name, columns, cellPixels }: CellsProps) {
  const id = useId();
  const firsts = runs.map((_, i) => runs.slice(0, i).reduce((sum, { cells }) => sum + cells, 0));
  const rows = Math.ceil(runs.reduce((sum, { cells }) => sum + cells, 0) / columns);
  const label = `Pools: ${runs.map((run) => run.name).join("; ")}.`;
  return (
    <svg
      className={`st-cells st-cells--${name}`}
      width={columns * cellPixels}
      height={rows * cellPixels}
      viewBox={`0 0 ${columns} ${rows}`}
      role="img"
      aria-label={label}
    >
      {runs.map((run, i) => (
        <g key={run.name}>
          <title>{run.name}</title>
          <Ink run={run} id={`${id}-${name}-${i}`} cellPixels={cellPixels} />
          <path
            d={cellsOutline(firsts[i] ?? 0, run.cells, columns)}
            fill={`url(#${id}-${name}-${i})`}
          />
        </g>
      ))}
    </svg>
  );
}

/** One cell of a run, repeated by the browser over all of them. */
function Ink({ run, id, cellPixels }: { run: CellRun; id: string; cellPixels: number }) {
  const inkPixels = inkSide(run.share, cellPixels);
  const edge = inkInset(inkPixels, cellPixels) / cellPixels;
  const side = inkPixels / cellPixels;
  return (
    <pattern id={id} width="1" height="1" patternUnits="userSpaceOnUse">
      <rect className={`st-cell st-cell--${run.state}`} width="1" height="1" />
      {run.state === "used" && (
        <rect className="st-ink" x={edge} y={edge} width={side} height={side} />
      )}
      {run.state === "lost" && <path className="st-hatch" d="M0 0L1 1" />}
    </pattern>
  );
}
