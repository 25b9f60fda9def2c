/** Notebook 9: a program for which the order of the usable arenas matters. */

import { type ArenaOrder, geometryOf } from "../pymalloc/geometry.js";
import { Pymalloc } from "../pymalloc/pymalloc.js";
import { AdjacentArenas } from "../pymalloc/sources/arena-source.js";
import { type Exercise, notYet, type Outcome, right } from "./exercise.js";
import { counted, readFunction } from "./read-answer.js";

const given = { python: "3.11", fewerAtLeast: 2 } as const;

export const orderThatMatters: Exercise = {
  id: "order-that-matters",
  title: "An order that matters",
  kind: "build",
  notebook: 9,
  given,
  task: [
    `Python takes a new pool from the *fullest* arena that has one. For the recorded process above that hardly mattered. **Write a program for which it does**: at its end, taking from the fullest first must hold at least ${given.fewerAtLeast} arenas fewer than taking from the emptiest first.`,
    "Your function gets a fresh allocator with `malloc(bytes)` and `free(block)`. It is called once for each order.",
  ].join("\n\n"),
  starter: [
    'import type { Pymalloc } from "pymalloc-lab";',
    "",
    'function answer(python: Pick<Pymalloc, "malloc" | "free">) {',
    "  const blocks = Array.from({ length: 8_000 }, () => python.malloc(512));",
    "  for (let i = 0; i < blocks.length; i += 2) python.free(blocks[i]);",
    "  for (let i = 0; i < 1_000; i++) python.malloc(512);",
    "}",
  ].join("\n"),
  check,
};

function check(answer: unknown): Outcome {
  const program = readFunction(answer, "which gets an allocator and uses it");
  const fullest = runWith("fullest-first", program);
  const emptiest = runWith("emptiest-first", program);
  if (fullest.total === 0) return notYet("No arena was ever taken.");
  const fewer = emptiest.held - fullest.held;
  if (fewer >= given.fewerAtLeast) {
    return right(
      `Fullest first holds ${counted(fullest.held, "arena")}, emptiest first ${emptiest.held}. What lives long went where arenas had to stay anyhow, and the emptier ones could go.`,
    );
  }
  if (fewer < 0) {
    return notYet(
      `The other way round: emptiest first holds ${counted(-fewer, "arena")} fewer. Such programs exist, too.`,
    );
  }
  if (fewer > 0) return notYet("One arena fewer: the right kind of program, on too small a scale.");
  if (!fullest.hadChoice) {
    return notYet(
      `Both hold ${counted(fullest.held, "arena")}. It never came to a choice: no two arenas had a free pool at once. What empties a whole pool?`,
    );
  }
  if (fullest.mallocsAfterChoice === 0) {
    return notYet(
      `Both hold ${counted(fullest.held, "arena")}. Several arenas had free pools, but nothing was asked for after that.`,
    );
  }
  return notYet(
    `Both hold ${counted(fullest.held, "arena")}. There was a choice, but no arena that only the new objects kept from going. What must be freed after them?`,
  );
}

function runWith(arenaOrder: ArenaOrder, program: (...given: unknown[]) => unknown) {
  const { arenaMap: _, ...geometry } = geometryOf(given.python);
  const allocator = new Pymalloc({ ...geometry, arenaOrder }, new AdjacentArenas());
  let hadChoice = false;
  let mallocsAfterChoice = 0;
  program({
    malloc: (requestBytes: number) => {
      if (hadChoice) mallocsAfterChoice += 1;
      return allocator.malloc(requestBytes);
    },
    free: (block: number) => {
      allocator.free(block);
      hadChoice ||= allocator.heap.usableArenas().length > 1;
    },
  });
  const { total, current } = allocator.arenas;
  return { total, held: current, hadChoice, mallocsAfterChoice };
}
