/** Notebook 3: a deletion that keeps one string in a thousand and gives nothing back. */
import { asciiStrBytes } from "../cpython/objects.js";
import { startPython } from "../cpython/process.js";
import type { Block } from "../pymalloc/block.js";
import { type Exercise, notYet, type Outcome, right } from "./exercise.js";
import { counted, firstTwice, readFunction, readWholeNumbers } from "./read-answer.js";

const given = { python: "3.11", count: 100_000, keptAtMost: 100 } as const;
const COUNT = given.count.toLocaleString("en-GB");

export const holdItAll: Exercise = {
  id: "hold-it-all",
  title: "Hold everything",
  kind: "build",
  notebook: 3,
  given,
  task: [
    `A process of Python ${given.python} makes ${COUNT} strings. Write the deletion that is worst for it: keep 0.1% of them, which is ${given.keptAtMost}, and let **no arena come back**.`,
    "Your function gets the number of strings and returns the ones to delete, in order. Strings are counted from 0 in the order in which they were made.",
  ].join("\n\n"),
  starter: [
    "function answer(count: number): number[] {",
    "  const order: number[] = [];",
    "  for (let i = 100; i < count; i++) order.push(i);",
    "  return order;",
    "}",
  ].join("\n"),
  check,
};

function check(answer: unknown): Outcome {
  const order = readWholeNumbers(
    readFunction(answer, "from the number of strings to the ones to delete")(given.count),
    "strings to delete",
  );
  const outside = order.find((i) => i < 0 || i >= given.count);
  if (outside !== undefined)
    return notYet(`There is no string ${outside}: they are 0 to ${given.count - 1}.`);
  const twice = firstTwice(order);
  if (twice !== undefined)
    return notYet(`String ${twice} is deleted twice; a real process would crash there.`);
  const kept = given.count - order.length;
  if (kept > given.keptAtMost) {
    return notYet(`You keep ${counted(kept, "string")}, and 0.1% is ${given.keptAtMost}.`);
  }
  const { returned, before } = returnedBy(order);
  const [first] = returned;
  if (first === undefined) {
    return right(
      `${counted(kept, "string")} kept, and all ${before} arenas with them. How few would have been enough?`,
    );
  }
  if (returned.length >= before - 3) {
    return notYet(
      `${returned.length} of ${before} arenas came back: your survivors lie together. What does each arena need in order to stay?`,
    );
  }
  return notYet(
    `${counted(returned.length, "arena")} of ${before} came back. One of them had strings ${first.from} to ${first.to}, and none of those was kept.`,
  );
}

/** Arenas that came back, each with the strings it was the home of. */
function returnedBy(order: readonly number[]): {
  returned: { from: number; to: number }[];
  before: number;
} {
  const { allocator } = startPython(given.python);
  const requestBytes = asciiStrBytes(18, given.python);
  const blocks: Block[] = [];
  const homes = new Map<number, { from: number; to: number }>();
  const arenaBits = Math.log2(allocator.geometry.arenaBytes);
  for (let i = 0; i < given.count; i++) {
    const block = allocator.malloc(requestBytes);
    blocks.push(block);
    const arena = Math.floor((allocator.addressOf(block) ?? 0) / 2 ** arenaBits);
    const home = homes.get(arena);
    homes.set(arena, { from: home?.from ?? i, to: i });
  }
  const before = allocator.arenas.current;
  const returned: { from: number; to: number }[] = [];
  allocator.onArena = ({ kind, address }) => {
    const home = homes.get(Math.floor(address / 2 ** arenaBits));
    if (kind === "returned") returned.push(home ?? { from: 0, to: 0 });
  };
  for (const i of order) allocator.free(blocks[i] ?? 0);
  return { returned, before };
}
