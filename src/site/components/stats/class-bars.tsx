import type { MallocStats, SizeClassStats } from "pymalloc-lab/pymalloc";
import { bytesShort, count, percentShort } from "./words";

/** Classes in sight; the others are folded. */
const IN_SIGHT = 8;

/** Every size class: how full its pools are, the one with most free bytes first. */
export function ClassBars({ stats }: { stats: MallocStats }) {
  const rows = [...stats.classes].sort((one, other) => freeBytes(other) - freeBytes(one));
  if (rows.length === 0) return null;
  return (
    <div className="st-classes">
      <ClassTable caption="Size classes with most free bytes" rows={rows.slice(0, IN_SIGHT)} />
      {rows.length > IN_SIGHT && (
        <details>
          <summary>The other {rows.length - IN_SIGHT} classes</summary>
          <ClassTable caption="The other size classes" rows={rows.slice(IN_SIGHT)} />
        </details>
      )}
    </div>
  );
}

function ClassTable({ caption, rows }: { caption: string; rows: readonly SizeClassStats[] }) {
  return (
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">size</th>
          <th scope="col">pools</th>
          <th scope="col" className="st-how-full">
            how full
          </th>
          <th scope="col">free</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.sizeClass}>
            <th scope="row">{row.blockBytes} B</th>
            <td>{count(row.poolCount)}</td>
            <td className="st-how-full">
              <Bar row={row} />
            </td>
            <td>{bytesShort(freeBytes(row))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Bar({ row: { blocksInUse, availableBlocks } }: { row: SizeClassStats }) {
  const blocks = blocksInUse + availableBlocks;
  const share = blocks === 0 ? 0 : blocksInUse / blocks;
  return (
    <>
      <span className="st-class-bar" aria-hidden="true">
        <i style={{ width: `${100 * share}%` }} />
      </span>
      <span className="pm-only-read">
        {percentShort(share)}: {count(blocksInUse)} of {count(blocks)} blocks live
      </span>
    </>
  );
}

function freeBytes({ availableBlocks, blockBytes }: SizeClassStats): number {
  return availableBlocks * blockBytes;
}
