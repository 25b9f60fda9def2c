import Link from "@docusaurus/Link";
import runs from "@site/src/site/data/hero.json";
import { useKeptGuess } from "../guess/kept-guess";
import { HeroGuess } from "./hero-guess";
import type { HeroRun } from "./hero-run";
import { PlayedPanels } from "./played-panels";

/** Where the first button leads; without a page it is left out. */
export interface HeroLinks {
  readonly firstNotebook: string | undefined;
}

/** A guess, then the surprise: three runs, three maps. */
export function Hero({ firstNotebook }: HeroLinks) {
  const kept = useKeptGuess("hero");
  const [guessedRun] = runs;
  return (
    <div className="pm-hero" data-covers={kept.isShown ? undefined : true}>
      <div className="pm-hero-head">
        <h1>
          <span>Half of the objects are gone.</span> <span>How much memory comes back?</span>
        </h1>
        <p className="pm-lead">
          A program makes a million strings. Then it drops half of them, at random. Draw how much
          memory Python still holds, and drop them.
        </p>
      </div>
      {guessedRun && <HeroGuess run={guessedRun} kept={kept} />}
      <PlayedPanels runs={runs} isCovered={!kept.isShown} />
      <p className="pm-hero-why">
        Python takes memory in arenas. It gives an arena back only when the last object in it dies,
        so what matters is not how many objects go, but where they lay.
      </p>
      <Legend />
      {runs[0] && <Provenance runs={runs} recording={runs[0].recording} />}
      <nav className="pm-actions" aria-label="Start">
        {firstNotebook && (
          <Link className="pm-button pm-button--primary" to={firstNotebook}>
            Start with the first notebook
          </Link>
        )}
        <Link className="pm-button" to="/will-my-memory-come-back">
          Paste your own stats
        </Link>
      </nav>
    </div>
  );
}

function Legend() {
  return (
    <ul className="pm-legend">
      <li>
        <i className="pm-swatch pm-swatch--live" /> live
      </li>
      <li>
        <i className="pm-swatch pm-swatch--half" /> half of it live
      </li>
      <li>
        <i className="pm-swatch pm-swatch--held" /> held, and nobody uses it
      </li>
      <li>
        <i className="pm-swatch pm-swatch--untouched" /> never used
      </li>
      <li>
        <i className="pm-swatch pm-swatch--lost" /> lost to alignment
      </li>
      <li>
        <i className="pm-swatch pm-swatch--pin" /> the blocks that keep an arena
      </li>
      <li>
        <i className="pm-swatch pm-swatch--returned" /> given back
      </li>
    </ul>
  );
}

function Provenance({
  runs,
  recording,
}: {
  runs: readonly HeroRun[];
  recording: HeroRun["recording"];
}) {
  const { python, arenaBytes, poolBytes } = recording;
  const strings = Math.max(...runs.map(({ count }) => count)).toLocaleString("en-GB");
  const seeds = [...new Set(runs.map(({ seed }) => seed))];
  return (
    <p className="pm-provenance">
      {strings} strings a run on Python {python}, its allocator modelled to the address; seed{" "}
      {seeds.join(", ")}. Each square is one arena of {arenaBytes / 2 ** 20} MiB; each of its cells
      is one pool of {poolBytes / 2 ** 10} KiB.
    </p>
  );
}
