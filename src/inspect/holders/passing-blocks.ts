/**
 * What a process holds for a moment only: objects that nothing but the C stack points at, and
 * memoryviews that no Python object holds, which only a running C function can have.
 *
 * A process that is read while it waits for input has a buffer in hand. To let anything go it
 * has to go on, and then such objects go too; for a what-if they hold no arena.
 */
import { findOutsideReferences } from "../labels/find-held-outside.js";
import { OUTSIDE } from "../references/reference-graph.js";
import type { Retained } from "../references/retained.js";
import type { NearestNames } from "./nearest-names.js";

/** A stack holds a few objects; where there are more, they are something else. */
const PASSING_LIMIT = 10_000;

/** Types of buffers that a C function reads or writes into. */
const IN_HAND = new Set(["memoryview", "managedbuffer"]);

/** Blocks of objects that only a C stack holds, and of what they keep. */
export function passingBlocks(nearest: NearestNames, retained: Retained): number[] {
  const { graph, parent } = nearest;
  const { objects, ids, heap, unseen } = graph;
  const nodes: number[] = [];
  for (let node = 1; node < objects.length && nodes.length < PASSING_LIMIT; node++) {
    const isLoose = parent[node] === OUTSIDE && !nearest.isNamed(node) && unseen[node]! > 0;
    if (isLoose && objects[node]! < ids.blockCount) nodes.push(node);
  }
  const addresses = nodes.map((node) => ids.addressOf(objects[node]!));
  const held = findOutsideReferences(heap, addresses);
  const passing = nodes.filter((node, place) => {
    if (IN_HAND.has(ids.typeOf(objects[node]!)?.name ?? "")) return true;
    const source = held.get(addresses[place]!);
    return source?.onStack === true && source.elsewhere === undefined;
  });
  return passing.flatMap((node) => [...retained.blocksOf(node)]);
}
