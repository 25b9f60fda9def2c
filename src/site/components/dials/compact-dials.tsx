import Link from "@docusaurus/Link";
import useIsBrowser from "@docusaurus/useIsBrowser";
import { toneFill } from "pymalloc-lab/internal";
import { useId, useState } from "react";
import { percent } from "../hero/hero-run";
import { type CompactOutcome, compactOutcome, INITIAL } from "./compact-outcome";
import { KeepDial, OrderChoice, shareInWords } from "./dial-panel";
import { type KnownFigures, knownFigures } from "./known-figures";
import { DEFAULTS, type DialSettings, isSame, searchOf } from "./settings";
import { useDials } from "./use-dials";

/** Two of the dials, and what comes of them: the smallest form. */
export function CompactDials() {
  const id = useId();
  const isBrowser = useIsBrowser();
  const { outcome, run } = useDials({ looksFirst: false });
  const [settings, setSettings] = useState<DialSettings>(DEFAULTS);
  const shown = outcome === undefined ? INITIAL : compactOutcome(outcome);
  const known = isSame(shown.settings, settings) ? undefined : knownFigures(settings);
  const change = (changed: DialSettings) => {
    setSettings(changed);
    run(changed);
  };
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>Turn it yourself</h2>
      <noscript>
        <p>The dials need JavaScript. This is the run they begin with.</p>
      </noscript>
      <div className="dl-compact">
        <fieldset className="dl-panel" disabled={!isBrowser}>
          <KeepDial settings={settings} onSettings={change} />
          <OrderChoice settings={settings} onSettings={change} />
        </fieldset>
        <Outcome
          outcome={known === undefined ? shown : aheadOf(shown, settings, known)}
          isAhead={known !== undefined}
        >
          <Link to={`/dials${searchOf(settings)}`}>All the dials</Link>
        </Outcome>
      </div>
    </section>
  );
}

/** The figures that are known already, on the map of before. */
function aheadOf(
  shown: CompactOutcome,
  settings: DialSettings,
  { count, keptCount, obtained, held }: KnownFigures,
): CompactOutcome {
  return { ...shown, settings, goneShare: 1 - keptCount / count, obtained, held };
}

interface OutcomeProps {
  readonly outcome: CompactOutcome;
  /** Whether the map is still that of before. */
  readonly isAhead: boolean;
  readonly children: React.ReactNode;
}

function Outcome({ outcome, isAhead, children }: OutcomeProps) {
  const { settings, goneShare, obtained, held, tones } = outcome;
  const back = obtained - held;
  const tiles = tones.map((tone, birth) => ({ name: `A${birth}`, tone }));
  return (
    <>
      <div className="dl-figures">
        <dl>
          <div className="pm-figure-gone">
            <dt>of strings gone</dt>
            <dd>{percent(goneShare)}</dd>
          </div>
          <div className="pm-figure-back">
            <dt>arenas still held</dt>
            <dd>
              {held} of {obtained}
            </dd>
          </div>
        </dl>
        <p role="status">
          {shareInWords(settings.keep)} kept: {back} arenas go back.
        </p>
        <p>{children}</p>
      </div>
      <div
        className="pm-map"
        data-ahead={isAhead || undefined}
        role="img"
        aria-label={`${obtained} arenas: ${back} given back, ${held} still held.`}
      >
        {tiles.map(({ name, tone }) => (
          <Tile key={name} tone={tone} />
        ))}
      </div>
    </>
  );
}

function Tile({ tone }: { tone: CompactOutcome["tones"][number] }) {
  return tone === "returned" ? (
    <i className="pm-tile pm-tile--returned" />
  ) : (
    <i className="pm-tile" style={{ background: toneFill(tone) }} />
  );
}
