/**
 * The cheapest way to a number of arenas: which blocks to let go, and who holds them.
 *
 * An arena's price is how many blocks go with what is alive in it. Arenas that the program
 * itself lives in (its code, its classes, memory of C code) have no price.
 */

import type { LabelledHeap } from "../labels/labelled-heap.js";
import { GrowingArray } from "../references/growing-array.js";
import type { HeapModel } from "../what-if/heap-model.js";
import { type BlockPlaces, NO_PLACE } from "./block-places.js";

/** Blocks at one named place. */
export interface PricedPlace {
  /** Number of the object at the place. */
  readonly object: number;
  readonly blocks: number;
}

/** A way to some arenas. */
export interface PricePoint {
  /** Arenas wanted, the cheapest ones. */
  readonly arenas: number;
  /** Blocks that go, and their bytes. */
  readonly blocks: number;
  readonly bytes: number;
  /** Arenas that come back when they go, by the allocator's rules. */
  readonly arenasBack: number;
  /** Where those blocks are held, the most first. */
  readonly places: readonly PricedPlace[];
}

/** What arenas cost. */
export interface PriceCurve {
  /** One point for each of a growing number of arenas. */
  readonly points: readonly PricePoint[];
  /** Arenas that have no price. */
  readonly unpriced: number;
  /** Arenas in which nothing is alive, or only what `gc.collect()` frees. */
  readonly alreadyFree: number;
}

/** An arena that can be emptied. */
interface PricedArena {
  readonly pools: readonly number[];
  /** Blocks that go with what is alive in it; {@link DEAREST} for that many or more. */
  readonly price: number;
}

const STEPS = [1, 2, 5];
const LARGEST_POWER = 6;
const PLACE_LIMIT = 5;
/** A price that is not counted further: twice the blocks that an arena can have. */
const DEAREST = 1 << 17;

/** Prices all arenas. */
export function priceCurve(
  heap: LabelledHeap,
  places: BlockPlaces,
  model: HeapModel,
  freeLists: readonly number[],
): PriceCurve {
  const priced: PricedArena[] = [];
  const isKept = heap.table.kinds.map((kind) => kind === "free list" || kind === "free");
  const all = heap.reading.interpreters.flatMap(({ arenas }) => arenas);
  let alreadyFree = 0;
  for (const { pools } of all) {
    const price = priceOf(heap, places, pools, isKept);
    if (price === 0) alreadyFree++;
    else if (price !== undefined) priced.push({ pools, price });
  }
  priced.sort((a, b) => a.price - b.price);
  const purchase = new Purchase(heap, places, isKept, freeLists);
  const wanted = new Set(wantedCounts(priced.length));
  const points: PricePoint[] = [];
  priced.forEach(({ pools }, place) => {
    purchase.add(pools);
    if (wanted.has(place + 1)) points.push(purchase.point(place + 1, model));
  });
  return { points, unpriced: all.length - priced.length - alreadyFree, alreadyFree };
}

/** 1, 2, 5, 10, 20 and so on up to all there are. */
function wantedCounts(count: number): number[] {
  if (count === 0) return [];
  const wanted: number[] = [];
  for (let power = 0; power < LARGEST_POWER; power++) {
    for (const step of STEPS) if (step * 10 ** power < count) wanted.push(step * 10 ** power);
  }
  return [...wanted, count];
}

/** The price of an arena; `undefined` when something in it has no place to be let go from. */
function priceOf(
  { pools: all, labels }: LabelledHeap,
  places: BlockPlaces,
  pools: readonly number[],
  isKept: readonly boolean[],
): number | undefined {
  const going = new Set<number>();
  for (const pool of pools) {
    const end = all.firstBlock[pool + 1]!;
    for (let block = all.firstBlock[pool]!; block < end; block++) {
      if (isKept[labels[block]!] === true) continue;
      if (places.placeOf(block) === NO_PLACE) return undefined;
      if (going.size >= DEAREST || going.has(block)) continue;
      going.add(block);
      const others = places.blocksGoingWith(block).subarray(0, DEAREST);
      for (const other of others) going.add(other);
    }
  }
  return Math.min(going.size, DEAREST);
}

/** What goes with a growing number of arenas. */
class Purchase {
  readonly #heap: LabelledHeap;
  readonly #places: BlockPlaces;
  readonly #isKept: readonly boolean[];
  readonly #isGoing: Uint8Array;
  readonly #going = new GrowingArray();
  readonly #counts = new Map<number, number>();
  #bytes = 0;

  constructor(
    heap: LabelledHeap,
    places: BlockPlaces,
    isKept: readonly boolean[],
    freeLists: readonly number[],
  ) {
    this.#heap = heap;
    this.#places = places;
    this.#isKept = isKept;
    this.#isGoing = new Uint8Array(heap.labels.length);
    for (const block of freeLists) this.#going.push(block);
    this.#free = freeLists.length;
  }

  readonly #free: number;

  /** Lets everything in an arena go. */
  add(pools: readonly number[]): void {
    const { pools: all, labels } = this.#heap;
    for (const pool of pools) {
      const end = all.firstBlock[pool + 1]!;
      for (let block = all.firstBlock[pool]!; block < end; block++) {
        if (this.#isKept[labels[block]!] === true) continue;
        const place = this.#places.placeOf(block);
        this.#counts.set(place, (this.#counts.get(place) ?? 0) + 1);
        if (this.#isGoing[block] === 1) continue;
        this.#take(block);
        for (const other of this.#places.blocksGoingWith(block)) this.#take(other);
      }
    }
  }

  point(arenas: number, model: HeapModel): PricePoint {
    return {
      arenas,
      blocks: this.#going.length - this.#free,
      bytes: this.#bytes,
      arenasBack: model.free(this.#going.values).addresses.length,
      places: [...this.#counts]
        .map(([object, blocks]) => ({ object, blocks }))
        .sort((a, b) => b.blocks - a.blocks)
        .slice(0, PLACE_LIMIT),
    };
  }

  #take(block: number): void {
    if (this.#isGoing[block] === 1) return;
    const { pools } = this.#heap;
    this.#isGoing[block] = 1;
    this.#going.push(block);
    this.#bytes += pools.blockBytes[pools.poolOfBlock(block)]!;
  }
}
