/** Notebook 8: three ways to the same compressed trie, by the arenas they end with. */
import { runExperiment } from "../experiments/run-experiment.js";
import { type Exercise, notYet, type Outcome, right } from "./exercise.js";
import { firstTwice, readTexts } from "./read-answer.js";

const WAYS = ["direct", "direct-sorted", "in-place"] as const;
type Way = (typeof WAYS)[number];
/** The order that the answer begins with; it is not right. */
const STARTER: readonly Way[] = ["direct", "direct-sorted", "in-place"];
const given = { python: "3.11", ways: WAYS, wordCount: 30_000 } as const;

export const waysRanked: Exercise = {
  id: "ways-ranked",
  title: "Three ways to one tree",
  kind: "predict",
  notebook: 8,
  given,
  task: [
    `The same compressed tree, of ${given.wordCount.toLocaleString("en-GB")} words, comes about in three ways: \`in-place\` (built, then compressed), \`direct\` (built compressed, the words read one at a time), \`direct-sorted\` (the same, from a sorted list of the words).`,
    "**Put them in order, the one that ends with the most arenas first.** Say why before you check.",
  ].join("\n\n"),
  choose: { kind: "order", options: STARTER, first: "Most arenas", last: "Fewest arenas" },
  starter: `const answer = ["${STARTER.join('", "')}"];`,
  check,
};

async function check(answer: unknown): Promise<Outcome> {
  const ways = readTexts(answer, "ways");
  const unknown = ways.find((one) => !isWay(one));
  if (unknown !== undefined) return notYet(`"${unknown}" is not one of ${WAYS.join(", ")}.`);
  if (ways.length !== WAYS.length || firstTwice(ways) !== undefined) {
    return notYet(`Each of ${WAYS.join(", ")} has one place in the order.`);
  }
  const held: { way: Way; arenas: number }[] = [];
  for (const way of ways.filter(isWay)) held.push({ way, arenas: await arenasAtEnd(way) });
  const early = held.find(({ arenas }, i) => arenas < (held[i + 1]?.arenas ?? 0));
  if (early === undefined) {
    const figures = held.map(({ way, arenas }) => `${way} ${arenas}`).join(", ");
    return right(`${figures}. What a program holds while it builds decides where the rest lands.`);
  }
  return notYet(HINTS[early.way]);
}

/** Why a way does not end with more than the one after it in the answer. */
const HINTS: Readonly<Record<Way, string>> = {
  "in-place":
    "Not so: which arenas are there to give back when a program compresses a finished tree?",
  direct:
    "direct holds less than the way you put after it. What does it make that does not stay, and what is alive at that moment?",
  "direct-sorted":
    "direct-sorted never makes the nodes that compression would remove. Does the way you put after it?",
};

function isWay(text: string): text is Way {
  return WAYS.some((way) => way === text);
}

async function arenasAtEnd(mode: Way): Promise<number> {
  const { stages } = await runExperiment("trie-compression", {
    python: given.python,
    count: given.wordCount,
    mode,
  });
  return stages.at(-1)?.arenas.current ?? 0;
}
