/**
 * Notebooks on disk: read whole, written whole or not at all.
 */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Notebook, serialiseNotebook } from "./notebook-format.js";
import { parseNotebook } from "./parse-notebook.js";

/**
 * Reads a notebook file.
 *
 * @throws {NotebookFormatError} when it is no notebook.
 */
export function readNotebookFile(file: string): Notebook {
  return parseNotebook(readFileSync(file, "utf8"), file);
}

/**
 * Writes a notebook file, unless its bytes are the same already. A reader sees
 * the old file or the new one, never a part.
 *
 * @returns whether the file was written.
 */
export function writeNotebookFile(file: string, notebook: Notebook): boolean {
  return writeTextFile(file, serialiseNotebook(notebook));
}

/** Writes a text in the same way; answers whether the file was written. */
export function writeTextFile(file: string, text: string): boolean {
  if (existsSync(file) && readFileSync(file, "utf8") === text) return false;
  const unfinished = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
  try {
    writeFileSync(unfinished, text);
    renameSync(unfinished, file);
  } finally {
    rmSync(unfinished, { force: true });
  }
  return true;
}
