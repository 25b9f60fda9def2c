/** Notebook 7: a trie that path compression leaves as it is. */
import { compress } from "../trie/compress.js";
import { Trie } from "../trie/trie.js";
import { type Exercise, notYet, type Outcome, right } from "./exercise.js";
import { counted, firstTwice, readTexts } from "./read-answer.js";

const given = { wordCount: 5, longest: 4 } as const;

export const nothingToCompress: Exercise = {
  id: "nothing-to-compress",
  title: "Leave nothing to compress",
  kind: "change",
  notebook: 7,
  given,
  task: `Change the words so that compression removes **no node at all**. Let there be ${given.wordCount} words, and one of ${given.longest} letters or more.`,
  starter: 'const answer = ["dart", "dance", "dancer", "danger", "dan"];',
  check,
};

function check(answer: unknown): Outcome {
  const words = readTexts(answer, "words");
  if (words.length !== given.wordCount) {
    return notYet(`${given.wordCount} words are asked for, and the list has ${words.length}.`);
  }
  const twice = firstTwice(words);
  if (twice !== undefined) return notYet(`"${twice}" is in the list twice.`);
  const longest = Math.max(...words.map((word) => word.length));
  if (longest < given.longest) {
    return notYet(
      `The longest has ${counted(longest, "letter")}; let one have ${given.longest}, or it is too easy.`,
    );
  }
  if (words.includes(""))
    return notYet("The empty text ends at the root. Take words with letters.");
  const merges = compress(new Trie(words));
  const [first] = merges;
  if (first === undefined) {
    return right("Every node is needed: a word ends at it, or the way forks there.");
  }
  return notYet(
    `${counted(merges.length, "node")} went. The first chain becomes "${first.label}": nothing forks in it, and no word ends before its last letter.`,
  );
}
