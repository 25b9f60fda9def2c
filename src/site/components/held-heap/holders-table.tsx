import type { HolderLine } from "pymalloc-lab/inspect";
import { typeOf } from "pymalloc-lab/internal";
import { bytesShort, count } from "../stats/words";

interface HoldersTableProps {
  readonly holders: readonly HolderLine[];
  /** Places of those that are ticked. */
  readonly ticked: readonly number[];
  onTicked(ticked: readonly number[]): void;
}

/** Holders in sight; the others are folded. */
const IN_SIGHT = 6;

/** The named places, each to be ticked. */
export function HoldersTable({ holders, ...ticks }: HoldersTableProps) {
  if (holders.length === 0) {
    return <p className="st-note">No named place was found that holds much.</p>;
  }
  const rows = holders.map((holder, place) => ({ holder, place }));
  return (
    <div>
      <Rows caption="Who holds it" rows={rows.slice(0, IN_SIGHT)} {...ticks} />
      {rows.length > IN_SIGHT && (
        <details>
          <summary>{rows.length - IN_SIGHT} more holders</summary>
          <Rows caption="The other holders" rows={rows.slice(IN_SIGHT)} {...ticks} />
        </details>
      )}
    </div>
  );
}

function Rows({
  caption,
  rows,
  ticked,
  onTicked,
}: Omit<HoldersTableProps, "holders"> & {
  readonly caption: string;
  readonly rows: readonly { readonly holder: HolderLine; readonly place: number }[];
}) {
  const turn = (place: number) =>
    onTicked(ticked.includes(place) ? ticked.filter((one) => one !== place) : [...ticked, place]);
  return (
    <table className="st-figures st-holders">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">let go</th>
          <th scope="col">type</th>
          <th scope="col">objects</th>
          <th scope="col">bytes</th>
          <th scope="col">arenas back</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ holder, place }) => (
          <tr key={place}>
            <th scope="row">
              <label>
                <input
                  type="checkbox"
                  checked={ticked.includes(place)}
                  onChange={() => turn(place)}
                />
                <code>{holder.path}</code>
              </label>
            </th>
            <td>{typeOf(holder)}</td>
            <td>{count(holder.objects)}</td>
            <td>{bytesShort(holder.bytes)}</td>
            <td>{count(holder.arenasBack)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
