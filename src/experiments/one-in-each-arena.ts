/**
 * The worst that a deletion can do: of all objects, one in each arena stays.
 *
 *     objects = [bytes(479) for _ in range(count)]
 *     objects = objects[::k]                        # k objects fill an arena
 */
import { ListItems } from "../cpython/list.js";
import { startPython } from "../cpython/process.js";
import type { Block } from "../pymalloc/block.js";
import type { PythonVersion } from "../pymalloc/geometry.js";
import { assertCount } from "./limits.js";

/** What few objects hold. */
export interface HeldByFew {
  readonly python: PythonVersion;
  readonly count: number;
  /** Objects that stay. */
  readonly keptCount: number;
  /** Bytes that they asked for. */
  readonly keptBytes: number;
  /** Arenas held before the deletion and after it, those of start-up included. */
  readonly arenasBefore: number;
  readonly arenasAfter: number;
  readonly arenaBytes: number;
}

/**
 * Makes objects and drops all but the first of each arena that they took.
 *
 * @param requestBytes - bytes that each object asks for; above 512 no arena is taken.
 * @throws {RangeError} when `count` or `requestBytes` is not what a run takes.
 *
 * @example
 * const { arenasBefore, arenasAfter } = oneInEachArena("3.11", { count: 10_000 });
 * arenasAfter === arenasBefore; // => true
 */
export function oneInEachArena(
  python: PythonVersion,
  { count = 1_000_000, requestBytes = 512 } = {},
): HeldByFew {
  assertCount(count);
  const process = startPython(python);
  const { allocator } = process;
  const items = new ListItems(process, "slice");
  const dropped: Block[] = [];
  for (let i = 0; i < count; i++) {
    const { total } = allocator.arenas;
    const object = allocator.malloc(requestBytes);
    const isFirst = allocator.arenas.total > total;
    items.grownTo(i + 1);
    if (!isFirst) dropped.push(object);
  }
  const arenasBefore = allocator.arenas.current;
  for (const object of dropped.reverse()) allocator.free(object);
  const keptCount = count - dropped.length;
  return {
    python,
    count,
    keptCount,
    keptBytes: keptCount * requestBytes,
    arenasBefore,
    arenasAfter: allocator.arenas.current,
    arenaBytes: allocator.geometry.arenaBytes,
  };
}
