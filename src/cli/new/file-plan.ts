/**
 * Files to be written together: all of them or none. Everything that could be refused is
 * refused while the plan is made; then each file is finished before the first gets its name.
 */

import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { readTextFile } from "../../files/text-file.js";
import { writeFilesTogether } from "../../files/whole-file.js";
import { UsageError } from "../arguments/usage-error.js";

/** Changes to a project's files, not yet made. */
export class FilePlan {
  readonly #root: string;
  readonly #texts = new Map<string, string>();

  /** @param root - the project's folder. */
  constructor(root: string) {
    this.#root = root;
  }

  /** Paths that will be written, relative to the project. */
  get files(): string[] {
    return [...this.#texts.keys()];
  }

  /**
   * Plans a new file.
   *
   * @throws {UsageError} when it is there already.
   */
  add(file: string, text: string): void {
    if (this.#texts.has(file) || existsSync(join(this.#root, file))) {
      throw new UsageError(`${file} is there already; nothing was written`);
    }
    this.#texts.set(file, text);
  }

  /**
   * Plans a change of a file: `text` goes in before what `place` finds first.
   *
   * @throws {UsageError} when the file is missing or has no such place.
   */
  insert(file: string, place: RegExp, text: string): void {
    const before = this.read(file);
    const at = before.search(place);
    if (at < 0) {
      throw new UsageError(
        `${file} does not look as it should: ${place} is not in it; nothing was written`,
      );
    }
    this.#texts.set(file, before.slice(0, at) + text + before.slice(at));
  }

  /** The text of a file as the plan would leave it. */
  read(file: string): string {
    const planned = this.#texts.get(file);
    if (planned !== undefined) return planned;
    const path = join(this.#root, file);
    if (!existsSync(path)) throw new UsageError(`there is no ${file}; nothing was written`);
    return readTextFile(path);
  }

  /** Writes everything. */
  write(): void {
    const files = [...this.#texts].map(([file, text]): [string, string] => [
      join(this.#root, file),
      text,
    ]);
    for (const [path] of files) mkdirSync(dirname(path), { recursive: true });
    writeFilesTogether(files);
  }
}
