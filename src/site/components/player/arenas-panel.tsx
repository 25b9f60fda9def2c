import { GONE, HELD, type PlayerFrame } from "pymalloc-lab/internal";
import { drawArenas } from "./draw-arenas";
import { isHeldByFew, poolsOf } from "./draw-pools";
import { MapCanvas } from "./map-canvas";
import { arenaAt, layoutArenas } from "./map-layout";
import type { Moment, RunAbout } from "./messages";
import { arenaLabel } from "./names";
import { arenaCounts, type PanelProps } from "./panel";

/** Most arenas of a list that are shown as chips. */
const MOST_CHIPS = 12;

/** The first level: every arena, and the order in which they give pools. */
export function ArenasPanel({ moment, about, actions }: PanelProps) {
  const { frame, selected } = moment;
  const { held, gone } = arenaCounts(moment);
  const count = frame.arenas.length;
  const layout = (width: number) => layoutArenas(count, frame.poolsPerArena, width);
  return (
    <section className="pm-player-panel" data-level="0">
      <header>
        <h2>Arenas</h2>
        <span>
          {held} held · {gone} given back
        </span>
      </header>
      <MapCanvas
        label={`Arenas: ${held} held, ${gone} given back`}
        count={count}
        columns={layout(372).perRow}
        chosen={selected.arena}
        words={arenaWords(moment, about)}
        height={(width) => layout(width).height}
        draw={(surface) => drawArenas(surface, layout(surface.width), moment, about)}
        partAt={(x, y, width) => arenaAt(layout(width), x, y)}
        choose={(arena) => actions.choose({ arena, pool: firstPoolOf(moment, arena) })}
        open={(arena) => actions.setZoom(survivorIn(frame, arena) === undefined ? 1 : 2)}
      />
      <UsableArenas moment={moment} />
    </section>
  );
}

/** In an arena that is opened, the pool of a survivor; else the next to be taken, or one in use. */
function firstPoolOf({ next, selected, frame }: Moment, arena: number): number {
  const survivor = survivorIn(frame, arena);
  if (survivor !== undefined) return survivor;
  if (next.place?.arena === arena) return next.place.pool;
  if (arena === selected.arena) return selected.pool % frame.poolsPerArena;
  return Math.max(
    0,
    liveOf(frame, arena).findIndex((blocks) => blocks > 0),
  );
}

/** The pool of the blocks that alone keep an arena. */
function survivorIn(frame: PlayerFrame, arena: number): number | undefined {
  const live = liveOf(frame, arena);
  return isHeldByFew(live) ? live.findIndex((blocks) => blocks > 0) : undefined;
}

function liveOf({ live, poolsPerArena }: PlayerFrame, arena: number): Uint16Array {
  return live.subarray(arena * poolsPerArena, (arena + 1) * poolsPerArena);
}

function arenaWords(moment: Moment, about: RunAbout): string {
  const { frame, selected } = moment;
  const name = capitalised(arenaLabel(selected.arena, frame.poolsPerArena));
  const state = frame.arenas[selected.arena];
  if (state === GONE) return `${name}: given back to the system`;
  if (state !== HELD) return `${name}: not yet obtained`;
  const inUse = poolsOf(frame, selected.arena, about).filter(({ liveBlocks }) => liveBlocks > 0);
  return `${name}: held, ${inUse.length} pools in use, ${frame.freePools[selected.arena]} free`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The list that the next pool comes from, in its order. */
function UsableArenas({ moment: { frame } }: { moment: Moment }) {
  const { usable } = frame;
  const more = usable.length - MOST_CHIPS;
  return (
    <div className="pm-player-list">
      <header>
        <h3>usable_arenas</h3>
        <span>fullest first</span>
      </header>
      {usable.length === 0 ? (
        <p>Empty: no arena has a free pool.</p>
      ) : (
        <ol className="pm-chips">
          {usable.slice(0, MOST_CHIPS).map((arena, place) => (
            <li key={arena} data-next={place === 0 || undefined}>
              {arenaLabel(arena, frame.poolsPerArena)} · {frame.freePools[arena]} free
            </li>
          ))}
          {more > 0 && <li className="pm-chips-more">and {more} more</li>}
        </ol>
      )}
    </div>
  );
}
