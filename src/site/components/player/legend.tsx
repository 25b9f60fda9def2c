/** What the squares mean; each differs by more than its colour. */
export function Legend() {
  return (
    <ul className="pm-legend pm-player-legend">
      {ENTRIES.map(([kind, words]) => (
        <li key={kind}>
          <i className={`pm-swatch pm-swatch--${kind}`} /> {words}
        </li>
      ))}
    </ul>
  );
}

const ENTRIES: readonly (readonly [kind: string, words: string])[] = [
  ["live", "live (a pool: full)"],
  ["used", "a pool partly used"],
  ["held", "held and free"],
  ["untouched", "never used"],
  ["lost", "lost to alignment, or overhead"],
  ["pin", "the blocks that keep an arena"],
  ["next", "what malloc takes next"],
  ["returned", "given back"],
];
