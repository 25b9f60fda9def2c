/**
 * The random half on another runtime: V8, the engine that Node runs on. It makes as many
 * strings of about the same length, drops half of them, and collects twice: as it does by
 * itself, and with every page compacted, which moves what is live and gives whole pages back.
 *
 * It measures this machine's engine and models nothing, so its figures vary. The run is in
 * a worker of this process, which has a heap of its own: nobody else's objects are in it.
 */
import { assertCount, assertKeep } from "./limits.js";

/** The heap of V8 where strings live on (`old_space`), at a moment of the run. */
export interface V8Stage {
  readonly name: "startup" | "allocated" | "dropped" | "collected" | "compacted";
  /** Bytes of the pages it holds. */
  readonly heldBytes: number;
  /** Bytes in use on them; garbage counts until it is collected. */
  readonly usedBytes: number;
  /** Time that the collection before this stage took, in milliseconds; 0 where there was none. */
  readonly collectionMs: number;
}

/** A run, and on what. */
export interface V8Run {
  /** Version of V8, as Node names it. */
  readonly v8: string;
  readonly count: number;
  readonly keptCount: number;
  readonly stages: readonly V8Stage[];
}

/**
 * Runs the random half on V8.
 *
 * @param options - `count` strings, of which each is kept with chance `keep`.
 * @throws {RangeError} when an option is not one it can run with.
 * @throws {Error} where there is no Node: a page in a browser cannot see its heap.
 *
 * @example
 * (await runOnV8({ count: 1000 })).stages.length > 1; // => true
 */
export async function runOnV8({ count = 1_000_000, keep = 0.5 } = {}): Promise<V8Run> {
  assertCount(count);
  assertKeep(keep);
  const threads = globalThis.process?.getBuiltinModule?.("node:worker_threads");
  if (threads === undefined) {
    throw new Error(
      "this measures V8's heap and needs Node: a browser does not show a page its heap",
    );
  }
  // The worker gets the function as text, so that no file of its own must be found or bundled.
  const program = `(${measure.toString()})(${count}, ${keep})`;
  return new Promise((resolve, reject) => {
    const worker = new threads.Worker(program, { eval: true });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

/** Runs in the worker: it may use nothing from outside. */
function measure(count: number, keep: number): void {
  const v8 = process.getBuiltinModule("node:v8");
  const vm = process.getBuiltinModule("node:vm");
  const { parentPort } = process.getBuiltinModule("node:worker_threads");
  // A context made after the flag is set has the collector as a function.
  v8.setFlagsFromString("--expose-gc");
  const collect: () => void = vm.runInNewContext("gc");
  v8.setFlagsFromString("--no-expose-gc");
  const stages: V8Stage[] = [];
  const stage = (name: V8Stage["name"], work?: () => void) => {
    const from = performance.now();
    work?.();
    const collectionMs = work === undefined ? 0 : performance.now() - from;
    const space = v8.getHeapSpaceStatistics().find((one) => one.space_name === "old_space");
    const heldBytes = space?.space_size ?? 0;
    stages.push({ name, heldBytes, usedBytes: space?.space_used_size ?? 0, collectionMs });
  };
  stage("startup", collect);
  let strings = Array.from({ length: count }, () => String(Math.random()));
  stage("allocated", collect);
  strings = strings.filter(() => Math.random() < keep);
  stage("dropped");
  stage("collected", collect);
  v8.setFlagsFromString("--compact-on-every-full-gc");
  stage("compacted", collect);
  v8.setFlagsFromString("--no-compact-on-every-full-gc");
  parentPort?.postMessage({ v8: process.versions.v8, count, keptCount: strings.length, stages });
}
