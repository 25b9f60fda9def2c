import runs from "@site/src/site/data/hero.json";
import { ArenaMap } from "../hero/arena-map";
import { figuresOf } from "../hero/hero-run";

/** One moment of one run as a picture, for those who have no JavaScript, or not yet. */
export function StaticMoment() {
  const run = runs.find(({ experiment }) => experiment === "first-half");
  if (run === undefined) throw new Error("hero.json lacks the run that the player's picture shows");
  const { deleted, arenas } = figuresOf(run);
  const { total, reclaimed, current } = deleted.arenas;
  return (
    <figure className="pm-player-still">
      <ArenaMap
        arenas={arenas}
        label={`${total} arenas: ${reclaimed} given back, ${current} still held.`}
      />
      <figcaption>
        {run.count.toLocaleString("en-GB")} strings, the last half dropped: {reclaimed} of {total}{" "}
        arenas went back and {current} are held. Each square is an arena, each of its cells a pool.
        With JavaScript this picture becomes a player: every operation of the run, step by step,
        down to the blocks of a pool and the lists they are on.
      </figcaption>
    </figure>
  );
}
