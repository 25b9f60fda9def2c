/**
 * Files to be written together: all of them or none. Everything that could be refused is
 * refused while the plan is made; then each file is written beside its place and renamed.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
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
    return readFileSync(path, "utf8");
  }

  /** Writes everything. */
  write(): void {
    const unfinished = new Map<string, string>();
    try {
      for (const [file, text] of this.#texts) {
        const path = join(this.#root, file);
        const beside = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
        mkdirSync(dirname(path), { recursive: true });
        unfinished.set(beside, path);
        writeFileSync(beside, text);
      }
      for (const [beside, path] of unfinished) renameSync(beside, path);
    } finally {
      for (const beside of unfinished.keys()) rmSync(beside, { force: true });
    }
  }
}
