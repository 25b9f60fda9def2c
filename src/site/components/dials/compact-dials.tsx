import Link from "@docusaurus/Link";
import useIsBrowser from "@docusaurus/useIsBrowser";
import { toneFill } from "pymalloc-lab";
import { useId, useState } from "react";
import { percent } from "../hero/hero-run";
import { type CompactOutcome, compactOutcome, INITIAL } from "./compact-outcome";
import { KeepDial, OrderChoice, shareInWords } from "./dial-panel";
import { DEFAULTS, type DialSettings, searchOf } from "./settings";
import { useDials } from "./use-dials";

/** Two of the dials, and what comes of them: the smallest form. */
export function CompactDials() {
  const id = useId();
  const isBrowser = useIsBrowser();
  const { outcome, run } = useDials({ looksFirst: false });
  const [settings, setSettings] = useState<DialSettings>(DEFAULTS);
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
        <Outcome outcome={outcome === undefined ? INITIAL : compactOutcome(outcome)}>
          <Link to={`/dials${searchOf(settings)}`}>All the dials</Link>
        </Outcome>
      </div>
    </section>
  );
}

function Outcome({ outcome, children }: { outcome: CompactOutcome; children: React.ReactNode }) {
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
