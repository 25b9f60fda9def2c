/** Notebook 5: the rule that 3.9 added, found by a program that tells 3.8 from 3.9. */

import { geometryOf, type PythonVersion } from "../pymalloc/geometry.js";
import { Pymalloc } from "../pymalloc/pymalloc.js";
import { AdjacentArenas } from "../pymalloc/sources/arena-source.js";
import { type Exercise, notYet, type Outcome, right } from "./exercise.js";
import { counted, readFunction } from "./read-answer.js";

export const ruleOf39: Exercise = {
  id: "rule-of-3-9",
  title: "The rule that 3.9 added",
  kind: "build",
  notebook: 5,
  given: { versions: ["3.8", "3.9"] },
  task: [
    "Python 3.8 and 3.9 have the same arenas, pools and size classes. One rule is new in 3.9. **Write a program that tells the two apart**: after it, the two versions hold different numbers of arenas.",
    "Your function gets a fresh allocator with `malloc(bytes)`, which gives a block, and `free(block)`. It is called once for each version.",
  ].join("\n\n"),
  starter: [
    'import type { Pymalloc } from "pymalloc-lab";',
    "",
    'function answer(python: Pick<Pymalloc, "malloc" | "free">) {',
    "  const block = python.malloc(64);",
    "}",
  ].join("\n"),
  check,
};

function check(answer: unknown): Outcome {
  const program = readFunction(answer, "which gets an allocator and uses it");
  const [older, newer] = [runOn("3.8", program), runOn("3.9", program)];
  if (older.mallocs === 0) return notYet("Your program asked for nothing, and so holds nothing.");
  if (older.held !== newer.held) {
    return right(
      `3.8 holds ${counted(older.held, "arena")} after it, and 3.9 ${counted(newer.held, "arena")}. A program that crosses the boundary again and again no longer asks the system each time.`,
    );
  }
  if (older.total === 0) {
    return notYet("No arena was ever taken: your requests are not small ones.");
  }
  if (older.live === older.mallocs) {
    return notYet(
      `Both hold ${counted(older.held, "arena")}. Nothing was freed, and up to there the two agree: the rule is about giving back.`,
    );
  }
  if (older.live > 0) {
    return notYet(
      `Both hold ${counted(older.held, "arena")}, with ${counted(older.live, "live block")} in them. When does 3.8 give an arena back that 3.9 keeps?`,
    );
  }
  return notYet("Both hold as many, though nothing is live.");
}

function runOn(version: PythonVersion, program: (...given: unknown[]) => unknown) {
  const allocator = new Pymalloc(geometryOf(version), new AdjacentArenas());
  let mallocs = 0;
  program({
    malloc: (requestBytes: number) => {
      mallocs += 1;
      return allocator.malloc(requestBytes);
    },
    free: (block: number) => allocator.free(block),
  });
  const { total, current } = allocator.arenas;
  return { mallocs, total, held: current, live: allocator.allocatedBlocks() };
}
