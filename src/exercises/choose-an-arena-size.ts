/** Notebook 9: the arena size as a bargain between what is held and how often it is asked for. */

import { geometryOf } from "../pymalloc/geometry.js";
import { Pymalloc } from "../pymalloc/pymalloc.js";
import { AdjacentArenas } from "../pymalloc/sources/arena-source.js";
import { type Exercise, notYet, type Outcome, right } from "./exercise.js";
import { readNumber } from "./read-answer.js";

const KIB = 1024;
const { arenaMap: _, ...geometry } = geometryOf("3.11");
const given = {
  requestBytes: 67,
  count: 100_000,
  keptEvery: 8_000,
  heldMibAtMost: 2,
  obtainedAtMost: 100,
} as const;
const COUNT = given.count.toLocaleString("en-GB");

export const chooseAnArenaSize: Exercise = {
  id: "choose-an-arena-size",
  title: "An arena size of your own",
  kind: "change",
  notebook: 9,
  given,
  task: [
    `A process makes ${COUNT} strings of ${given.requestBytes} bytes and keeps every ${given.keptEvery.toLocaleString("en-GB")}th. Pools are of ${geometry.poolBytes / KIB} KiB, as in Python 3.11, but the size of an arena is yours.`,
    `**Choose it, in KiB, so that at the end no more than ${given.heldMibAtMost} MiB are held, and the system is asked for no more than ${given.obtainedAtMost} arenas on the way.**`,
  ].join("\n\n"),
  starter: "const answer = 1024;",
  check,
};

function check(answer: unknown): Outcome {
  const arenaKib = readNumber(answer, "of KiB");
  const poolCount = (arenaKib * KIB) / geometry.poolBytes;
  if (poolCount < 1) {
    return notYet(`An arena of ${arenaKib} KiB has no room for a pool.`);
  }
  if (!Number.isInteger(Math.log2(poolCount))) {
    return notYet(
      `An arena is a power of two of pools: 1, 2, 4 and so on. ${arenaKib} KiB are ${poolCount} pools.`,
    );
  }
  if (arenaKib > 64 * KIB) {
    return notYet(`${arenaKib} KiB is more than all of the strings need many times over.`);
  }
  const { heldMib, obtained } = run(arenaKib * KIB);
  if (heldMib > given.heldMibAtMost) {
    return notYet(
      `At the end ${heldMib} MiB are held: each survivor holds ${arenaKib} KiB. The system was asked ${obtained} times.`,
    );
  }
  if (obtained > given.obtainedAtMost) {
    return notYet(
      `Only ${heldMib} MiB are held at the end, but the system was asked for ${obtained} arenas. Each is a call of mmap.`,
    );
  }
  return right(
    `${heldMib} MiB are held, and the system was asked ${obtained} times. Python 3.10 chose larger arenas than 3.9, and paid with memory that survivors hold.`,
  );
}

function run(arenaBytes: number): { heldMib: number; obtained: number } {
  const allocator = new Pymalloc({ ...geometry, arenaBytes }, new AdjacentArenas());
  const strings = Array.from({ length: given.count }, () => allocator.malloc(given.requestBytes));
  strings.forEach((block, i) => {
    if (i % given.keptEvery !== 0) allocator.free(block);
  });
  const { current, total } = allocator.arenas;
  return { heldMib: (current * arenaBytes) / KIB ** 2, obtained: total };
}
