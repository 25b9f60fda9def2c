/** Notebook 6: words that a trie has room for already. */
import { Trie } from "../trie/trie.js";
import { type Exercise, notYet, type Outcome, right } from "./exercise.js";
import { counted, firstTwice, readTexts } from "./read-answer.js";

const given = { words: ["dart", "dance", "dancer", "danger"], newWords: 3 } as const;

export const noNewNode: Exercise = {
  id: "no-new-node",
  title: "Words for nothing",
  kind: "change",
  notebook: 6,
  given,
  task: `Add three words to the tree of *${given.words.join(", ")}* so that it has **not one node more**. They need not be in a dictionary.`,
  starter: 'const answer = ["dancing", "dark", "den"];',
  check,
};

function check(answer: unknown): Outcome {
  const words = readTexts(answer, "words");
  if (words.length !== given.newWords) {
    return notYet(`${given.newWords} words are asked for, and the list has ${words.length}.`);
  }
  const twice = firstTwice(words);
  if (twice !== undefined) return notYet(`"${twice}" is in the list twice.`);
  const trie = new Trie(given.words);
  const before = trie.nodeCount;
  for (const word of words) {
    if (word === "") return notYet("The empty text ends at the root. Take words with letters.");
    if (trie.has(word)) return notYet(`"${word}" is in the tree already.`);
    trie.add(word);
    const added = trie.nodeCount - before;
    if (added > 0) {
      return notYet(
        `"${word}" needs ${counted(added, "new node")}. Up to which letter does the tree know it?`,
      );
    }
  }
  return right(
    "Each of them is the beginning of a word that was there. All it takes is the mark that a word ends here.",
  );
}
