import { percent } from "../hero/hero-run";
import type { DialOutcome } from "./dial-run";
import type { KnownFigures } from "./known-figures";

interface DialFiguresProps {
  readonly outcome: DialOutcome;
  /** What is known already of what the dials are set to, while the outcome is still of before. */
  readonly known: KnownFigures | undefined;
}

/** What came of the run: figures, and the formula beside them. */
export function DialFigures({ outcome, known }: DialFiguresProps) {
  const { result, theory, job } = outcome;
  const figures = known ?? figuresOf(outcome);
  if (figures === undefined) return null;
  const isLook = known === undefined && job.isFirstLook;
  const { count: strings, keptCount, startup, obtained, held } = figures;
  const count = (value: number) => value.toLocaleString("en-GB");
  return (
    <div className={isLook ? "dl-figures dl-figures--look" : "dl-figures"}>
      <dl>
        <div className="pm-figure-gone">
          <dt>of strings gone</dt>
          <dd>{percent(isLook ? 1 - job.settings.keep : 1 - keptCount / strings)}</dd>
        </div>
        <div className="pm-figure-back">
          <dt>of arenas back</dt>
          <dd>{percent((obtained - held) / obtained)}</dd>
        </div>
      </dl>
      <p role="status" className="dl-words">
        {isLook ? `A first look, with ${count(strings)} strings: ` : `${count(strings)} strings: `}
        {count(obtained)} arenas obtained, {count(obtained - held)} given back, {count(held)} still
        held, of which {count(startup)} were there from the start.
      </p>
      <p className="dl-formula">
        {theory === undefined || known !== undefined
          ? ""
          : `The formula: ${decimal(theory.allocated.expected)} arenas full of strings, ${decimal(theory.deleted.expected)} of them left${theory.deleted.spread > 0 ? ` (give or take ${decimal(theory.deleted.spread)})` : ""}.`}
      </p>
      <p className="dl-model">
        {result.model ?? `Python ${result.python}, modelled to the address.`}
      </p>
    </div>
  );
}

/** The figures of a run that was done. */
function figuresOf({ result, job }: DialOutcome): KnownFigures | undefined {
  const [startup] = result.stages;
  const end = result.stages.at(-1);
  if (end === undefined || startup === undefined) return undefined;
  const { total: obtained, current: held } = end.arenas;
  const { keptCount } = result;
  const count = job.isFirstLook ? job.count : result.count;
  return { count, keptCount, startup: startup.arenas.current, obtained, held };
}

function decimal(value: number): string {
  return value.toLocaleString("en-GB", { maximumFractionDigits: 1 });
}
