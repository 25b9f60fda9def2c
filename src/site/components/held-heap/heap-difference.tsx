import { holderMap } from "pymalloc-lab/charts";
import { type Change, inspectedDifference } from "pymalloc-lab/inspect";
import { counted } from "pymalloc-lab/internal";
import { useMemo } from "react";
import { bytesShort, count } from "../stats/words";
import { LiveChart } from "./live-chart";
import type { HeapView } from "./messages";

interface HeapDifferenceProps {
  readonly before: HeapView;
  readonly beforeName: string;
  readonly after: HeapView;
  readonly afterName: string;
}

const LINES_SHOWN = 10;

/** Two heaps of one program: what changed, in words, as tables, and on two maps side by side. */
export function HeapDifference({ before, beforeName, after, afterName }: HeapDifferenceProps) {
  const { arenas, arenaBytes, liveBytes, kinds, holders } = useMemo(
    () => inspectedDifference(before.inspected, after.inspected),
    [before, after],
  );
  const maps = useMemo(() => twoMaps(before, after), [before, after]);
  return (
    <div className="st-difference">
      <p className="st-told" role="status">
        From {beforeName} to {afterName}: {signed(arenas)}{" "}
        {Math.abs(arenas) === 1 ? "arena" : "arenas"} ({signedBytes(arenaBytes)}),{" "}
        {signedBytes(liveBytes)} in live blocks.
        {kinds.length === 0 && arenas === 0 && " Nothing changed."}
      </p>
      <div className="st-maps">
        {maps.map((chart, place) => (
          <LiveChart key={place === 0 ? "before" : "after"} chart={chart} />
        ))}
      </div>
      <Changes title="Who holds more, or less" lines={holders} />
      <Changes title="What is more, or less" lines={kinds} />
    </div>
  );
}

/** In the second map a holder has the colour that it has in the first. */
function twoMaps(before: HeapView, after: HeapView) {
  const paths = before.inspected.holders.map(({ path }) => path);
  const all = [...new Set([...paths, ...after.inspected.holders.map(({ path }) => path)])];
  const place = after.inspected.holders.map(({ path }) => all.indexOf(path));
  const arenas = after.arenas.map((arena) => ({
    ...arena,
    pools: arena.pools.map((pool) => ({
      ...pool,
      byHolder: new Map([...pool.byHolder].map(([one, blocks]) => [place[one] ?? -1, blocks])),
    })),
  }));
  return [
    holderMap(before.arenas, paths, { title: "Before" }),
    holderMap(arenas, all, { title: "After" }),
  ];
}

function Changes({ title, lines }: { title: string; lines: readonly Change[] }) {
  if (lines.length === 0) return null;
  return (
    <table className="st-figures">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">name</th>
          <th scope="col">bytes</th>
          <th scope="col">blocks</th>
        </tr>
      </thead>
      <tbody>
        {lines.slice(0, LINES_SHOWN).map(({ name, blocks, bytes }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{signedBytes(bytes)}</td>
            <td>{signed(blocks)}</td>
          </tr>
        ))}
      </tbody>
      {lines.length > LINES_SHOWN && (
        <tfoot>
          <tr>
            <td colSpan={3}>and {counted(lines.length - LINES_SHOWN, "smaller change")}</td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}

function signed(change: number): string {
  return `${change < 0 ? "−" : "+"}${count(Math.abs(change))}`;
}

function signedBytes(bytes: number): string {
  return `${bytes < 0 ? "−" : "+"}${bytesShort(Math.abs(bytes))}`;
}
