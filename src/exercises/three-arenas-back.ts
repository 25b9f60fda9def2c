/** Notebook 4: which strings to free so that three arenas come back, at the lowest price. */

import type { Block } from "../pymalloc/block.js";
import { geometryOf } from "../pymalloc/geometry.js";
import { Pymalloc } from "../pymalloc/pymalloc.js";
import { AdjacentArenas } from "../pymalloc/sources/arena-source.js";
import type { ObjectGroup } from "./choosing.js";
import { type Exercise, notYet, type Outcome, right } from "./exercise.js";
import { counted, firstTwice, readWholeNumbers } from "./read-answer.js";

const MADE = { python: "3.8", requestBytes: 67, count: 20_000 } as const;
const WANTED = 3;
const given = { ...MADE, arenasBack: WANTED, freedAtMost: cheapest() };
const COUNT = MADE.count.toLocaleString("en-GB");
const AT_MOST = given.freedAtMost.toLocaleString("en-GB");

export const threeArenasBack: Exercise = {
  id: "three-arenas-back",
  title: "Three arenas, cheaply",
  kind: "change",
  notebook: 4,
  given,
  task: [
    `A fresh allocator of Python ${MADE.python} has made ${COUNT} strings of ${MADE.requestBytes} bytes, one after the other. Choose which to free so that **three arenas come back**, and free no more than ${AT_MOST}.`,
    `Strings are counted from 0. ${AT_MOST} is the least that does it.`,
  ].join("\n\n"),
  choose: { kind: "groups", noun: "string", groups: arenasMade() },
  starter: [
    "const answer: number[] = [];",
    `for (let i = 0; i < ${given.freedAtMost}; i++) answer.push(i);`,
  ].join("\n"),
  check,
};

function check(answer: unknown): Outcome {
  const freed = readWholeNumbers(answer, "strings to free");
  const outside = freed.find((i) => i < 0 || i >= MADE.count);
  if (outside !== undefined)
    return notYet(`There is no string ${outside}: they are 0 to ${MADE.count - 1}.`);
  const twice = firstTwice(freed);
  if (twice !== undefined)
    return notYet(`String ${twice} is in the list twice, and can be freed once.`);
  if (freed.length === 0) return notYet("The list is empty: nothing goes, so nothing comes back.");
  const { allocator, blocks, arenaOf } = make();
  for (const i of freed) allocator.free(blocks[i] ?? 0);
  const { total, current } = allocator.arenas;
  const back = total - current;
  if (back >= WANTED && freed.length <= given.freedAtMost) {
    return right(
      "Three arenas, at the least price. The last arena was not full, so it was the cheapest to empty.",
    );
  }
  if (back >= WANTED) {
    return notYet(
      `${counted(back, "arena")} came back, but you freed ${counted(freed.length, "string")}. Does every arena hold equally many?`,
    );
  }
  const touched = new Set(freed.map((i) => arenaOf[i]));
  const wasted = touched.size - back;
  return notYet(
    back === 0
      ? `No arena came back: the ${counted(freed.length, "string")} lie in ${counted(touched.size, "arena")}, and none of these is empty.`
      : `${counted(back, "arena")} came back. ${wasted > 0 ? "Strings went from an arena that stayed, too: they bought nothing." : "What you freed was well spent; there is something left to spend."}`,
  );
}

function make() {
  const allocator = new Pymalloc(geometryOf(MADE.python), new AdjacentArenas());
  const arenaOf: number[] = [];
  const blocks: Block[] = [];
  for (let i = 0; i < MADE.count; i++) {
    blocks.push(allocator.malloc(MADE.requestBytes));
    arenaOf.push(allocator.arenas.total);
  }
  return { allocator, blocks, arenaOf };
}

/** The strings of each arena, which lie there one after another. */
function arenasMade(): ObjectGroup[] {
  const { arenaOf } = make();
  const numbers = [...new Set(arenaOf)];
  const firsts = numbers.map((arena) => arenaOf.indexOf(arena));
  const room = Math.max(...firsts.map((from, i) => (firsts[i + 1] ?? MADE.count) - from));
  return firsts.map((from, i) => {
    return { name: `arena ${i + 1}`, from, to: firsts[i + 1] ?? MADE.count, room };
  });
}

/** Fewest strings whose arenas are {@link WANTED}: those of the emptiest arenas. */
function cheapest(): number {
  const perArena = new Map<number, number>();
  for (const arena of make().arenaOf) perArena.set(arena, (perArena.get(arena) ?? 0) + 1);
  const emptiest = [...perArena.values()].sort((a, b) => a - b).slice(0, WANTED);
  return emptiest.reduce((sum, strings) => sum + strings, 0);
}
