import { arenasOverTexts, type StatsReading } from "pymalloc-lab/charts";
import {
  explainStats,
  isOfPymalloc,
  type StatsText,
  statsOfText,
  tellTrend,
} from "pymalloc-lab/stats";
import { useId } from "react";
import { NotebookChart } from "../chart/notebook-chart";
import { count } from "./words";

interface LogViewProps {
  readonly texts: readonly StatsText[];
  /** Place of the text that is explained, from 0. */
  readonly place: number;
  onPlace(place: number): void;
}

/** A log of several texts: arenas over time, and which text is explained below. */
export function LogView({ texts, place, onPlace }: LogViewProps) {
  const id = useId();
  const readings = readingsOf(texts);
  const trend = tellTrend(texts);
  const others = texts.length - readings.length;
  const last = texts.findLast(({ kind }) => kind === "pymalloc") ?? texts.at(-1);
  const python = last === undefined ? "unknown" : explainStats(last).python;
  return (
    <section className="st-log" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>A log of {count(texts.length)} texts</h2>
      {others > 0 && (
        <p className="st-note">
          {count(others)} of them {others === 1 ? "is" : "are"} not pymalloc's, or without the lines
          on arenas and live blocks, and not in the picture.
        </p>
      )}
      {trend !== undefined && (
        <p className="st-verdict" role="status">
          {trend.sentence}
        </p>
      )}
      {readings.length > 1 && (
        <NotebookChart
          key={`${readings.length} ${last?.at.last}`}
          chart={arenasOverTexts(readings, { title: "Arenas over the log", python })}
        />
      )}
      <div className="st-choose">
        <label htmlFor={id}>Explain text number</label>
        <input
          id={id}
          type="number"
          min={1}
          max={texts.length}
          value={place + 1}
          onChange={({ target }) => onPlace(placeIn(texts, target.valueAsNumber, place))}
        />
        <span>
          of {count(texts.length)}, from line {count(texts[place]?.at.first ?? 0)}
        </span>
      </div>
    </section>
  );
}

function placeIn(texts: readonly StatsText[], wanted: number, now: number): number {
  if (!Number.isInteger(wanted)) return now;
  return Math.min(texts.length, Math.max(1, wanted)) - 1;
}

function readingsOf(texts: readonly StatsText[]): StatsReading[] {
  return texts.flatMap((text, i) => {
    if (!isOfPymalloc(text)) return [];
    const { arenas, arenaBytes, bytesInAllocatedBlocks } = statsOfText(text);
    const reading = { arenas: arenas.current, arenaBytes, liveBytes: bytesInAllocatedBlocks };
    return Object.values(reading).some(Number.isNaN) ? [] : [{ text: i + 1, ...reading }];
  });
}
