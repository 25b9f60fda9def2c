/**
 * The cheapest way to a number of arenas: which blocks to let go, and who holds them.
 *
 * An arena's price is how many blocks go with what is alive in it. Arenas that the program
 * itself lives in (its code, its classes, memory of C code) have no price.
 */

import type { LabelledHeap } from "../labels/labelled-heap.js";
import type { Freeing, HeapModel } from "../what-if/heap-model.js";
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
  const lastArena = new Int32Array(heap.labels.length);
  let alreadyFree = 0;
  all.forEach(({ pools }, arena) => {
    const price = priceOf(heap, places, pools, isKept, lastArena, arena + 1);
    if (price === 0) alreadyFree++;
    else if (price !== undefined) priced.push({ pools, price });
  });
  priced.sort((a, b) => a.price - b.price);
  const freeing = model.start();
  freeing.free(freeLists);
  const purchase = new Purchase(heap, places, isKept, freeing);
  const wanted = new Set(wantedCounts(priced.length));
  const points: PricePoint[] = [];
  priced.forEach(({ pools }, place) => {
    purchase.add(pools);
    if (wanted.has(place + 1)) points.push(purchase.point(place + 1));
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

/**
 * The price of an arena; `undefined` when something in it has no place to be let go from.
 *
 * @param lastArena - by block: the arena that it was last counted for, from 1.
 */
function priceOf(
  { pools: all, labels }: LabelledHeap,
  places: BlockPlaces,
  pools: readonly number[],
  isKept: readonly boolean[],
  lastArena: Int32Array,
  arena: number,
): number | undefined {
  let price = 0;
  const take = (block: number): void => {
    if (lastArena[block] === arena) return;
    lastArena[block] = arena;
    price++;
  };
  for (const pool of pools) {
    const end = all.firstBlock[pool + 1]!;
    for (let block = all.firstBlock[pool]!; block < end; block++) {
      if (isKept[labels[block]!] === true) continue;
      if (places.placeOf(block) === NO_PLACE) return undefined;
      if (price >= DEAREST || lastArena[block] === arena) continue;
      take(block);
      for (const other of places.blocksGoingWith(block).subarray(0, DEAREST)) take(other);
    }
  }
  return Math.min(price, DEAREST);
}

/** What goes with a growing number of arenas. */
class Purchase {
  readonly #heap: LabelledHeap;
  readonly #places: BlockPlaces;
  readonly #isKept: readonly boolean[];
  readonly #isGoing: Uint8Array;
  readonly #freeing: Freeing;
  /** Blocks that go and are not freed yet. */
  #going: number[] = [];
  #blocks = 0;
  readonly #counts = new Map<number, number>();
  #bytes = 0;

  constructor(
    heap: LabelledHeap,
    places: BlockPlaces,
    isKept: readonly boolean[],
    freeing: Freeing,
  ) {
    this.#heap = heap;
    this.#places = places;
    this.#isKept = isKept;
    this.#isGoing = new Uint8Array(heap.labels.length);
    this.#freeing = freeing;
  }

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

  point(arenas: number): PricePoint {
    this.#freeing.free(this.#going);
    this.#going = [];
    return {
      arenas,
      blocks: this.#blocks,
      bytes: this.#bytes,
      arenasBack: this.#freeing.addresses.length,
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
    this.#blocks++;
    this.#bytes += pools.blockBytes[pools.poolOfBlock(block)]!;
  }
}
