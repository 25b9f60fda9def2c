/**
 * What a notebook's outputs were made with: the library's version, and the day.
 *
 * The record stands in the notebook's metadata. It changes only when the
 * outputs do, so that running a notebook again changes no byte of its file.
 */
import { readFileSync } from "node:fs";
import type { Notebook } from "./notebook-format.js";
import { serialiseNotebook } from "./notebook-format.js";

/** Where the record stands in a notebook's metadata. */
const KEY = "pymalloc-lab";

/** What made a notebook's outputs. */
export interface Provenance {
  /** Version of pymalloc-lab. */
  readonly version: string;
  /** Day on which the outputs became what they are, as `2026-11-22`. */
  readonly date: string;
}

/** What made the outputs now, in this process. */
export function currentProvenance(): Provenance {
  const manifest: { readonly version: string } = JSON.parse(
    readFileSync(new URL("../../../package.json", import.meta.url), "utf8"),
  );
  return { version: manifest.version, date: new Date().toISOString().slice(0, 10) };
}

/** Reads the record of a notebook, if it has one. */
export function provenanceOf({ metadata }: Pick<Notebook, "metadata">): Provenance | undefined {
  const record = metadata[KEY];
  if (typeof record !== "object" || record === null || !("version" in record)) return undefined;
  const { version, date } = record;
  return typeof version === "string" && typeof date === "string" ? { version, date } : undefined;
}

/** Writes the record into a notebook that was run, unless it came out as it was. */
export function withProvenance(before: Notebook, after: Notebook, now: Provenance): Notebook {
  const isUnchanged = serialiseNotebook(before) === serialiseNotebook(after);
  if (isUnchanged && provenanceOf(before) !== undefined) return after;
  return { ...after, metadata: { ...after.metadata, [KEY]: { ...now } } };
}

/** The seeds that a notebook's code names, each once, in their order. */
export function seedsOf({ cells }: Pick<Notebook, "cells">): string[] {
  const code = cells.flatMap((cell) => (cell.cell_type === "code" ? [cell.source] : []));
  const found = code.join("\n").matchAll(/\bseed\b\s*(?::\s*number\s*)?[:=]\s*(\d[\d_]*)/g);
  return [...new Set([...found].map(([, seed = ""]) => seed.replaceAll("_", "")))];
}
