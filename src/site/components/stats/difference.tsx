import { compareStats, type PymallocText, tellDifference } from "pymalloc-lab/stats";
import { Ledger } from "./ledger";
import { partsOf } from "./parts";
import { count } from "./words";

/** Two texts of one program: what changed, in words, drawn to one scale, and by class. */
export function Difference({ before, after }: { before: PymallocText; after: PymallocText }) {
  const texts = [
    { name: "before", text: before },
    { name: "after", text: after },
  ];
  const most = Math.max(...texts.map(({ text }) => heldBytes(text)));
  return (
    <section className="st-difference" aria-labelledby="what-changed">
      <h2 id="what-changed">What changed</h2>
      <div role="status">
        <ul className="st-told">
          {tellDifference(before.stats, after.stats).map((sentence) => (
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

function DifferenceTable({ before, after }: { before: PymallocText; after: PymallocText }) {
  const { figures, classes } = compareStats(before.stats, after.stats);
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
