/** Notebook 11: the holder that returns most for what it costs. */
import { type Exercise, NotAnAnswer, notYet, type Outcome, right } from "./exercise.js";
import { quoted, readFunction } from "./read-answer.js";

/** A holder as far as the exercise looks at it. */
interface Holder {
  readonly path: string;
  readonly bytes: number;
  readonly arenasBack: number;
}

const MIB = 2 ** 20;

/** Processes to try the answer on; in none of them does the first line hold the answer. */
const PROCESSES: readonly { readonly name: string; readonly holders: readonly Holder[] }[] = [
  {
    name: "a large cache beside a small log",
    holders: [
      { path: "shop.cache", bytes: 30 * MIB, arenasBack: 28 },
      { path: "shop.log", bytes: 4_000, arenasBack: 12 },
      { path: "shop.names", bytes: 900, arenasBack: 0 },
    ],
  },
  {
    name: "a worker whose smallest holder returns nothing",
    holders: [
      { path: "jobs.results", bytes: 2 * MIB, arenasBack: 1 },
      { path: "jobs.errors", bytes: 640, arenasBack: 0 },
      { path: "jobs.seen", bytes: 80_000, arenasBack: 2 },
    ],
  },
  {
    name: "a service with two small ones",
    holders: [
      { path: "api.users", bytes: 9 * MIB, arenasBack: 9 },
      { path: "api.tokens", bytes: 5_000, arenasBack: 4 },
      { path: "api.hits", bytes: 6_000, arenasBack: 6 },
    ],
  },
];

export const mostPerByte: Exercise = {
  id: "most-per-byte",
  title: "Most for its bytes",
  kind: "build",
  notebook: 11,
  given: {},
  task: [
    "A holder that returns many arenas may be half of the program. The bargain is another: many arenas for few bytes.",
    "**Write a function that gets a heap's holders and returns the path of the one that returns most arenas for each of its bytes.** It is tried on several processes.",
  ].join("\n\n"),
  starter: [
    'import type { HeldHeapHolder } from "pymalloc-lab/inspect";',
    "",
    'function answer(holders: Pick<HeldHeapHolder, "path" | "bytes" | "arenasBack">[]) {',
    "  return holders[0].path;",
    "}",
  ].join("\n"),
  check,
};

function check(answer: unknown): Outcome {
  const find = readFunction(answer, "which gets holders and returns a path");
  for (const { name, holders } of PROCESSES) {
    const path = find(holders.map((holder) => ({ ...holder })));
    const found = holders.find((holder) => holder.path === path);
    if (typeof path !== "string") {
      throw new NotAnAnswer(`Your function returns a path; this is ${quoted(path)}.`);
    }
    if (found === undefined) {
      return notYet(`For ${name} it names "${path}", and there is no such holder.`);
    }
    if (holders.some((other) => perByte(other) > perByte(found))) {
      return notYet(`For ${name} it names ${path}. ${hintFor(found, holders)}`);
    }
  }
  return right(
    "Each time the cheapest change first. Bytes alone would have named the program's own data, arenas alone the largest cache.",
  );
}

function hintFor(found: Holder, holders: readonly Holder[]): string {
  if (found.arenasBack === 0) return "It costs little, and returns nothing at all.";
  if (holders.every(({ arenasBack }) => arenasBack <= found.arenasBack)) {
    return "It returns most arenas. How many bytes have to go for each of them?";
  }
  return "Another returns more for each byte that goes.";
}

function perByte({ bytes, arenasBack }: Holder): number {
  return arenasBack / bytes;
}
