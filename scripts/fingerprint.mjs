// Tells whether a step's inputs changed since it last succeeded. The marks live in
// .cache/, beside nothing that is committed.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const marks = join(root, ".cache/steps");

/**
 * Hash of every file in the given files and folders, names included.
 * @param {readonly string[]} paths - relative to the repository; one that is missing counts as empty.
 * @param {(path: string, text: Buffer) => string | Buffer} [read] - what of a file counts.
 */
export function fingerprint(paths, read = (_, text) => text) {
  const hash = createHash("sha256");
  for (const path of paths) {
    for (const file of filesBelow(path)) {
      hash.update(`${file}\0`).update(read(file, readFileSync(join(root, file))));
    }
  }
  return hash.digest("hex");
}

/**
 * Runs a step unless its inputs are as they were when it last succeeded.
 * @param {string} name - names the mark.
 * @param {string} print - fingerprint of the inputs.
 * @param {string} output - a file the step makes; the step runs where it is missing.
 * @param {() => boolean | Promise<boolean>} step - returns whether it succeeded.
 * @returns {Promise<"done" | "unchanged" | "failed">}
 */
export async function unlessUnchanged(name, print, output, step) {
  const mark = join(marks, name);
  if (readOr(mark, "") === print && existsSync(join(root, output))) return "unchanged";
  if (!(await step())) return "failed";
  mkdirSync(dirname(mark), { recursive: true });
  writeFileSync(mark, print);
  return "done";
}

/** @param {string} path @returns {string[]} */
function filesBelow(path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (stat.isFile()) return [path];
  return readdirSync(join(root, path), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

/** @param {string} file @param {string} otherwise */
function readOr(file, otherwise) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return otherwise;
  }
}
