import type { Inspected } from "pymalloc-lab/inspect";
import { counted } from "pymalloc-lab/internal";
import { bytesShort } from "../stats/words";

const KINDS_SHOWN = 10;

/** What the live blocks are. */
export function WhatItIs({ inspected: { kinds } }: { inspected: Inspected }) {
  return (
    <details className="st-kinds">
      <summary>What the live blocks are</summary>
      <table className="st-figures">
        <caption className="pm-only-read">What the live blocks are</caption>
        <thead>
          <tr>
            <th scope="col">kind</th>
            <th scope="col">bytes</th>
            <th scope="col">blocks</th>
          </tr>
        </thead>
        <tbody>
          {kinds.slice(0, KINDS_SHOWN).map(({ name, blocks, bytes }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{bytesShort(bytes)}</td>
              <td>{counted(blocks, "block")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
