/** Names of new experiments and lessons, and what is made of them. */
import { EXERCISES } from "../../doors/exercises.js";
import { EXPERIMENTS } from "../../doors/experiments.js";
import { UsageError } from "../arguments/usage-error.js";

/** Longest name: it becomes a cell's id, which has 64 characters at most. */
const MOST_CHARACTERS = 40;

/** Names that say nothing of what is in the file. */
const EMPTY_NAMES = ["utils", "helpers", "common", "types", "index", "misc"];

/** A name in the forms in which it is written. */
export interface NewName {
  /** As given: "tea-time". */
  readonly kebab: string;
  /** As a constant of TypeScript: "teaTime". */
  readonly camel: string;
  /** As a title: "Tea time". */
  readonly title: string;
}

/**
 * Reads a name.
 *
 * @throws {UsageError} when it is not a name, or one that is taken; the message says why.
 */
export function readNewName(given: string): NewName {
  const refuse = (why: string) => new UsageError(`"${given}" cannot be its name: ${why}`);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(given)) {
    throw refuse('a name is of small letters and digits with single hyphens, such as "tea-time"');
  }
  if (given.length > MOST_CHARACTERS) {
    throw refuse(`it has ${given.length} characters, and ${MOST_CHARACTERS} are the most`);
  }
  if (EMPTY_NAMES.includes(given)) throw refuse("it says nothing of what is in it");
  if (EXPERIMENTS.some(({ name }) => name === given)) throw refuse("an experiment has it");
  if (EXERCISES.some(({ id }) => id === given || id === `${given}-arenas`)) {
    throw refuse("an exercise has it");
  }
  const camel = given.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  if (!canBeDeclared(camel)) throw refuse(`${camel} is a word of the language`);
  const words = given.replaceAll("-", " ");
  return { kebab: given, camel, title: words.charAt(0).toUpperCase() + words.slice(1) };
}

function canBeDeclared(identifier: string): boolean {
  if (identifier === "await") return false;
  try {
    new Function(`"use strict"; const ${identifier} = 0;`);
    return true;
  } catch {
    return false;
  }
}
