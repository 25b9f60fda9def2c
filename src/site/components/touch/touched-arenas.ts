/**
 * Arenas whose blocks a reader frees, one by one: what is live, and what went back.
 *
 * Blocks are counted through all arenas, from 1, and so are arenas. An arena with no live block is
 * given back, whole; until then all of it is held.
 */

/** An arena before anything is freed: `x` live, `-` free, `.` never used; null is one given back. */
export type TouchableArena = string | null;

/** One block of an arena now. */
export interface TouchedBlock {
  readonly number: number;
  readonly state: "live" | "freed" | "free" | "untouched";
}

/** An arena now. */
export interface TouchedArena {
  readonly number: number;
  readonly isBack: boolean;
  readonly blocks: readonly TouchedBlock[];
  readonly liveCount: number;
}

/** What the arenas are after some blocks, told by their numbers, are freed. */
export function touchedArenas(
  arenas: readonly TouchableArena[],
  freed: readonly number[],
): TouchedArena[] {
  const perArena = blocksPerArena(arenas);
  return arenas.map((before, index) => {
    const blocks = [...(before ?? "")].map((character, place): TouchedBlock => {
      const number = index * perArena + place + 1;
      return { number, state: stateOf(character, freed.includes(number)) };
    });
    const liveCount = blocks.filter(({ state }) => state === "live").length;
    return { number: index + 1, isBack: liveCount === 0, blocks, liveCount };
  });
}

function stateOf(character: string, isFreed: boolean): TouchedBlock["state"] {
  if (character === "x") return isFreed ? "freed" : "live";
  return character === "-" ? "free" : "untouched";
}

/** Blocks that an arena has room for. */
export function blocksPerArena(arenas: readonly TouchableArena[]): number {
  return arenas.reduce((most, arena) => Math.max(most, arena?.length ?? 0), 0);
}

/** Arenas that went back because of what was freed, not those that had gone before. */
export function backCount(
  arenas: readonly TouchableArena[],
  touched: readonly TouchedArena[],
): number {
  return touched.filter(({ isBack }, i) => isBack && arenas[i]?.includes("x")).length;
}

/** What freeing the last of `freed` did, in a sentence. */
export function freeingWords(
  arenas: readonly TouchableArena[],
  freed: readonly number[],
  noun: string,
): string {
  const last = freed.at(-1);
  if (last === undefined) return "";
  const arena = touchedArenas(arenas, freed).find(({ blocks }) =>
    blocks.some(({ number }) => number === last),
  );
  if (arena === undefined) return "";
  const name = `${capitalised(noun)} ${last}`;
  return arena.isBack
    ? `${name} was the last of arena ${arena.number}: the arena is given back, whole.`
    : `${name} is freed. Arena ${arena.number} still has ${countOf(arena.liveCount, noun)}, so all of it stays.`;
}

/** A count with its noun: "1 node", "3 nodes". */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
