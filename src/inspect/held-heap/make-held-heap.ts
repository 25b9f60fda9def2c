/** Makes the held-heap file of a heap whose questions are answered. */
import type { HeapAnswers } from "../heap-answers.js";
import type { HeapReading } from "../heap-reading.js";
import { heapSnapshotOf } from "../heap-snapshot-of.js";
import type { Holder } from "../holders/find-holders.js";
import { packBlocks, packLabels } from "./block-runs.js";
import {
  type BlockLabel,
  HELD_HEAP_FORMAT,
  HELD_HEAP_VERSION,
  type HeldHeap,
  type HeldHeapSource,
  type PricePoint,
} from "./held-heap.js";

/**
 * Where a reading came from, and what it is worth.
 *
 * @example
 * // `image` is what readImageFile gives of a core, or a LiveProcess of a running one.
 * sourceOfReading(readHeap(image)).kind; // => "copy"
 */
export function sourceOfReading({ image, problems }: HeapReading): HeldHeapSource {
  const { kind, stoppedMs } = image.origin;
  return { kind, stoppedMs, consistent: problems.length === 0, problems };
}

/**
 * The cheapest ways to arenas, with the names of the places.
 *
 * @example
 * // `image` is what readImageFile gives of a core, or a LiveProcess of a running one.
 * // No object holds the blocks of this heap, so nothing has a price.
 * namedPriceCurve(new HeapAnswers(readHeap(image))); // => []
 */
export function namedPriceCurve(answers: HeapAnswers): PricePoint[] {
  const { text } = answers;
  return answers.priceCurve().points.map((point) => ({
    ...point,
    places: point.places.map(({ object, blocks }) => ({ path: text.ofObject(object), blocks })),
  }));
}

/**
 * Makes the file's contents.
 *
 * @param holders - those that go into the file, the best first.
 *
 * @example
 * // `image` is what readImageFile gives of a core, or a LiveProcess of a running one.
 * const answers = new HeapAnswers(readHeap(image));
 * const held = makeHeldHeap(answers, answers.holders());
 * checkHeldHeap(held).python; // => "3.11.7"
 */
export function makeHeldHeap(answers: HeapAnswers, holders: readonly Holder[]): HeldHeap {
  const { reading, names } = answers;
  const { showsValues, isAnonymous } = names.privacy;
  return {
    format: HELD_HEAP_FORMAT,
    version: HELD_HEAP_VERSION,
    python: reading.python.version,
    geometry: reading.geometry,
    source: sourceOfReading(reading),
    contains: { values: showsValues, names: !isAnonymous },
    interpreters: reading.interpreters.map((heap) => ({
      snapshot: heapSnapshotOf(reading, heap),
      ...(heap.arenaMap !== undefined && { arenaMap: heap.arenaMap }),
    })),
    labels: labelsOf(answers),
    blockLabels: packLabels(inFileOrder(reading, answers.heap.labels)),
    holders: holders.map(({ path, type, objects, blocks, bytes, arenasBack, object }) => ({
      path,
      type,
      objects,
      blocks,
      bytes,
      arenasBack,
      frees: packBlocks(blocksInFile(answers, object)),
    })),
    priceCurve: namedPriceCurve(answers),
  };
}

function labelsOf({ heap, names }: HeapAnswers): BlockLabel[] {
  const { kinds, types, sources } = heap.table;
  return kinds.map((kind, label) => {
    const type = heap.types.types[types[label]!];
    const source = sources[label];
    return {
      kind,
      ...(type !== undefined && { type: names.typeName(type) }),
      ...(source !== undefined && { source }),
    };
  });
}

/** In the file an interpreter's pools follow one another; in the reading, addresses do. */
function firstInFile({ pools, interpreters }: HeapReading): Float64Array {
  const first = new Float64Array(pools.count);
  let next = 0;
  for (const pool of interpreters.flatMap(({ arenas }) => arenas.flatMap((arena) => arena.pools))) {
    first[pool] = next;
    next += pools.carvedBlocks[pool]!;
  }
  return first;
}

function inFileOrder(reading: HeapReading, labels: Uint16Array): Uint16Array {
  const { pools } = reading;
  const ordered = new Uint16Array(labels.length);
  firstInFile(reading).forEach((first, pool) => {
    ordered.set(labels.subarray(pools.firstBlock[pool]!, pools.firstBlock[pool + 1]!), first);
  });
  return ordered;
}

/** Blocks that die without an object, numbered as in the file, ascending. */
function blocksInFile({ reading, retained, graph }: HeapAnswers, object: number): Float64Array {
  const { pools } = reading;
  const first = firstInFile(reading);
  const blocks = Float64Array.from(retained.blocksOf(graph.nodeOfObject(object)), (block) => {
    const pool = pools.poolOfBlock(block);
    return first[pool]! + block - pools.firstBlock[pool]!;
  });
  return blocks.sort();
}
