/** What was chosen, as the answer that one would type. */
import type { Choosing } from "pymalloc-lab/exercises";

/** What is chosen so far: numbers of blocks or of groups, or texts, in the order of choosing. */
export type Chosen = readonly (string | number)[];

/** What a page begins with: an order is always one, the rest is empty. */
export function nothingChosen(choosing: Choosing): Chosen {
  return choosing.kind === "order" ? choosing.options : [];
}

/** The answer to an exercise, or undefined while nothing is chosen. */
export function chosenAnswer(choosing: Choosing, chosen: Chosen): unknown {
  if (chosen.length === 0) return undefined;
  switch (choosing.kind) {
    case "blocks":
      return chosen.map(Number).sort((a, b) => a - b);
    case "groups":
      return choosing.groups
        .filter((_, index) => chosen.includes(index))
        .flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));
    case "several":
      return choosing.options.filter((option) => chosen.includes(option));
    case "one":
      return chosen.at(-1);
    case "order":
      return chosen;
  }
}

/** The answer as one would type it; undefined where that would be too long to read. */
export function typedWords(choosing: Choosing, chosen: Chosen): string | undefined {
  const answer = chosenAnswer(choosing, chosen);
  if (choosing.kind === "groups" || answer === undefined) return undefined;
  return `answer = ${JSON.stringify(answer).replaceAll(",", ", ")}`;
}
