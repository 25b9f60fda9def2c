import type { PymallocText } from "pymalloc-lab/stats";
import type { Part } from "./parts";
import { count, percentShort } from "./words";

/** The six parts in bytes, what each is, and whether they are the whole. */
export function PartTable({ text, parts }: { text: PymallocText; parts: readonly Part[] }) {
  const { arenas, arenaBytes } = text.stats;
  const sum = parts.reduce((total, { bytes }) => total + bytes, 0);
  const isWhole = sum === arenas.current * arenaBytes;
  return (
    <table className="st-parts">
      <caption>Where the bytes are</caption>
      <tbody>
        {parts.map(({ key, name, label, bytes, share, gloss }) => (
          <tr key={key}>
            <th scope="row">
              <i className={`st-swatch st-${key}`} aria-hidden="true" />
              <span>
                {name}
                <small>{gloss}</small>
                <code>{label}</code>
              </span>
            </th>
            <td>{count(bytes)}</td>
            <td>{percentShort(share)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">
            {isWhole ? "Total = arenas × bytes of one" : "Total ≠ arenas × bytes of one"}
            <small>
              {count(arenas.current)} × {count(arenaBytes)}
              {!isWhole && ` = ${count(arenas.current * arenaBytes)}`}
            </small>
          </th>
          <td>{count(sum)}</td>
          <td />
        </tr>
      </tfoot>
    </table>
  );
}
