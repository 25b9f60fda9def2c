/** Where a text on the page comes from, and what is read out of it. */
import type { StatsText } from "pymalloc-lab/stats";

/** A real text, to look at with a click. */
export interface Sample {
  /** Name of the file among the project's test data, without its ending. */
  readonly file: string;
  readonly name: string;
  /** What the process was doing, as a sentence without its stop. */
  readonly about: string;
  readonly text: string;
}

/** What the reader gave. */
export type Source =
  | { readonly kind: "sample"; readonly sample: Sample }
  | { readonly kind: "pasted"; readonly text: string }
  | { readonly kind: "file"; readonly name: string; readonly text: string };

/** The text of a source. */
export function textOf(source: Source): string {
  return source.kind === "sample" ? source.sample.text : source.text;
}

/** Longest text, in characters, that is read at once; a longer one takes more than a frame or two. */
export const LONGEST_AT_ONCE = 250_000;

/** Longest text of a file that is shown in the field. */
export const LONGEST_SHOWN = 100_000;

/** Answer of the worker that reads long logs. */
export interface LogRead {
  readonly texts: readonly StatsText[];
}

/** Says what was given that no text was found in: its first lines. */
export function firstLines(text: string): readonly string[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.slice(0, 3).map((line) => line.trimEnd().slice(0, 100));
}
