/**
 * What a path that is to be written stands for. A regular file is replaced; what is not one
 * is never replaced, only written to where that means something, or refused by name.
 */
import {
  accessSync,
  constants,
  lstatSync,
  readlinkSync,
  realpathSync,
  type Stats,
  statSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/** A path that is not written, or a file that is not read; the message says why. */
export class FileRefusal extends Error {
  override readonly name = "FileRefusal";
}

/** Where an output goes. */
export type OutputPlace =
  /** A file that is not there yet. */
  | { readonly kind: "new"; readonly path: string }
  /** A regular file, by its own path: symbolic links are followed. */
  | { readonly kind: "file"; readonly path: string; readonly stats: Stats }
  /** A character device or a pipe: written to, and nothing is kept of an earlier content. */
  | { readonly kind: "stream"; readonly path: string }
  /** An open descriptor of this process, as /dev/stdout is. */
  | { readonly kind: "descriptor"; readonly descriptor: number };

/** As many links as Linux follows. */
const LINK_LIMIT = 40;

/** Any of the three rights to write. */
const WRITE_BITS = 0o222;

const OWN_DESCRIPTOR = new RegExp(`^/(?:dev|proc/(?:self|${process.pid}))/fd/(\\d+)$`);

/**
 * Finds what a path stands for, and refuses one that is sure not to be written: call it
 * before any work is done for the output.
 *
 * @param path - as the user gave it.
 * @throws {FileRefusal} for a folder, a block device, a socket, a file that is read-only (for
 *   root, too), a place in a folder that is not there or may not be written, and links that
 *   lead nowhere.
 */
export function outputPlace(path: string): OutputPlace {
  const refuse = (why: string): never => {
    throw new FileRefusal(`cannot write ${path}: ${why}`);
  };
  if (path === "") throw new FileRefusal("cannot write a file without a name");
  const followed = followLinks(path, refuse);
  if (typeof followed === "number") return { kind: "descriptor", descriptor: followed };
  const stats = statOf(followed, refuse);
  if (stats === undefined) {
    if (/[/\\]$/.test(path)) refuse("its name is a folder's");
    assertFolder(followed, refuse);
    return { kind: "new", path: followed };
  }
  if (stats.isFile()) {
    assertReplaceable(followed, stats, refuse);
    return { kind: "file", path: followed, stats };
  }
  if (stats.isFIFO() || stats.isCharacterDevice()) return { kind: "stream", path: followed };
  return refuse(`it is ${nameOf(stats)}`);
}

type Refuse = (why: string) => never;

/** The path behind all links, or the number of a descriptor of this process. */
function followLinks(path: string, refuse: Refuse): string | number {
  let at = resolve(path);
  for (let links = 0; links <= LINK_LIMIT; links++) {
    const own = at.match(OWN_DESCRIPTOR)?.[1];
    if (own !== undefined) return Number(own);
    if (!lstatOf(at, refuse)?.isSymbolicLink()) return inRealFolder(at);
    at = resolve(dirname(at), readlinkSync(at));
  }
  return refuse("its symbolic links lead in a circle");
}

/** Links among the folders are followed too: what lies beside a file lies on its disk. */
function inRealFolder(path: string): string {
  try {
    return join(realpathSync(dirname(path)), basename(path));
  } catch {
    return path;
  }
}

function lstatOf(path: string, refuse: Refuse): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // A file stands where a folder should: said when the folder is looked at.
    if (codeOf(error) === "ENOTDIR") return undefined;
    return refuse(reasonOf(error));
  }
}

function statOf(path: string, refuse: Refuse): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (codeOf(error) === "ENOTDIR") return undefined;
    return refuse(reasonOf(error));
  }
}

function assertFolder(path: string, refuse: Refuse): void {
  const folder = dirname(path);
  const stats = statOf(folder, refuse);
  if (stats === undefined) refuse(`there is no folder ${folder}`);
  if (stats?.isDirectory() === false) refuse(`${folder} is not a folder`);
  assertAllowed(folder, `the folder ${folder} may not be written`, refuse);
}

function assertReplaceable(path: string, { mode }: Stats, refuse: Refuse): void {
  if ((mode & WRITE_BITS) === 0) refuse("it is read-only; chmod u+w lets it be written");
  assertAllowed(path, "it may not be written by this user", refuse);
  assertFolder(path, refuse);
}

function assertAllowed(path: string, why: string, refuse: Refuse): void {
  try {
    accessSync(path, constants.W_OK);
  } catch (error) {
    refuse(`${why} (${codeOf(error)})`);
  }
}

function nameOf(stats: Stats): string {
  if (stats.isDirectory()) return "a folder";
  if (stats.isBlockDevice()) return "a block device (a disk)";
  if (stats.isSocket()) return "a socket";
  return "neither a file nor a pipe";
}

/** The system's code of an error: "ENOSPC"; empty where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** What an error says. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
