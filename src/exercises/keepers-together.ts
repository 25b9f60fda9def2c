/** Notebook 8: a loader whose leftovers hold no arenas. */

import { geometryOf } from "../pymalloc/geometry.js";
import { Pymalloc } from "../pymalloc/pymalloc.js";
import { AdjacentArenas } from "../pymalloc/sources/arena-source.js";
import { type Exercise, notYet, type Outcome, right } from "./exercise.js";
import { counted, readFunction, readTexts } from "./read-answer.js";

const given = {
  python: "3.11",
  requestBytes: 64,
  keptCount: 2_000,
  temporaryCount: 100_000,
} as const;
const KEPT = given.keptCount.toLocaleString("en-GB");
const TEMPORARY = given.temporaryCount.toLocaleString("en-GB");

export const keepersTogether: Exercise = {
  id: "keepers-together",
  title: "A loader without leftovers",
  kind: "build",
  notebook: 8,
  given,
  task: [
    `A loader makes ${KEPT} objects that stay and ${TEMPORARY} that go when it is done, all of ${given.requestBytes} bytes. As written it makes one to keep after every fifty temporary ones, and at the end every arena has a keeper.`,
    "**Write an order in which to make the same objects, so that at the end as few arenas are held as can be.** Your function gets the two numbers and returns the order.",
  ].join("\n\n"),
  starter: [
    'function answer(keptCount: number, temporaryCount: number): ("keep" | "temporary")[] {',
    '  const order: ("keep" | "temporary")[] = [];',
    "  const each = temporaryCount / keptCount;",
    "  for (let i = 0; i < keptCount; i++) {",
    '    for (let j = 0; j < each; j++) order.push("temporary");',
    '    order.push("keep");',
    "  }",
    "  return order;",
    "}",
  ].join("\n"),
  check,
};

function check(answer: unknown): Outcome {
  const { keptCount, temporaryCount } = given;
  const order = readTexts(
    readFunction(answer, "from two numbers to an order")(keptCount, temporaryCount),
    '"keep" and "temporary"',
  );
  const other = order.find((one) => one !== "keep" && one !== "temporary");
  if (other !== undefined)
    return notYet(`An entry is "keep" or "temporary", and "${other}" is neither.`);
  const kept = order.filter((one) => one === "keep").length;
  if (kept !== keptCount || order.length !== keptCount + temporaryCount) {
    return notYet(
      `The objects must be the same: ${KEPT} to keep and ${TEMPORARY} temporary ones; yours are ${counted(kept, "keeper")} and ${counted(order.length - kept, "temporary object")}.`,
    );
  }
  const best = heldAfter([
    ...Array(keptCount).fill("keep"),
    ...Array(temporaryCount).fill("temporary"),
  ]);
  const { held, highwater } = heldAfter(order);
  if (held <= best.held) {
    return right(
      `${counted(held, "arena")} at the end, of ${highwater} at the most. One of them may be the empty one that Python keeps.`,
    );
  }
  return notYet(
    held === highwater
      ? `All ${highwater} arenas stay: each has a keeper somewhere. How many arenas would the keepers fill if nothing lay between them?`
      : `${held} of ${highwater} arenas stay, which is better than all, but the keepers do not need so many.`,
  );
}

function heldAfter(order: readonly string[]): { held: number; highwater: number } {
  const allocator = new Pymalloc(geometryOf(given.python), new AdjacentArenas());
  const blocks = order.map(() => allocator.malloc(given.requestBytes));
  order.forEach((one, i) => {
    if (one === "temporary") allocator.free(blocks[i] ?? 0);
  });
  return {
    held: allocator.arenas.current,
    highwater: allocator.arenas.highwater,
  };
}
