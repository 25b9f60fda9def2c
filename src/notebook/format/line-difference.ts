/** Two texts, line by line: what went and what came. */
import { diffArrays } from "diff";

/** A line that only one of the texts has; `-` for the first, `+` for the second. */
export type ChangedLine = `${"-" | "+"}${string}`;

/**
 * Finds the lines that differ, as few as possible.
 *
 * @example
 * differentLines("a\nb\nc", "a\nB\nc"); // => ["-b", "+B"]
 */
export function differentLines(before: string, after: string): ChangedLine[] {
  return diffArrays(before.split("\n"), after.split("\n")).flatMap(({ added, removed, value }) =>
    added ? value.map(came) : removed ? value.map(went) : [],
  );
}

const came = (line: string): ChangedLine => `+${line}`;
const went = (line: string): ChangedLine => `-${line}`;
