import { percent } from "../hero/hero-run";
import type { DialOutcome } from "./dial-run";

/** What came of the run: figures, and the formula beside them. */
export function DialFigures({ outcome: { result, theory, job } }: { outcome: DialOutcome }) {
  const { isFirstLook } = job;
  const end = result.stages.at(-1);
  const startup = result.stages[0];
  if (end === undefined || startup === undefined) return null;
  const { total, reclaimed, current } = end.arenas;
  const count = (value: number) => value.toLocaleString("en-GB");
  return (
    <div className={isFirstLook ? "dl-figures dl-figures--look" : "dl-figures"}>
      <dl>
        <div className="pm-figure-gone">
          <dt>of strings gone</dt>
          <dd>
            {percent(isFirstLook ? 1 - job.settings.keep : 1 - result.keptCount / result.count)}
          </dd>
        </div>
        <div className="pm-figure-back">
          <dt>of arenas back</dt>
          <dd>{percent(reclaimed / total)}</dd>
        </div>
      </dl>
      <p role="status" className="dl-words">
        {isFirstLook
          ? `A first look, with ${count(job.count)} strings: `
          : `${count(result.count)} strings: `}
        {count(total)} arenas obtained, {count(reclaimed)} given back, {count(current)} still held,
        of which {count(startup.arenas.current)} were there from the start.
      </p>
      <p className="dl-formula">
        {theory === undefined
          ? ""
          : `The formula: ${decimal(theory.allocated.expected)} arenas full of strings, ${decimal(theory.deleted.expected)} of them left${theory.deleted.spread > 0 ? ` (give or take ${decimal(theory.deleted.spread)})` : ""}.`}
      </p>
      <p className="dl-model">
        {result.model ?? `Python ${result.python}, modelled to the address.`}
      </p>
    </div>
  );
}

function decimal(value: number): string {
  return value.toLocaleString("en-GB", { maximumFractionDigits: 1 });
}
