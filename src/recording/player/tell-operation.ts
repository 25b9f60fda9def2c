/** What an operation did, in words. */
import type {
  BlockOutcome,
  FreeOutcome,
  MallocOutcome,
  OperationOutcome,
} from "../log/operation-outcome.js";
import type { PlaceNames } from "../place-names.js";

/** Words about an operation: its verb, and what follows. */
export interface ToldOperation {
  readonly verb: OperationOutcome["kind"];
  /** Begins in lower case, to follow the verb, and ends with a full stop. */
  readonly rest: string;
}

/**
 * Tells of an operation.
 *
 * @param names - what the arenas, pools and blocks are called.
 * @param arenaBytes - bytes of an arena.
 */
export function tellOperation(
  outcome: OperationOutcome,
  names: PlaceNames,
  arenaBytes: number,
): ToldOperation {
  const { kind } = outcome;
  const about = { names, arenaBytes };
  switch (kind) {
    case "malloc":
      return { verb: kind, rest: tellMallocOperation(outcome, about) };
    case "free":
      return {
        verb: kind,
        rest: outcome.free
          ? `of ${blockWords(outcome.free, about)}: ${tellFree(outcome.free, about)}`
          : "of a block of the system's own allocator: no arena is concerned.",
      };
    case "realloc":
      return { verb: kind, rest: tellRealloc(outcome, about) };
  }
}

interface About {
  readonly names: PlaceNames;
  readonly arenaBytes: number;
}

function tellMallocOperation(
  { requestBytes, malloc }: OperationOutcome & { kind: "malloc" },
  about: About,
): string {
  if (malloc === undefined) {
    return `of ${formatBytes(requestBytes)}: not a size that pymalloc serves, so the system's own allocator has it and no arena is concerned.`;
  }
  return `of ${formatBytes(requestBytes)} takes ${blockWords(malloc, about)}: ${tellMalloc(malloc, about)}`;
}

function tellRealloc(
  { requestBytes, inPlace, malloc, free }: OperationOutcome & { kind: "realloc" },
  about: About,
): string {
  const to = `to ${formatBytes(requestBytes)}`;
  if (inPlace !== undefined) {
    return `${to}: ${blockWords(inPlace, about)} still fits well enough, so it stays where it is.`;
  }
  const taken = malloc
    ? `a new block is taken first, ${blockWords(malloc, about)}: ${tellMalloc(malloc, about)}`
    : "the block now is the system's own allocator's.";
  const freed = free
    ? ` The old one is freed, ${blockWords(free, about)}: ${tellFree(free, about)}`
    : "";
  return `${to}: ${taken}${freed}`;
}

function tellMalloc(malloc: MallocOutcome, about: About): string {
  const pool = about.names.pool(malloc);
  if (malloc.source === "listed") {
    const took = `it was first on the free list of ${pool}, the first used pool of its size.`;
    if (malloc.isFull)
      return `${took} Now all ${malloc.capacity} are live: the pool is full and leaves its list.`;
    return `${took} ${liveWords(malloc)}.`;
  }
  const noPool = `no pool of ${malloc.blockBytes}-byte blocks had one free, so a pool is taken:`;
  const arena = about.names.arena(malloc.birth);
  const before = {
    untouched: "never used before",
    "same-class": "emptied before, and of the same size: it continues where it stopped",
    "other-class": "emptied before; it is divided anew for this size",
  }[malloc.poolBefore ?? "untouched"];
  const from = malloc.obtainedArena
    ? `No arena had a free pool either: ${formatBytes(about.arenaBytes)} come from the system: ${arena}.`
    : `${arena} now has ${countOf(malloc.freePools, "free pool")}.`;
  return `${noPool} ${pool}, ${before}. ${from}`;
}

function tellFree(free: FreeOutcome, about: About): string {
  const arena = about.names.arena(free.birth);
  if (free.pools === "was-full") {
    return `its pool was full and on no list, so it goes to the front of the list of ${free.blockBytes}-byte pools. The next block of that size comes from here. ${liveWords(free)}, so nothing goes back.`;
  }
  if (free.pools === "stays") {
    return `it becomes first on its pool's free list. ${liveWords(free)}, so nothing goes back.`;
  }
  const emptied = "it was the last live block of its pool, so the pool is free for any size.";
  const count = `${free.freePools} of the ${countOf(free.totalPools, "pool")} of ${arena}`;
  switch (free.arena) {
    case "returned":
      return `${emptied} It was the last pool in use of ${arena} too: ${formatBytes(about.arenaBytes)} go back to the system.`;
    case "kept-empty":
      return `${emptied} ${arena} is wholly free now, but it is last among the usable arenas, and one such is kept.`;
    case "listed-first":
      return `${emptied} ${arena} had no free pool; with one it is first among the usable arenas, the fullest.`;
    default:
      return `${emptied} ${count} are free now, so ${arena} stays.`;
  }
}

function liveWords({ liveBlocks, capacity }: BlockOutcome): string {
  return `${liveBlocks} of ${capacity} ${liveBlocks === 1 ? "is" : "are"} live`;
}

function blockWords(block: BlockOutcome, { names }: About) {
  const { blockBytes, address } = block;
  return `${blockBytes === 80 ? "an" : "a"} ${blockBytes}-byte block at 0x${address.toString(16)} (${names.block(block)})`;
}

function countOf(count: number, noun: string): string {
  return `${count === 0 ? "no" : count} ${noun}${count === 1 ? "" : "s"}`;
}

function formatBytes(bytes: number): string {
  if (bytes >= 2 ** 20 && bytes % 2 ** 20 === 0) return `${bytes / 2 ** 20} MiB`;
  if (bytes >= 2 ** 10 && bytes % 2 ** 10 === 0) return `${bytes / 2 ** 10} KiB`;
  return `${bytes.toLocaleString("en-GB")} ${bytes === 1 ? "byte" : "bytes"}`;
}
