/** Folders of a process's own, which go when it ends and, if it was killed, with the next. */
import { mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clearLeftovers, unfinishedName } from "./leftovers.js";

/** Only this user may look into it: connection keys and recordings are nobody else's. */
const PRIVATE = 0o700;

const kept = new Set<string>();

/** A folder that nobody but this user may enter. */
export class WorkFolder {
  readonly path: string;

  /**
   * Makes the folder, after clearing what ended processes left beside it.
   *
   * @param parent - where it is made.
   * @throws {Error} of the system, when it cannot be made there.
   */
  constructor(parent = tmpdir()) {
    clearLeftovers(parent);
    this.path = join(parent, unfinishedName());
    mkdirSync(this.path, { mode: PRIVATE });
    if (kept.size === 0) process.on("exit", removeKept);
    kept.add(this.path);
  }

  /** Removes it with what is in it. */
  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
    kept.delete(this.path);
    if (kept.size === 0) process.off("exit", removeKept);
  }
}

function removeKept(): void {
  for (const path of kept) rmSync(path, { recursive: true, force: true });
}
