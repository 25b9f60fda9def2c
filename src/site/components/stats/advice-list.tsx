import Link from "@docusaurus/Link";
import { type Advice, type AdviceKind, adviseOnStats, type StatsText } from "pymalloc-lab/stats";
import { Fragment } from "react";

/** Where a reader learns why. */
const READ_ON: Partial<Record<AdviceKind, readonly (readonly [path: string, title: string])[]>> = {
  freeBlocks: [
    ["/notebooks/random-half", "Random half: why nothing comes back"],
    ["/notebooks/ways-out", "Ways out"],
  ],
  freePools: [
    ["/notebooks/rare-survivors", "Rare survivors: what a few objects hold"],
    ["/notebooks/ways-out", "Ways out"],
  ],
  liveObjects: [["/notebooks/first-half", "Keep the first half: order decides"]],
};

/** What to do next, by what the numbers say. */
export function AdviceList({
  text,
  residentBytes,
}: {
  text: StatsText;
  residentBytes: number | undefined;
}) {
  const advice = adviseOnStats(text, residentBytes === undefined ? {} : { residentBytes });
  return (
    <section className="st-advice" aria-labelledby="what-to-do-next">
      <h2 id="what-to-do-next">What to do next</h2>
      <ol>
        {advice.map((one) => (
          <AdviceCard key={one.title} advice={one} />
        ))}
      </ol>
    </section>
  );
}

function AdviceCard({ advice: { kind, title, finding, steps } }: { advice: Advice }) {
  const links = READ_ON[kind] ?? [];
  return (
    <li>
      <h3>{title}</h3>
      <p>
        <WithCode words={finding} />
      </p>
      {steps.length > 0 && (
        <ul>
          {steps.map((step) => (
            <li key={step}>
              <WithCode words={step} />
            </li>
          ))}
        </ul>
      )}
      {links.length > 0 && (
        <p className="st-read-on">
          {"Why: "}
          {links.map(([path, title], i) => (
            <Fragment key={path}>
              {i > 0 && ", "}
              <Link to={path}>{title}</Link>
            </Fragment>
          ))}
        </p>
      )}
    </li>
  );
}

/** Words in which code stands between backticks. */
function WithCode({ words }: { words: string }) {
  return words
    .split("`")
    .map((part, i) => ({ part, key: `${i} ${part}`, isCode: i % 2 === 1 }))
    .map(({ part, key, isCode }) =>
      isCode ? <code key={key}>{part}</code> : <Fragment key={key}>{part}</Fragment>,
    );
}
