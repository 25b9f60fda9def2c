/** What a process says of its own objects, beside what was read of them. */
import { readFileSync } from "node:fs";
import type { LabelledHeap } from "../../src/inspect/labels/labelled-heap.js";
import { NO_OBJECT, ObjectIds } from "../../src/inspect/references/object-ids.js";
import { ReferenceReader } from "../../src/inspect/references/reference-reader.js";

/** How a reading compares with the truth. */
export interface Comparison {
  /** Objects in pools that the process named. */
  readonly objects: number;
  /** Those that have the right label, at the right place. */
  readonly right: number;
  /** What the others were taken for, with how many. */
  readonly wrong: ReadonlyMap<string, number>;
  /** References between objects in pools that the process named. */
  readonly references: number;
  /** Those that were not found, by the type of what refers, with how many. */
  readonly missed: ReadonlyMap<string, number>;
  readonly liveBlocks: number;
  readonly unknownBlocks: number;
}

/** Compares a labelled heap with the file that `truth.py` wrote. */
export function compareWithTruth(heap: LabelledHeap, file: string): Comparison {
  const ids = new ObjectIds(heap);
  const reader = new ReferenceReader(ids);
  const wrong = new Map<string, number>();
  const missed = new Map<string, number>();
  let objects = 0;
  let right = 0;
  let references = 0;
  for (const line of readFileSync(file, "latin1").trim().split("\n")) {
    const [id, name, ...referents] = line.split(" ");
    const address = Number(id);
    const block = heap.pools.blockAt(address);
    if (block < 0) continue;
    objects++;
    const type = heap.typeOf(block)?.name.split(".").at(-1);
    const found = heap.kindOf(block) === "object" ? type : `${heap.kindOf(block)} of ${type}`;
    if (found !== name || ids.at(address) !== block) {
      count(wrong, `${name} taken for ${found}`);
      continue;
    }
    right++;
    // The collector is told what a cache's links hold as if the cache itself did.
    if (name === "_lru_cache_wrapper") continue;
    reader.read(block);
    const targets = new Set(reader.targets.slice(0, reader.count));
    for (const referent of referents) {
      const target = heap.pools.blockAt(Number(referent));
      if (target < 0 || ids.at(Number(referent)) === NO_OBJECT) continue;
      references++;
      if (!targets.has(target)) count(missed, `${name} to ${heap.typeOf(target)?.name}`);
    }
  }
  return { objects, right, wrong, references, missed, ...unknownOf(heap) };
}

function unknownOf(heap: LabelledHeap): { liveBlocks: number; unknownBlocks: number } {
  let liveBlocks = 0;
  let unknownBlocks = 0;
  for (let block = 0; block < heap.labels.length; block++) {
    if (heap.kindOf(block) !== "free") liveBlocks++;
    if (heap.kindOf(block) === "unknown") unknownBlocks++;
  }
  return { liveBlocks, unknownBlocks };
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
