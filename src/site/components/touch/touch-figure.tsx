import type { ArenaMapChart, ArenaMapTouch } from "pymalloc-lab/charts";
import { useState } from "react";
import { TouchBoard } from "./touch-board";
import { backCount, countOf, type TouchableArena, touchedArenas } from "./touched-arenas";

/** The blocks of a notebook's map, to be freed; with its task, where it sets one. */
export function TouchFigure({ chart, touch }: { chart: ArenaMapChart; touch: ArenaMapTouch }) {
  const [freed, setFreed] = useState<readonly number[]>([]);
  const arenas = chart.sheets[0]?.arenas.map((arena) => arena?.blocks ?? null) ?? [];
  const { noun, free, back } = touch;
  return (
    <div className="pm-touch-figure">
      {free !== undefined && back !== undefined && (
        <p className="pm-touch-task">
          Free {countOf(free, noun)} and get <b>{countOf(back, "arena")}</b> back.
        </p>
      )}
      <TouchBoard arenas={arenas} noun={noun} freed={freed} onFree={setFreed} />
      {free !== undefined && back !== undefined && (
        <p className="pm-touch-verdict" role="status">
          {verdictOf(arenas, freed, { noun, free, back })}
        </p>
      )}
    </div>
  );
}

/** What is said of the task: nothing before as many are freed as it asks for. */
function verdictOf(
  arenas: readonly TouchableArena[],
  freed: readonly number[],
  { noun, free, back }: Required<ArenaMapTouch>,
): string {
  const got = backCount(arenas, touchedArenas(arenas, freed));
  if (got >= back && freed.length <= free) {
    return `${countOf(freed.length, noun)} freed, ${countOf(got, "arena")} back. What went lay together.`;
  }
  if (freed.length < free) return "";
  const more =
    freed.length > free ? `That is ${freed.length}, and ${free} were asked for` : `That is ${free}`;
  const came = got === 0 ? "no arena came back" : `${countOf(got, "arena")} came back`;
  return `${more}; ${came}. Undo, or begin anew: could those that stay live together?`;
}
