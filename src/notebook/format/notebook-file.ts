/**
 * Notebooks on disk: read whole, written whole or not at all.
 */
import { readTextFile, writeTextFile } from "../../files/text-file.js";
import { type Notebook, serialiseNotebook } from "./notebook-format.js";
import { parseNotebook } from "./parse-notebook.js";

/** Largest notebook that is read, in bytes. */
const MOST_NOTEBOOK_BYTES = 256 * 2 ** 20;

/**
 * Reads a notebook file.
 *
 * @throws {NotebookFormatError} when it is not a notebook.
 * @throws {FileRefusal} when it is larger than 256 MiB, or not UTF-8.
 */
export function readNotebookFile(file: string): Notebook {
  return parseNotebook(readTextFile(file, MOST_NOTEBOOK_BYTES), file);
}

/**
 * Writes a notebook file, unless its bytes are the same already. A reader sees
 * the old file or the new one, never a part.
 *
 * @returns whether the file was written.
 * @throws {FileRefusal} when it may not be written; the file is as it was.
 */
export function writeNotebookFile(file: string, notebook: Notebook): boolean {
  return writeTextFile(file, serialiseNotebook(notebook));
}
