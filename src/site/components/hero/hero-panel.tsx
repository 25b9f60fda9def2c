import { useId } from "react";
import { ArenaMap } from "./arena-map";
import { HeldLiveCurve } from "./held-live-curve";
import { figuresOf, type HeroRun, percent } from "./hero-run";

/** One run: what was dropped, how much of it came back, and where the rest is. */
export function HeroPanel({ run }: { run: HeroRun }) {
  const { goneShare, backShare, allocated, deleted, arenas } = figuresOf(run);
  const { total, reclaimed, current } = deleted.arenas;
  const id = useId();
  return (
    <section className="pm-panel" aria-labelledby={id}>
      <h2 id={id}>{titleOf(run)}</h2>
      <dl className="pm-figures">
        <div className="pm-figure-gone">
          <dt>of strings gone</dt>
          <dd>{percent(goneShare)}</dd>
        </div>
        <div className="pm-figure-back">
          <dt>of arenas back</dt>
          <dd>{percent(backShare)}</dd>
        </div>
      </dl>
      <ArenaMap
        arenas={arenas}
        label={`${total} arenas: ${reclaimed} given back, ${current} still held.`}
      />
      <HeldLiveCurve recording={run.recording} allocated={allocated} deleted={deleted} />
    </section>
  );
}

function titleOf({ experiment, keptCount }: HeroRun): string {
  switch (experiment) {
    case "random-half":
      return "Half dropped, at random";
    case "first-half":
      return "The last half dropped";
    case "rare-survivors":
      return `All but ${keptCount} dropped, at random`;
  }
}
