import {
  arenaName,
  type CarvedPool,
  type PlayerPlace,
  type PoolView,
  poolName,
} from "pymalloc-lab/internal";
import { drawPoolZoom, poolHeight } from "./draw-pool";
import { useDrawing } from "./map-canvas";
import type { Moment } from "./messages";
import { poolHeading } from "./names";
import type { PanelProps } from "./panel";

/** The third level: the blocks of one pool, its free list, and the list that it is on. */
export function PoolPanel({ moment }: PanelProps) {
  const { selected, pool } = moment;
  const carved = pool?.carved;
  return (
    <section className="pm-player-panel" data-level="2">
      <header>
        <h2>{poolHeading(moment.frame, selected.arena, selected.pool)}</h2>
        <span>{carved ? `${carved.capacity} blocks of ${carved.blockBytes} B` : ""}</span>
      </header>
      {pool ? <PoolDrawing moment={moment} pool={pool} /> : <p>There is no such pool now.</p>}
      {carved && <PoolFigures carved={carved} />}
      {carved && <PoolList carved={carved} place={selected} />}
    </section>
  );
}

function PoolDrawing({ moment, pool }: { moment: Moment; pool: PoolView }) {
  const height = (width: number) => poolHeight(pool, width);
  const { host, canvas, width } = useDrawing({
    height,
    draw: (surface) => drawPoolZoom(surface, pool, moment),
  });
  return (
    <div ref={host} className="pm-player-canvas" style={{ height: height(width) }}>
      <canvas ref={canvas} role="img" aria-label={wordsOf(pool)} />
    </div>
  );
}

function wordsOf({ carved }: PoolView): string {
  if (carved === undefined) return "A pool that was never used: it has no blocks yet.";
  const { live, capacity, freeList } = carved;
  const liveBlocks = live.reduce((sum, one) => sum + one, 0);
  const first = freeList.slice(0, 10).join(", ");
  const list =
    freeList.length === 0 ? "No block is free." : `The free list begins with block ${first}.`;
  return `${liveBlocks} of ${capacity} blocks live. ${list}`;
}

function PoolFigures({ carved }: { carved: CarvedPool }) {
  const { live, capacity, freeList, nextOrdinal } = carved;
  const liveBlocks = live.reduce((sum, one) => sum + one, 0);
  return (
    <dl className="pm-player-figures">
      <dt>live</dt>
      <dd>
        {liveBlocks} of {capacity}
      </dd>
      <dt>on the free list</dt>
      <dd>{freeList.length}</dd>
      <dt>never touched</dt>
      <dd>{Math.max(0, capacity - nextOrdinal + 1)}</dd>
    </dl>
  );
}

/** Which list the pool is on, in that list's order. */
function PoolList({ carved, place }: { carved: CarvedPool; place: PlayerPlace }) {
  const { list, listed, listLength, listPosition, blockBytes } = carved;
  if (list === "full") {
    return (
      <div className="pm-player-list">
        <header>
          <h3>on no list</h3>
          <span>full</span>
        </header>
        <p>A full pool comes back to the front of its list at the first free.</p>
      </div>
    );
  }
  const more = listLength - listed.length;
  return (
    <div className="pm-player-list">
      <header>
        <h3>
          {list === "used"
            ? `used pools of ${blockBytes} B`
            : `free pools of ${arenaName(place.arena)}`}
        </h3>
        <span>
          {listPosition} of {listLength}
        </span>
      </header>
      <ol className="pm-chips">
        {listed.map((other, at) => (
          <li
            key={`${other.arena}.${other.pool}`}
            data-next={at === 0 || undefined}
            aria-current={at + 1 === listPosition || undefined}
          >
            {poolName(other.arena, other.pool)}
          </li>
        ))}
        {more > 0 && <li className="pm-chips-more">and {more} more</li>}
      </ol>
    </div>
  );
}
