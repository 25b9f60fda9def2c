/** Notebook 1: a structure of the reader's own, priced in arenas before it is made. */

import { geometryOf } from "../pymalloc/geometry.js";
import { Pymalloc } from "../pymalloc/pymalloc.js";
import { AdjacentArenas } from "../pymalloc/sources/arena-source.js";
import { type Exercise, NotAnAnswer, notYet, type Outcome, right } from "./exercise.js";
import { counted, readField, readNumber, readWholeNumbers } from "./read-answer.js";

const geometry = geometryOf("3.11");
const older = geometryOf("3.9");

const given = { python: "3.11", leastArenas: 3, mostRequests: 3_000_000 } as const;
const EXAMPLE = "{ requestBytes: [56, 64], count: 100_000, arenas: 12 }";

export const priceAStructure: Exercise = {
  id: "price-a-structure",
  title: "Price your own structure",
  kind: "build",
  notebook: 1,
  given,
  task: [
    "Think of a structure of your own: a record, a node, a message. List what one of them asks of the allocator, in bytes, and how many of them there are. Then say how many arenas a fresh allocator of Python 3.11 holds for all of them.",
    `Let it need ${given.leastArenas} arenas or more. Work it out with blocks and pools; the check makes all the requests.`,
  ].join("\n\n"),
  starter: [
    "const answer = {",
    "  requestBytes: [56, 64, 67],",
    "  count: 50_000,",
    "  arenas: 9,",
    "};",
  ].join("\n"),
  check,
};

function check(answer: unknown): Outcome {
  const requests = readWholeNumbers(
    readField(answer, "requestBytes", EXAMPLE),
    "requests in bytes",
  );
  const count = readNumber(readField(answer, "count", EXAMPLE), "how many there are");
  const arenas = readNumber(readField(answer, "arenas", EXAMPLE), "of arenas");
  assertCanBeMade(requests, count);
  const held = arenasHeld(requests, count);
  if (held < given.leastArenas) {
    return notYet(
      `So few fit in ${counted(held, "arena")}, where there is little to price. Take more of them, or larger ones.`,
    );
  }
  if (arenas !== held) return notYet(mistakeOf(arenas, requests, count, held));
  return right(
    `${counted(held, "arena")} it is: each size class fills pools of its own, and the pools share arenas.`,
  );
}

function assertCanBeMade(requests: readonly number[], count: number): void {
  const bad = requests.find((bytes) => bytes < 1);
  if (bad !== undefined) throw new NotAnAnswer(`A request is of 1 byte or more, not ${bad}.`);
  if (!Number.isInteger(count) || count < 1) {
    throw new NotAnAnswer(`count is a whole number of 1 or more, not ${count}.`);
  }
  if (requests.length === 0) throw new NotAnAnswer("A structure makes at least one request.");
  if (requests.length * count > given.mostRequests) {
    throw new NotAnAnswer(
      `That is ${counted(requests.length * count, "request")}; keep to ${given.mostRequests.toLocaleString("en-GB")}, so that the check stays quick.`,
    );
  }
}

function arenasHeld(requests: readonly number[], count: number): number {
  const allocator = new Pymalloc(geometry, new AdjacentArenas());
  for (let i = 0; i < count; i++) for (const bytes of requests) allocator.malloc(bytes);
  return allocator.arenas.current;
}

/** Which step was left out, if leaving out one explains the figure. */
function mistakeOf(
  arenas: number,
  requests: readonly number[],
  count: number,
  held: number,
): string {
  const { alignment, arenaBytes, smallRequestThreshold } = geometry;
  const small = requests.filter((bytes) => bytes <= smallRequestThreshold);
  const inArenas = (bytes: number, perArena = arenaBytes) => Math.ceil((bytes * count) / perArena);
  const sum = (of: readonly number[]) => of.reduce((total, bytes) => total + bytes, 0);
  const rounded = (of: readonly number[]) =>
    sum(of.map((bytes) => Math.ceil(bytes / alignment) * alignment));
  const isAmong = (...figures: number[]) => figures.includes(arenas);
  if (small.length < requests.length && arenas > held) {
    return `Not every request gets to pymalloc: above ${smallRequestThreshold} bytes it is the system's allocator that serves, and no arena is touched.`;
  }
  if (isAmong(inArenas(sum(small)))) {
    return `${arenas} is what the requests add up to. A block is not its request: it is rounded up to a multiple of ${alignment} bytes.`;
  }
  if (isAmong(inArenas(rounded(small)))) {
    return `${arenas} is what the blocks add up to. They lie in pools, and a pool has a header and often a tail that is too short for one more block.`;
  }
  if (isAmong(inArenas(sum(small), older.arenaBytes), inArenas(rounded(small), older.arenaBytes))) {
    return `${arenas} is right for arenas of ${older.arenaBytes / 1024} KiB, which Python had up to 3.9.`;
  }
  if (Math.abs(arenas - held) === 1) {
    return "One off. Count the pools of each size class, round up, add them, and only then divide by the pools of an arena and round up again.";
  }
  return `The simulator holds ${arenas > held ? "fewer" : "more"} than ${arenas}. How many blocks of each size class fit in a pool, and how many pools in an arena?`;
}
