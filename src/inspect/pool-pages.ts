/**
 * From an address to the pool it lies in, in a few steps, wherever the arenas are.
 *
 * Arenas of a process lie in a few stretches of its address space, usually one. Each stretch
 * has a table with an entry for every place where a pool could be.
 */

/** Empty pool places between two pools that are worth a table of their own. */
const GAP_POOLS = 1 << 16;

interface Stretch {
  readonly start: number;
  readonly end: number;
  /** Pool number plus 1; 0 for no pool. */
  readonly pools: Int32Array;
}

/** Finds pools by address. */
export class PoolPages {
  readonly #poolBytes: number;
  readonly #stretches: readonly Stretch[];
  #last: Stretch;

  /** @param addresses - of the pools, ascending, multiples of `poolBytes`. */
  constructor(addresses: Float64Array, poolBytes: number) {
    this.#poolBytes = poolBytes;
    this.#stretches = stretchesOf(addresses, poolBytes);
    this.#last = this.#stretches[0] ?? { start: 0, end: 0, pools: new Int32Array(0) };
  }

  /** Number of the pool that has an address; -1 for none. */
  poolAt(address: number): number {
    const last = this.#last;
    if (address >= last.start && address < last.end) return this.#poolIn(last, address);
    for (const stretch of this.#stretches) {
      if (address < stretch.start || address >= stretch.end) continue;
      this.#last = stretch;
      return this.#poolIn(stretch, address);
    }
    return -1;
  }

  #poolIn({ start, pools }: Stretch, address: number): number {
    return pools[Math.floor((address - start) / this.#poolBytes)]! - 1;
  }
}

function stretchesOf(addresses: Float64Array, poolBytes: number): Stretch[] {
  const stretches: Stretch[] = [];
  let first = 0;
  for (let next = 1; next <= addresses.length; next++) {
    const gap = (addresses[next] ?? Number.POSITIVE_INFINITY) - addresses[next - 1]!;
    if (gap <= GAP_POOLS * poolBytes) continue;
    stretches.push(stretchOf(addresses, first, next, poolBytes));
    first = next;
  }
  return stretches;
}

function stretchOf(addresses: Float64Array, from: number, to: number, poolBytes: number): Stretch {
  const start = addresses[from]!;
  const end = addresses[to - 1]! + poolBytes;
  const pools = new Int32Array((end - start) / poolBytes);
  for (let pool = from; pool < to; pool++) pools[(addresses[pool]! - start) / poolBytes] = pool + 1;
  return { start, end, pools };
}
