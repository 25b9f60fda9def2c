/** Notebook 11: three structures of one process, by the arenas that each returns alone. */
import type { Block } from "../pymalloc/block.js";
import { geometryOf } from "../pymalloc/geometry.js";
import { Pymalloc } from "../pymalloc/pymalloc.js";
import { AdjacentArenas } from "../pymalloc/sources/arena-source.js";
import { type Exercise, notYet, type Outcome, right } from "./exercise.js";
import { firstTwice, readTexts } from "./read-answer.js";

/** In the order that the answer begins with: by bytes. It is not right. */
const HOLDERS = ["catalogue", "index", "visits"] as const;
type Holder = (typeof HOLDERS)[number];
const given = {
  python: "3.11",
  requestBytes: 67,
  catalogue: 40_000,
  indexAndNames: 60_000,
  export: 100_000,
  visitEvery: 1_000,
} as const;
const count = (strings: number) => strings.toLocaleString("en-GB");

export const predictThenDrop: Exercise = {
  id: "predict-then-drop",
  title: "Three to drop",
  kind: "predict",
  notebook: 11,
  given,
  task: [
    `A process of Python ${given.python} makes strings of ${given.requestBytes} bytes. First ${count(given.catalogue)} for its \`catalogue\`, one after the other. Then ${count(given.indexAndNames)} for \`index\` and \`names\`, in turn: one for the first, one for the second. Then ${count(given.export)} for an export, and every ${count(given.visitEvery)}th of those goes into \`visits\`; when the export is done, all others are freed.`,
    "**Put `catalogue`, `index` and `visits` in order: first the one that returns most arenas when it alone is dropped.** The check drops each of them.",
  ].join("\n\n"),
  choose: { kind: "order", options: HOLDERS, first: "Most arenas", last: "Fewest arenas" },
  starter: `const answer = ["${HOLDERS.join('", "')}"];`,
  check,
};

function check(answer: unknown): Outcome {
  const order = readTexts(answer, "names");
  const unknown = order.find((one) => !isHolder(one));
  if (unknown !== undefined) return notYet(`"${unknown}" is not one of ${HOLDERS.join(", ")}.`);
  if (order.length !== HOLDERS.length || firstTwice(order) !== undefined) {
    return notYet(`Each of ${HOLDERS.join(", ")} has one place in the order.`);
  }
  const dropped = order.filter(isHolder).map((holder) => ({ holder, ...dropOf(holder) }));
  const early = dropped.find(({ back }, i) => back < (dropped[i + 1]?.back ?? 0));
  if (early !== undefined) return notYet(HINTS[early.holder]);
  const figures = dropped.map(
    ({ holder, strings, back }) => `${holder} ${back} for ${count(strings)} strings`,
  );
  return right(`Arenas back: ${figures.join(", ")}. It is the place that counts, not the number.`);
}

/** Why a holder does not return more than the one after it in the answer. */
const HINTS: Readonly<Record<Holder, string>> = {
  catalogue:
    "The catalogue has arenas of its own, but how many? Count those that the one after it keeps.",
  index: "When the index goes, what is still alive in each of its pools?",
  visits: "The visits are few. In how many arenas do they lie, and is anything else left there?",
};

function isHolder(text: string): text is Holder {
  return HOLDERS.some((holder) => holder === text);
}

/** What comes back when one of them is dropped in a process of its own. */
function dropOf(holder: Holder): { strings: number; back: number } {
  const allocator = new Pymalloc(geometryOf(given.python), new AdjacentArenas());
  const strings = (wanted: number) =>
    Array.from({ length: wanted }, () => allocator.malloc(given.requestBytes));
  const catalogue = strings(given.catalogue);
  const index = strings(given.indexAndNames).filter((_, i) => i % 2 === 0);
  const exported = strings(given.export);
  const isVisit = (_: Block, i: number) => i % given.visitEvery === 0;
  const visits = exported.filter(isVisit);
  exported.forEach((block, i) => {
    if (!isVisit(block, i)) allocator.free(block);
  });
  const before = allocator.arenas.current;
  const dropped = { catalogue, index, visits }[holder];
  for (const block of dropped) allocator.free(block);
  return { strings: dropped.length, back: before - allocator.arenas.current };
}
