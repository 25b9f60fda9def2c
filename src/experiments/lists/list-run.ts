/**
 * A Python script that makes a list of objects and then keeps some of them:
 *
 *     random.seed(seed)
 *     objects = [make() for _ in range(count)]
 *     objects = [one for one in objects if random.random() < keep]   # or objects[:k]
 *
 * What matters for the arenas is the start-up heap, the objects in their order,
 * the few lasting blocks of the lists, and that a dying list drops its items from
 * the last to the first. Temporary objects come from blocks that are free again
 * at once, and change nothing.
 *
 * @see CPython, Objects/listobject.c, `list_dealloc`.
 */
import { ListItems } from "../../cpython/list.js";
import { listObjectBytes, POINTER_BYTES } from "../../cpython/objects.js";
import { type PythonProcess, startPython } from "../../cpython/process.js";
import { PythonRandom } from "../../cpython/random.js";
import type { Deletion } from "../../cpython/startup/startup-heap.js";
import { geometryOf } from "../../pymalloc/geometry.js";
import { Recorder } from "../../recording/recorder.js";
import { type ExperimentResult, PRIMER_PYTHON, seedForJson } from "../experiment.js";
import { assertArenaBytes, assertCount, assertKeep } from "../limits.js";
import { type DeletionOrder, type Dropping, ORDER_DELETIONS, stayingIn } from "./deletion-order.js";
import { type FullOptions, type ListProgram, ORDERS } from "./list-program.js";

/** Runs an experiment of this kind on the simulator. */
export function runListProgram(program: ListProgram, options: FullOptions): ExperimentResult {
  const { python = PRIMER_PYTHON, seed, count, keep } = options;
  assertCount(count);
  assertKeep(keep);
  if (options.arenaBytes !== undefined) assertArenaBytes(python, options.arenaBytes);
  const random = new PythonRandom(seed);
  const nextRequestBytes = program.prepare({ ...options, python, random });
  const process = startPython(python, options);
  const order = options.order ?? ORDERS[program.selection];
  const deletion = ORDER_DELETIONS[order];
  const title = `${program.name}: ${count.toLocaleString("en-GB")} ${program.noun}, seed ${seed}`;
  const recorder = new Recorder(process.allocator, { title, python, check: options.check });

  recorder.stage("startup");
  makeListObject(process, deletion, 0);
  const items = new ListItems(process, deletion);
  const objects = makeObjects(process, count, nextRequestBytes, items);
  recorder.stage("allocated");
  const kept = keepSome(process, order, { count, keep, random });
  dropOthers(process, objects, kept);
  items.release();
  recorder.stage("deleted");

  const recording = recorder.finish();
  return {
    experiment: program.name,
    python,
    seed: seedForJson(seed),
    count,
    keep,
    layout: options.layout ?? "aslr-off",
    ...modelOf(process),
    keptCount: kept.reduce((sum, one) => sum + one, 0),
    stages: recording.stages,
    recording,
  };
}

/** Names a geometry that no Python has. */
function modelOf({ allocator, python }: PythonProcess): Pick<ExperimentResult, "model"> {
  const { arenaBytes } = allocator.geometry;
  if (arenaBytes === geometryOf(python).arenaBytes) return {};
  return {
    model: `Python ${python} with arenas of ${arenaBytes / 1024} KiB, on an empty heap: a model, not a Python`,
  };
}

function makeObjects(
  process: PythonProcess,
  count: number,
  nextRequestBytes: () => number,
  items: ListItems,
): Int32Array {
  const objects = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    objects[i] = process.allocator.malloc(nextRequestBytes());
    items.grownTo(i + 1);
  }
  return objects;
}

/** Builds the list of survivors: 1 for an object that is kept. */
function keepSome(process: PythonProcess, order: DeletionOrder, dropping: Dropping): Uint8Array {
  const stays = stayingIn(order, dropping);
  const kept = new Uint8Array(dropping.count);
  let keptCount = 0;
  for (let i = 0; i < dropping.count; i++) {
    if (!stays(i)) continue;
    kept[i] = 1;
    keptCount += 1;
  }
  if (ORDER_DELETIONS[order] === "slice") makeSlice(process, keptCount);
  else makeByComprehension(process, keptCount);
  return kept;
}

/** A comprehension's list grows by steps. */
function makeByComprehension(process: PythonProcess, keptCount: number): void {
  makeListObject(process, "comprehension", 1);
  const items = new ListItems(process, "comprehension");
  for (let i = 1; i <= keptCount; i++) items.grownTo(i);
}

/** A slice has room for exactly its items. */
function makeSlice(process: PythonProcess, keptCount: number): void {
  makeListObject(process, "slice", 1);
  if (keptCount > 0) process.allocator.malloc(keptCount * POINTER_BYTES);
}

/** Makes a list's object, which takes a block once the interpreter's free list is used up. */
function makeListObject(process: PythonProcess, deletion: Deletion, listsBefore: number): void {
  const { freeListObjects } = process.startup.scripts[deletion];
  if (freeListObjects > listsBefore) return;
  process.allocator.malloc(listObjectBytes(process.python));
}

function dropOthers({ allocator }: PythonProcess, objects: Int32Array, kept: Uint8Array): void {
  for (let i = objects.length - 1; i >= 0; i--) {
    if (kept[i] === 0) allocator.free(objects[i]!);
  }
}
