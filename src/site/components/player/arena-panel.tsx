import { arenaName, HELD, POOL_LOST, POOL_UNTOUCHED } from "pymalloc-lab/internal";
import { arenaColumns, drawArena } from "./draw-arena";
import { type DrawnPool, poolsOf } from "./draw-pools";
import { MapCanvas } from "./map-canvas";
import type { RunAbout } from "./messages";
import type { PanelProps } from "./panel";

/** The second level: the pools of one arena. */
export function ArenaPanel({ moment, about, actions }: PanelProps) {
  const { frame, selected } = moment;
  const { arena } = selected;
  const isHeld = frame.arenas[arena] === HELD;
  const pools = poolsOf(frame, arena, about);
  const columns = arenaColumns(frame.poolsPerArena);
  const heading = `Arena ${frame.poolsPerArena === 1 ? arena + 1 : arenaName(arena)}`;
  return (
    <section className="pm-player-panel" data-level="1">
      <header>
        <h2>{heading}</h2>
        <span className="pm-mono">
          {isHeld ? hex(frame.addresses[arena] ?? 0) : "not held now"}
        </span>
      </header>
      <MapCanvas
        label={`Pools of ${heading}`}
        count={frame.poolsPerArena}
        columns={columns}
        chosen={selected.pool}
        words={isHeld ? poolWords(selected.pool, pools[selected.pool], about) : "not held now"}
        height={(width) => width}
        draw={(surface) => drawArena(surface, moment, about)}
        partAt={(x, y, width) => {
          const cell = width / columns;
          const part = Math.floor(y / cell) * columns + Math.floor(x / cell);
          return part < frame.poolsPerArena ? part : undefined;
        }}
        choose={(pool) => actions.choose({ arena, pool })}
        open={() => actions.setZoom(2)}
      />
      {isHeld && <ArenaFigures pools={pools} about={about} />}
    </section>
  );
}

function ArenaFigures({ pools, about }: { pools: readonly DrawnPool[]; about: RunAbout }) {
  const liveBytes = pools.reduce(
    (sum, { poolClass, liveBlocks }) => sum + liveBlocks * (about.blockBytes[poolClass] ?? 0),
    0,
  );
  const of = (wanted: (pool: DrawnPool) => boolean) => pools.filter(wanted).length;
  const isCarved = ({ poolClass }: DrawnPool) => poolClass < POOL_LOST;
  const lost = of(({ poolClass }) => poolClass === POOL_LOST);
  const full = of((pool) => isCarved(pool) && pool.liveBlocks === pool.capacity);
  const used = of((pool) => isCarved(pool) && pool.liveBlocks > 0) - full;
  const emptied = of((pool) => isCarved(pool) && pool.liveBlocks === 0);
  const untouched = of(({ poolClass }) => poolClass === POOL_UNTOUCHED);
  const share = ((100 * liveBytes) / about.arenaBytes).toFixed(1);
  return (
    <dl className="pm-player-figures">
      <dt>live</dt>
      <dd>
        {liveBytes.toLocaleString("en-GB")} of {about.arenaBytes.toLocaleString("en-GB")} bytes ·{" "}
        {share}%
      </dd>
      <dt>pools</dt>
      <dd>
        {full} full, {used} used, {emptied} emptied, {untouched} never used
        {lost > 0 && `, ${lost} lost to alignment`}
      </dd>
    </dl>
  );
}

function poolWords(index: number, pool: DrawnPool | undefined, about: RunAbout): string {
  const name = `Pool ${index + 1}`;
  if (pool === undefined || pool.poolClass === POOL_UNTOUCHED) return `${name}: never used`;
  if (pool.poolClass === POOL_LOST) return `${name}: lost to alignment`;
  const { liveBlocks, capacity, poolClass } = pool;
  const state = liveBlocks === 0 ? "emptied" : liveBlocks === capacity ? "full" : "used";
  return `${name}: ${state}, ${liveBlocks} of ${capacity} blocks of ${about.blockBytes[poolClass]} bytes live`;
}

function hex(address: number): string {
  return `0x${address.toString(16)}`;
}
