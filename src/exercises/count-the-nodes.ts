/** Notebook 6: how many nodes some words share. */
import { Trie } from "../trie/trie.js";
import { type Exercise, notYet, type Outcome, right } from "./exercise.js";
import { readNumber } from "./read-answer.js";

const words = ["arena", "arenas", "area", "pool", "pools", "poor"] as const;
const given = { words };

export const countTheNodes: Exercise = {
  id: "count-the-nodes",
  title: "How many nodes?",
  kind: "predict",
  notebook: 6,
  given,
  task: `Draw the tree of *${words.join(", ")}* on paper. **How many nodes does it have, the root among them?**`,
  starter: "const answer = 29;",
  check,
};

function check(answer: unknown): Outcome {
  const nodes = readNumber(answer, "of nodes");
  const { nodeCount } = new Trie(words);
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  if (nodes === nodeCount) {
    return right(`${nodeCount}: ${letters} letters, and one root, in so few nodes.`);
  }
  if (nodes === letters || nodes === letters + 1) {
    return notYet(
      `The words have ${letters} letters. Words that begin alike go the first steps together.`,
    );
  }
  if (nodes === nodeCount - 1) return notYet("Almost: the root is a node too.");
  if (nodes === words.length || nodes === words.length + 1) {
    return notYet(
      "That counts words. A node is a letter on the way, whether or not a word ends there.",
    );
  }
  return notYet(
    nodes > nodeCount
      ? "Too many. Which letters do two words share from their beginning on?"
      : "Too few. Where two words part, each continues in nodes of its own.",
  );
}
