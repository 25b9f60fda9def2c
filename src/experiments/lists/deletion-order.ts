/**
 * Which objects of a list go, and which stay.
 *
 * Each order keeps the same number of objects, or about as many where chance decides.
 * What differs is where they lay, and that decides what comes back.
 */
import type { PythonRandom } from "../../cpython/random.js";
import type { Deletion } from "../../cpython/startup/startup-heap.js";

/** Which objects are dropped. */
export type DeletionOrder = "random" | "first" | "last" | "every-other" | "clustered";

/** All orders. */
export const DELETION_ORDERS: readonly DeletionOrder[] = [
  "random",
  "first",
  "last",
  "every-other",
  "clustered",
];

/** Neighbouring objects that stay or go together in the order "clustered". */
export const CLUSTER_OBJECTS = 10_000;

/** The kind of statement that drops in each order. */
export const ORDER_DELETIONS: Readonly<Record<DeletionOrder, Deletion>> = {
  random: "comprehension",
  first: "slice",
  last: "slice",
  "every-other": "comprehension",
  clustered: "comprehension",
};

/** What an order decides by. */
export interface Dropping {
  readonly count: number;
  /** Share, 0 to 1, of the objects that stay. */
  readonly keep: number;
  readonly random: PythonRandom;
}

/**
 * Says of each object in turn, from the first to the last, whether it stays.
 */
export function stayingIn(
  order: DeletionOrder,
  { count, keep, random }: Dropping,
): (index: number) => boolean {
  const keptCount = Math.round(count * keep);
  switch (order) {
    case "random":
      return () => random.random() < keep;
    case "first":
      return (index) => index >= count - keptCount;
    case "last":
      return (index) => index < keptCount;
    case "every-other":
      return (index) => Math.floor((index + 1) * keep) > Math.floor(index * keep);
    case "clustered":
      return byClusters(keep, random);
  }
}

function byClusters(keep: number, random: PythonRandom): (index: number) => boolean {
  let stays = false;
  return (index) => {
    if (index % CLUSTER_OBJECTS === 0) stays = random.random() < keep;
    return stays;
  };
}
