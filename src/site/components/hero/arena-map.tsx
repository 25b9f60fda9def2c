import { arenaName, toneFill } from "pymalloc-lab/internal";
import type { ArenaOccupancy, HeldArena } from "pymalloc-lab/recording";
import { arenaTile, TILE_COLUMNS } from "./arena-tile";

/** Every arena of a run as a tile: held ones with their pools, given-back ones as an outline. */
export function ArenaMap({ arenas, label }: { arenas: readonly ArenaOccupancy[]; label: string }) {
  const named = arenas.map((arena, birth) => ({ name: arenaName(birth), arena }));
  return (
    <div className="pm-map" role="img" aria-label={label}>
      {named.map(({ name, arena }) =>
        arena.state === "held" ? (
          <HeldTile key={name} arena={arena} />
        ) : (
          <ReturnedTile key={name} />
        ),
      )}
    </div>
  );
}

function HeldTile({ arena }: { arena: HeldArena }) {
  const { tones, fresh, lost, pins } = arenaTile(arena);
  return (
    <svg className="pm-tile" aria-hidden="true" viewBox={`0 0 ${TILE_COLUMNS} ${TILE_COLUMNS}`}>
      {tones.map(({ share, d }) => (
        <path key={share} fill={toneFill(share)} d={d} />
      ))}
      {lost && <path className="pm-lost" d={lost} />}
      {fresh.length > 0 && (
        <path
          className="pm-fresh"
          d={fresh.map(({ column, row }) => `M${column + 0.5} ${row + 0.5}h0`).join("")}
        />
      )}
      {pins.map(({ column, row }) => (
        <circle
          key={`${column},${row}`}
          className="pm-pin"
          cx={column + 0.5}
          cy={row + 0.5}
          r=".7"
        />
      ))}
    </svg>
  );
}

function ReturnedTile() {
  return <i className="pm-tile pm-tile--returned" />;
}
