/** `inspect --drop NAME`: what comes back when names are let go. */
import {
  arenasBackWithout,
  type HeapAnswers,
  type HeldHeap,
  type HeldHeapHolder,
  unpackBlocks,
} from "../../doors/inspect.js";
import { counted, heldBlockBytes, mebibytes } from "../../doors/internal.js";
import { UsageError } from "../arguments/usage-error.js";
import { wrapped } from "../text/wrapped.js";

/** What happens. */
export interface Dropped {
  readonly names: readonly string[];
  readonly objects: number;
  readonly blocks: number;
  readonly bytes: number;
  readonly arenas: number;
  /** Addresses of the arenas that come back. */
  readonly arenasBack: readonly string[];
  /** How many of these come back by `gc.collect()` alone; not known of a file. */
  readonly arenasBackAnyway?: number;
  /** How far the number of arenas may be off. */
  readonly within: 0 | 1;
}

/** Drops names in a heap that was read. */
export function dropFromAnswers(answers: HeapAnswers, names: readonly string[]): Dropped {
  try {
    const { objects, blocks, bytes, arenas, arenasBack, arenasBackAnyway, within } =
      answers.drop(names);
    const back = arenasBack.map(hex);
    return { names, objects, blocks, bytes, arenas, arenasBack: back, arenasBackAnyway, within };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`--drop: ${error.message}`);
  }
}

/** Drops holders that a file names. */
export function dropFromHeld(held: HeldHeap, names: readonly string[]): Dropped {
  const holders = names.map((name) => holderNamed(held, name));
  const blockBytes = heldBlockBytes(held);
  const going = new Set(
    holders.flatMap(({ frees }) => [...unpackBlocks(frees, blockBytes.length)]),
  );
  const arenasBack = arenasBackWithout(held, going).map(hex);
  let bytes = 0;
  for (const block of going) bytes += blockBytes[block]!;
  const objects = holders.reduce((sum, one) => sum + one.objects, 0);
  const arenas = held.interpreters.reduce((sum, { snapshot }) => sum + snapshot.arenas.length, 0);
  return { names, objects, blocks: going.size, bytes, arenas, arenasBack, within: 1 };
}

function holderNamed({ holders }: HeldHeap, name: string): HeldHeapHolder {
  const found = holders.find(({ path }) => path === name);
  if (found !== undefined) return found;
  const known = holders.slice(0, 5).map(({ path }) => path);
  throw new UsageError(
    `--drop: the file has no holder ${name}; it has ${known.join(", ")}${holders.length > known.length ? " and others" : ""}`,
  );
}

function hex(address: number): string {
  return `0x${address.toString(16)}`;
}

/** Says what happens. */
export function dropReport(dropped: Dropped): string {
  const { names, objects, blocks, bytes, arenas, arenasBack, arenasBackAnyway = 0 } = dropped;
  const within = dropped.within === 1 ? ", within one" : "";
  const anyway =
    arenasBackAnyway > 0 ? ` ${arenasBackAnyway} of these come back by gc.collect() alone.` : "";
  return [
    wrapped(
      `Without ${names.join(" and ")}, and after gc.collect(): ${counted(objects, "object")} die, ${counted(blocks, "block")} (${mebibytes(bytes)}) are freed, and ${arenasBack.length} of ${counted(arenas, "arena")} come back${within}: ${arenas} become ${arenas - arenasBack.length}.${anyway}`,
      "",
    ),
    ...(arenasBack.length > 0 ? [wrapped(`The arenas: ${arenasBack.join(" ")}`, "")] : []),
  ].join("");
}
