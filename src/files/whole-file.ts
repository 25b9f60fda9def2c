/**
 * The one way in which a file is written: whole, or not at all.
 *
 * A regular file is written beside its place, brought to the disk, and renamed, with the mode
 * and the owner that the old one had. Where a rename would take something away (another name
 * of the file, an owner that may not be given), the finished content is copied into the old
 * file instead, and the old content put back if that fails. A stop at any moment leaves the
 * old file or the new one; what is then left unfinished, the next run clears. Extended
 * attributes and access lists are not kept: Node cannot read them.
 */
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { clearLeftovers, unfinishedName } from "./leftovers.js";
import { FileRefusal, type OutputPlace, outputPlace } from "./output-place.js";
import { type Content, openStream, refusing, writeAll } from "./write-all.js";

/** Only the owner may read a file before it has the mode of the one that it replaces. */
const PRIVATE = 0o600;

const MODE_BITS = 0o7777;

/**
 * Writes a file.
 *
 * @param path - where: see {@link outputPlace} for what is refused.
 * @throws {FileRefusal} when it may not be written, or the disk is full; it is as it was.
 */
export function writeWholeFile(path: string, content: Content): void {
  writeFilesTogether([[path, content]]);
}

/**
 * Writes several files: each is finished before the first gets its name.
 *
 * @throws {FileRefusal} when one cannot be written; all are as they were.
 */
export function writeFilesTogether(files: readonly (readonly [string, Content])[]): void {
  const begun: WholeFile[] = [];
  try {
    for (const [path, content] of files) {
      const file = new WholeFile(path);
      begun.push(file);
      file.write(content);
    }
    for (const file of begun) file.finish();
    for (const file of begun) file.keep();
  } finally {
    for (const file of begun) file.drop();
  }
}

/** A file that is written piece by piece, and has its name only when it is kept. */
export class WholeFile {
  readonly #named: string;
  readonly #place: OutputPlace;
  /** The file beside its place; nothing for a stream. */
  readonly #unfinished: string | undefined;
  #descriptor: number | undefined;

  /**
   * Begins a file; nothing is seen of it yet.
   *
   * @throws {FileRefusal} when it may not be written.
   */
  constructor(path: string) {
    this.#named = path;
    this.#place = outputPlace(path);
    if (this.#place.kind === "descriptor") {
      this.#descriptor = this.#place.descriptor;
    } else if (this.#place.kind === "stream") {
      this.#descriptor = openStream(path, this.#place.path);
    } else {
      const folder = dirname(this.#place.path);
      clearLeftovers(folder);
      this.#unfinished = join(folder, unfinishedName());
      this.#descriptor = this.#attempt(() => this.#begin(this.#unfinished ?? ""));
    }
  }

  /** Adds to it. */
  write(content: Content): void {
    writeAll(this.#open(), content, this.#named);
  }

  /** Brings it to the disk, with the mode and the owner it is to have. */
  finish(): void {
    if (this.#unfinished !== undefined) this.#attempt(() => fsyncSync(this.#open()));
  }

  /** Gives it its name. Call {@link finish} before. */
  keep(): void {
    const place = this.#place;
    const unfinished = this.#unfinished;
    if (unfinished === undefined || place.kind === "stream" || place.kind === "descriptor") return;
    this.#attempt(() => {
      assertSamePlace(this.#named, place);
      if (place.kind === "file" && !takesPlaceOf(this.#open(), place.stats)) {
        overwrite(place.path, readFileSync(unfinished));
      } else {
        renameSync(unfinished, place.path);
        syncFolder(dirname(place.path));
      }
    });
  }

  /** Closes it, and removes what is not kept. */
  drop(): void {
    if (this.#descriptor !== undefined && this.#place.kind !== "descriptor") {
      closeSync(this.#descriptor);
    }
    this.#descriptor = undefined;
    if (this.#unfinished !== undefined) rmSync(this.#unfinished, { force: true });
  }

  #begin(unfinished: string): number {
    const isNew = this.#place.kind === "new";
    // "wx": what is there under this name, a link for example, is not ours.
    return isNew ? openSync(unfinished, "wx") : openSync(unfinished, "wx", PRIVATE);
  }

  #open(): number {
    if (this.#descriptor === undefined) throw new Error(`${this.#named} is closed already`);
    return this.#descriptor;
  }

  #attempt<T>(task: () => T): T {
    return refusing(this.#named, task);
  }
}

/** A minute may have passed since the place was looked at: somebody may have put another thing there. */
function assertSamePlace(named: string, place: OutputPlace): void {
  const now = outputPlace(named);
  const isSame = "path" in place && "path" in now && place.path === now.path;
  if (isSame && (now.kind === "new" || now.kind === "file")) return;
  throw new FileRefusal(`cannot write ${named}: meanwhile it has become another thing`);
}

/** Gives a new file the mode and owner of the old one; answers whether a rename keeps all else. */
function takesPlaceOf(descriptor: number, old: Stats): boolean {
  if (old.nlink > 1) return false;
  const { uid, gid } = fstatSync(descriptor);
  try {
    if (uid !== old.uid || gid !== old.gid) fchownSync(descriptor, old.uid, old.gid);
    fchmodSync(descriptor, old.mode & MODE_BITS);
    return true;
  } catch {
    return false;
  }
}

/** Puts a content into a file that stays the same file. */
function overwrite(path: string, content: Uint8Array): void {
  const before = readFileSync(path);
  const descriptor = openSync(path, "r+");
  try {
    put(descriptor, content);
  } catch (error) {
    // There was room for it before.
    put(descriptor, before);
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

function put(descriptor: number, content: Uint8Array): void {
  for (let at = 0; at < content.length; ) {
    at += writeSync(descriptor, content, at, content.length - at, at);
  }
  ftruncateSync(descriptor, content.length);
  fsyncSync(descriptor);
}

/** A rename is on the disk when its folder is; where folders cannot be opened it is so anyway. */
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, "r");
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // Windows.
  }
}
