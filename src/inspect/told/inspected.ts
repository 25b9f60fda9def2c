/**
 * What `inspect` shows of a heap, whether it was read of a process or stands in a file: plain
 * data, printed as text or as JSON.
 */
import { restoreHeap } from "../../pymalloc/heap/heap-snapshot.js";
import { type MallocStats, mallocStats } from "../../pymalloc/malloc-stats.js";
import { AdjacentArenas } from "../../pymalloc/sources/arena-source.js";
import { debugMallocStats } from "../../stats/text/debug-malloc-stats.js";
import type { HeapAnswers } from "../heap-answers.js";
import type { HeapReading } from "../heap-reading.js";
import { statsOfHeap } from "../heap-stats.js";
import { unpackLabels } from "../held-heap/block-runs.js";
import type {
  HeldHeap,
  HeldHeapInterpreter,
  HeldHeapSource,
  PricePoint,
} from "../held-heap/held-heap.js";
import { namedPriceCurve, sourceOfReading } from "../held-heap/make-held-heap.js";
import type { Holder } from "../holders/find-holders.js";
import { labelText } from "./label-text.js";

/** A named place, as far as both a process and a file tell. */
export type HolderLine = Pick<
  Holder,
  "path" | "type" | "objects" | "blocks" | "bytes" | "arenasBack"
> &
  Partial<Pick<Holder, "length" | "otherPaths" | "unnamedReferences" | "bulkPath">>;

/** Live blocks of one kind. */
export interface BlockKind {
  /** "str", "keys of dict". */
  readonly name: string;
  readonly blocks: number;
  readonly bytes: number;
}

/** What there is to show. */
export interface Inspected {
  /** "process 4711", or the file's name. */
  readonly name: string;
  readonly commandLine: string;
  readonly python: string;
  readonly source: HeldHeapSource;
  /** Whether the process ran while it was copied. */
  readonly keptRunning: boolean;
  /** Whether nobody has tried this processor yet. */
  readonly isUntried: boolean;
  /** Whether modules, classes and functions have their names. */
  readonly hasNames: boolean;
  /** Of each interpreter, the main one first. */
  readonly stats: readonly MallocStats[];
  /** The most bytes first. */
  readonly kinds: readonly BlockKind[];
  readonly holders: readonly HolderLine[];
  readonly priceCurve: readonly PricePoint[];
}

/** Processors on which heaps were compared with what the process itself says. */
const TRIED_MACHINES = ["x86-64"];

/** What there is to show of a heap that was read. */
export function inspectedAnswers(answers: HeapAnswers, holders: readonly Holder[]): Inspected {
  const { labels, table } = answers.heap;
  const { pools } = answers.reading;
  const sums = new KindSums(table.kinds.length);
  for (let pool = 0; pool < pools.count; pool++) {
    const end = pools.firstBlock[pool + 1]!;
    for (let block = pools.firstBlock[pool]!; block < end; block++) {
      sums.add(labels[block]!, pools.blockBytes[pool]!);
    }
  }
  const firstOf = new Map<number, number>();
  labels.forEach((label, block) => {
    if (!firstOf.has(label)) firstOf.set(label, block);
  });
  return {
    ...inspectedReading(answers.reading),
    hasNames: !answers.names.privacy.isAnonymous,
    kinds: sums.kinds((label) => answers.labelOf(firstOf.get(label)!)),
    holders,
    priceCurve: namedPriceCurve(answers),
  };
}

/** What there is to show of a heap whose objects are not to be trusted: its structure. */
export function inspectedReading(reading: HeapReading): Inspected {
  const { origin } = reading.image;
  return {
    name: origin.name,
    commandLine: origin.commandLine,
    python: reading.python.version,
    source: sourceOfReading(reading),
    keptRunning: !origin.isOfOneMoment,
    isUntried: !TRIED_MACHINES.includes(origin.machine ?? "x86-64"),
    hasNames: true,
    stats: reading.interpreters.map((heap) => statsOfHeap(reading, heap)),
    kinds: [],
    holders: [],
    priceCurve: [],
  };
}

/**
 * What there is to show of a file.
 *
 * @example
 * import { readFileSync } from "node:fs";
 * const held = await readHeldHeap(readFileSync("test/data/held-heaps/rare-survivors.held.json.gz"));
 * inspectedHeld("a heap", held).holders[0].path; // => "__main__.keep"
 */
export function inspectedHeld(name: string, held: HeldHeap): Inspected {
  const blockBytes = heldBlockBytes(held);
  const labels = unpackLabels(held.blockLabels, blockBytes.length, held.labels.length);
  const sums = new KindSums(held.labels.length);
  labels.forEach((label, block) => {
    sums.add(label, blockBytes[block]!);
  });
  return {
    name,
    commandLine: "",
    python: held.python,
    source: held.source,
    keptRunning: false,
    isUntried: false,
    hasNames: held.contains.names,
    stats: held.interpreters.map((one) => statsOfHeld(held, one)),
    kinds: sums.kinds((label) => labelText(held.labels[label]!)),
    holders: held.holders,
    priceCurve: held.priceCurve,
  };
}

/** The stats text of each interpreter. */
export function textsOf({ stats }: Inspected): string[] {
  return stats.map((one) => debugMallocStats(one));
}

/** The bytes of every block of a file, by its number. */
export function heldBlockBytes({ interpreters, geometry }: HeldHeap): Uint16Array {
  const pools = interpreters.flatMap(({ snapshot }) => snapshot.pools);
  const blockCount = pools.reduce((count, [, , , carvedBlocks]) => count + carvedBlocks, 0);
  const bytes = new Uint16Array(blockCount);
  let next = 0;
  for (const [, , sizeClass, carvedBlocks] of pools) {
    bytes.fill((sizeClass + 1) * geometry.alignment, next, next + carvedBlocks);
    next += carvedBlocks;
  }
  return bytes;
}

function statsOfHeld(held: HeldHeap, { snapshot, arenaMap }: HeldHeapInterpreter): MallocStats {
  const stats = mallocStats(restoreHeap(held.geometry, snapshot, new AdjacentArenas()));
  const map = held.geometry.arenaMap;
  if (map === undefined || arenaMap === undefined || stats.arenaMap === undefined) return stats;
  const bytesLostToMid = arenaMap.midNodes * map.midBytes;
  const bytesLostToBot = arenaMap.botNodes * map.botBytes;
  const nodes = { ...arenaMap, bytesLostToMid, bytesLostToBot };
  return { ...stats, arenaMap: { ...stats.arenaMap, nodes } };
}

/** Counts blocks by label; label 0 is that of free ones. */
class KindSums {
  readonly #blocks: Float64Array;
  readonly #bytes: Float64Array;

  constructor(labelCount: number) {
    this.#blocks = new Float64Array(labelCount);
    this.#bytes = new Float64Array(labelCount);
  }

  add(label: number, bytes: number): void {
    this.#blocks[label]! += 1;
    this.#bytes[label]! += bytes;
  }

  kinds(nameOf: (label: number) => string): BlockKind[] {
    const byName = new Map<string, { name: string; blocks: number; bytes: number }>();
    for (let label = 1; label < this.#blocks.length; label++) {
      if (this.#blocks[label] === 0) continue;
      const name = nameOf(label);
      const sum = byName.get(name) ?? { name, blocks: 0, bytes: 0 };
      sum.blocks += this.#blocks[label]!;
      sum.bytes += this.#bytes[label]!;
      byName.set(name, sum);
    }
    return [...byName.values()].sort((a, b) => b.bytes - a.bytes);
  }
}
