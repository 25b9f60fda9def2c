import {
  explainStats,
  howSure,
  type PymallocText,
  type StatsText,
  willItComeBack,
} from "pymalloc-lab/stats";
import { Fragment } from "react";
import { AdviceList } from "./advice-list";
import { ClassBars } from "./class-bars";
import { Ledger } from "./ledger";
import { LineTable } from "./line-table";
import { PartTable } from "./part-table";
import { partsOf } from "./parts";
import { PoolPicture } from "./pool-picture";
import { Sums } from "./sums";

interface TextReportProps {
  readonly text: StatsText;
  /** What the text is, in a few words. */
  readonly about: string;
  readonly residentBytes: number | undefined;
}

/** One text, explained and drawn. */
export function TextReport({ text, about, residentBytes }: TextReportProps) {
  const { python, verdict, lines, notes } = explainStats(text);
  const beside = residentBytes === undefined ? {} : { residentBytes };
  const { sentence } = willItComeBack(text, beside);
  return (
    <article className="st-report">
      <p className="st-about">
        {about}
        {python !== "unknown" && <span> · printed by Python {python}</span>}
      </p>
      <p className="st-verdict" role="status">
        <Answer sentence={sentence} />
      </p>
      <p className="st-note">{howSure(text, beside)}</p>
      <p className="st-packed">
        <WithFigures words={verdict} />
      </p>
      {notes.map((note) => (
        <p key={note} className="st-note">
          {note}
        </p>
      ))}
      {text.kind === "pymalloc" && <Pictures text={text} />}
      {text.kind === "incomplete" && <Sums text={text} />}
      <AdviceList text={text} residentBytes={residentBytes} />
      {text.kind === "pymalloc" && <Details text={text} />}
      {text.kind === "incomplete" && lines.length > 0 && <LineTable text={text} />}
    </article>
  );
}

function Pictures({ text }: { text: PymallocText }) {
  const parts = partsOf(text);
  return (
    <>
      <Ledger parts={parts} />
      <Sums text={text} />
      <div className="st-where">
        <PartTable text={text} parts={parts} />
        <ClassBars stats={text.stats} />
      </div>
    </>
  );
}

function Details({ text }: { text: PymallocText }) {
  return (
    <>
      <PoolPicture stats={text.stats} />
      <LineTable text={text} />
    </>
  );
}

/** The answer to the page's question: what comes before its first colon is said loudly. */
function Answer({ sentence }: { sentence: string }) {
  const [answer = "", ...rest] = sentence.split(": ");
  return (
    <>
      <strong className="st-answer">{answer}:</strong> <WithFigures words={rest.join(": ")} />
    </>
  );
}

/** Words in which the amounts stand out. */
function WithFigures({ words }: { words: string }) {
  return words
    .split(/(\d[\d.,]* (?:MiB|arenas?))/)
    .map((part, i) => ({ part, key: `${i} ${part}`, isFigure: i % 2 === 1 }))
    .map(({ part, key, isFigure }) =>
      isFigure ? <strong key={key}>{part}</strong> : <Fragment key={key}>{part}</Fragment>,
    );
}
