/** Notebook 2: which requests can use the holes that half of the strings left. */

import { geometryOf } from "../pymalloc/geometry.js";
import { Pymalloc } from "../pymalloc/pymalloc.js";
import { AdjacentArenas } from "../pymalloc/sources/arena-source.js";
import { type Exercise, notYet, type Outcome, right } from "./exercise.js";
import { readField, readNumber } from "./read-answer.js";

const given = { python: "3.11", requestBytes: 67, count: 30_000 } as const;
const EXAMPLE = "{ smallest: 60, largest: 70 }";

export const fitsTheHoles: Exercise = {
  id: "fits-the-holes",
  title: "What fits the holes",
  kind: "change",
  notebook: 2,
  given,
  task: `Every other of ${given.count.toLocaleString("en-GB")} strings of ${given.requestBytes} bytes is gone, on Python ${given.python}. New objects come, all of one length. **From which request to which, in bytes, do they go into the holes** and need no new pool?`,
  starter: "const answer = { smallest: 67, largest: 67 };",
  check,
};

function check(answer: unknown): Outcome {
  const smallest = readNumber(readField(answer, "smallest", EXAMPLE), "of bytes");
  const largest = readNumber(readField(answer, "largest", EXAMPLE), "of bytes");
  if (![smallest, largest].every((bytes) => Number.isInteger(bytes) && bytes > 0)) {
    return notYet("A request is a whole number of bytes, 1 or more.");
  }
  if (smallest > largest)
    return notYet(`The smallest cannot be ${smallest} when the largest is ${largest}.`);
  for (const bytes of [smallest, largest]) {
    const where = placeOf(bytes);
    if (where === "elsewhere") {
      return notYet(
        `Objects of ${bytes} bytes opened pools of their own. What do blocks of one pool have in common?`,
      );
    }
    if (where === "raw") {
      return notYet(
        `Objects of ${bytes} bytes needed no new arena, but filled no hole either: they never came to pymalloc.`,
      );
    }
  }
  if (placeOf(smallest - 1) === "holes")
    return notYet(`From ${smallest} on is true, and not all: something smaller fits too.`);
  if (placeOf(largest + 1) === "holes")
    return notYet(`Up to ${largest} is true, and not all: something larger fits too.`);
  return right(
    "That is one size class, and the holes serve no other. A process with a million holes may still ask for a new arena.",
  );
}

/** Where objects of a length go in a heap with holes. */
function placeOf(requestBytes: number): "holes" | "elsewhere" | "raw" {
  const allocator = new Pymalloc(geometryOf(given.python), new AdjacentArenas());
  const strings = Array.from({ length: given.count }, () => allocator.malloc(given.requestBytes));
  const full = allocator.bytesInBlocks();
  const { current } = allocator.arenas;
  const dropped = strings.filter((_, i) => i % 2 === 0);
  for (const block of dropped) allocator.free(block);
  if (requestBytes < 1) return "raw";
  for (const _ of dropped) allocator.malloc(requestBytes);
  if (allocator.arenas.current === current && allocator.bytesInBlocks() === full) {
    return "holes";
  }
  return allocator.heap.rawBlocks > 0 ? "raw" : "elsewhere";
}
