/** Which addresses lie in an arena, while arenas come and go. */

/** The arenas held, asked by address. */
export class HeldRegions {
  /** Address by `floor(address / arenaBytes)`; two arenas of one key would overlap. */
  readonly #byRegion = new Map<number, number>();
  readonly #arenaBytes: number;
  /** The arena of the last answer: most requests follow one in the same. */
  #last = Number.POSITIVE_INFINITY;

  constructor(arenaBytes: number) {
    this.#arenaBytes = arenaBytes;
  }

  add(address: number): void {
    this.#byRegion.set(Math.floor(address / this.#arenaBytes), address);
  }

  delete(address: number): void {
    this.#byRegion.delete(Math.floor(address / this.#arenaBytes));
    this.#last = Number.POSITIVE_INFINITY;
  }

  has(address: number): boolean {
    return this.arenaOf(address) !== undefined;
  }

  /** Address of the arena that an address lies in; `undefined` where it lies in none. */
  arenaOf(address: number): number | undefined {
    if (this.#holds(this.#last, address)) return this.#last;
    const region = Math.floor(address / this.#arenaBytes);
    for (const key of [region, region - 1]) {
      const arena = this.#byRegion.get(key);
      if (arena === undefined || !this.#holds(arena, address)) continue;
      this.#last = arena;
      return arena;
    }
    return undefined;
  }

  #holds(arena: number, address: number): boolean {
    return address >= arena && address < arena + this.#arenaBytes;
  }
}
