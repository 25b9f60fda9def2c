/** The stats texts of real processes that the tests read. */
import { readdirSync, readFileSync } from "node:fs";
import { parseMallocStats } from "../../src/stats/text/parse.js";
import type { PymallocText } from "../../src/stats/text/stats-text.js";

const folder = new URL("../data/samples/", import.meta.url);

/** Names of all samples. */
export const SAMPLES = readdirSync(folder).map((file) => file.replace(/\.txt$/, ""));

/** A sample as it was printed. */
export function sample(name: string): string {
  return readFileSync(new URL(`${name}.txt`, folder), "utf8");
}

/** The one complete text of pymalloc in a log. */
export function pymallocText(log: string): PymallocText {
  const [text, ...others] = parseMallocStats(log);
  if (text?.kind !== "pymalloc" || others.length > 0) {
    throw new Error(`expected one text of pymalloc, got ${text?.kind} and ${others.length} more`);
  }
  return text;
}

/** A log up to the line that has some words, without it. */
export function upTo(log: string, words: string): string {
  const lines = log.split("\n");
  const end = lines.findIndex((line) => line.includes(words));
  if (end < 0) throw new Error(`no line has "${words}"`);
  return lines
    .slice(0, end)
    .map((line) => `${line}\n`)
    .join("");
}
