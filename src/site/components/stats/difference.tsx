import {
  compareStats,
  type IncompleteText,
  type PymallocText,
  statsOfText,
  tellDifference,
} from "pymalloc-lab/stats";
import { Ledger } from "./ledger";
import { partsOf } from "./parts";
import { count } from "./words";

interface DifferenceProps {
  readonly before: PymallocText | IncompleteText;
  readonly after: PymallocText | IncompleteText;
}

/** Two texts of one program: what changed, in words, drawn to one scale where whole, and by class. */
export function Difference({ before, after }: DifferenceProps) {
  const texts = [
    { name: "before", text: before },
    { name: "after", text: after },
  ].flatMap(({ name, text }) => (text.kind === "pymalloc" ? [{ name, text }] : []));
  const most = Math.max(...texts.map(({ text }) => heldBytes(text)));
  return (
    <section className="st-difference" aria-labelledby="what-changed">
      <h2 id="what-changed">What changed</h2>
      <div role="status">
        <ul className="st-told">
          {tellDifference(statsOfText(before), statsOfText(after)).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </div>
      {texts.map(({ name, text }) => (
        <div key={name} className="st-beside">
          <span>{name}</span>
          <Ledger parts={partsOf(text)} of={most} />
        </div>
      ))}
      <DifferenceTable before={before} after={after} />
    </section>
  );
}

function heldBytes({ stats }: PymallocText): number {
  return stats.arenas.current * stats.arenaBytes;
}

function DifferenceTable({ before, after }: DifferenceProps) {
  const { figures, classes } = compareStats(statsOfText(before), statsOfText(after));
  const rows = [
    ...figures.map(({ label, before, after }) => [label, before, after] as const),
    ...classes.flatMap(({ blockBytes, pools, blocksInUse, availableBlocks }) => [
      [`${blockBytes} bytes: pools`, ...pools] as const,
      [`${blockBytes} bytes: live blocks`, ...blocksInUse] as const,
      [`${blockBytes} bytes: free blocks`, ...availableBlocks] as const,
    ]),
  ];
  return (
    <details>
      <summary>Every figure that changed</summary>
      <table className="st-figures">
        <thead>
          <tr>
            <th scope="col">figure</th>
            <th scope="col">before</th>
            <th scope="col">after</th>
            <th scope="col">change</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, from, to]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{count(from)}</td>
              <td>{count(to)}</td>
              <td>{signed(to - from)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function signed(change: number): string {
  if (change === 0) return "0";
  return `${change < 0 ? "−" : "+"}${count(Math.abs(change))}`;
}
