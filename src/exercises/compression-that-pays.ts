/** Notebook 7: words for which compression does give arenas back. */
import type { ExperimentResult } from "../experiments/experiment.js";
import { runExperiment } from "../experiments/run-experiment.js";
import { type Exercise, NotAnAnswer, notYet, type Outcome, right } from "./exercise.js";
import { counted, firstTwice, readTexts } from "./read-answer.js";

const given = { python: "3.11", lettersAtMost: 12_000 } as const;
const AT_MOST = given.lettersAtMost.toLocaleString("en-GB");

export const compressionThatPays: Exercise = {
  id: "compression-that-pays",
  title: "Make compression pay",
  kind: "build",
  notebook: 7,
  given,
  task: [
    "On English words compression gave no arena back. **Make words on which it does.** They may be anything, in any order.",
    `The check builds their tree on the model of Python ${given.python}, with \`__slots__\`, and compresses it in place. Keep to ${AT_MOST} letters in all.`,
  ].join("\n\n"),
  starter: [
    "const answer: string[] = [];",
    'for (let i = 0; i < 500; i++) answer.push("word" + i);',
  ].join("\n"),
  check,
};

async function check(answer: unknown): Promise<Outcome> {
  const words = readTexts(answer, "words");
  if (words.length === 0) return notYet("Without words there is no tree.");
  if (words.includes(""))
    return notYet("The empty text ends at the root. Take words with letters.");
  const twice = firstTwice(words);
  if (twice !== undefined)
    return notYet(`"${twice.slice(0, 20)}" is in the list twice; a tree holds it once.`);
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  if (letters > given.lettersAtMost) {
    return notYet(`The words have ${counted(letters, "letter")}; keep to ${AT_MOST}.`);
  }
  const { stages, nodeCounts } = await compressed(words);
  const [startup = 0, built = 0, after = 0] = stages.map(({ arenas }) => arenas.current);
  if (after < built) {
    return right(
      `${built} arenas before, ${after} after. A chain that is longer than an arena has room for leaves an arena without a survivor.`,
    );
  }
  const { built: nodes = 0, compressed: left = 0 } = nodeCounts ?? {};
  if (nodes === left)
    return notYet("Compression removes nothing from this tree: it has no chains.");
  if (built <= startup + 1) {
    return notYet(
      `The tree of ${counted(nodes, "node")} hardly fills an arena beside those of start-up. There must be one to give back.`,
    );
  }
  return notYet(
    `${counted(nodes - left, "node")} of ${nodes} went, but every arena has one of the ${left} that stay. How far apart do they lie, and how far apart would they have to?`,
  );
}

async function compressed(words: readonly string[]): Promise<ExperimentResult> {
  try {
    return await runExperiment("trie-compression", { python: given.python, words });
  } catch (error) {
    // A node with more children than dicts were measured for.
    if (error instanceof RangeError)
      throw new NotAnAnswer(`The model cannot run this: ${error.message}.`);
    throw error;
  }
}
