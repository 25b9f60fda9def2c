/** The recorder's library: built once, by the user's own compiler, for the user's own libc. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { reasonOf } from "../../files/output-place.js";
import { writeWholeFile } from "../../files/whole-file.js";
import { WorkFolder } from "../../files/work-folder.js";
import { UsageError } from "../arguments/usage-error.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const source = join(root, "recorder", "pytrace.c");

/** Digits of a hash in a name: enough to tell all builds apart. */
const HASH_DIGITS = 16;

/**
 * Finds the built library, or builds it. A library that is not whole (the disk was full, the
 * machine stopped) is built again: its name says what is in it.
 *
 * @param environment - for CC, and XDG_CACHE_HOME.
 * @returns its path; it stays there for the next time.
 * @throws {UsageError} when there is no compiler, or it fails.
 */
export function recorderLibrary(environment: NodeJS.ProcessEnv = process.env): string {
  const compiler = environment["CC"]?.trim() || "cc";
  const hash = createHash("sha256").update(readFileSync(source)).update(compiler);
  const stem = `pytrace-${process.arch}-${hash.digest("hex").slice(0, HASH_DIGITS)}`;
  const folder = recorderFolder(environment);
  const cached = cachedLibrary(folder, stem);
  if (cached !== undefined) return cached;
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new UsageError(`no place for the recorder: ${reasonOf(error)}`);
  }
  return compileLibrary(compiler, folder, stem);
}

/**
 * Builds a library into a folder.
 *
 * @param stem - what its name begins with.
 * @throws {UsageError} when the compiler fails, or makes something else.
 */
export function compileLibrary(compiler: string, folder: string, stem: string): string {
  const workshop = new WorkFolder(folder);
  try {
    const unfinished = join(workshop.path, "pytrace.so");
    compile(compiler, unfinished);
    const content = readFileSync(unfinished);
    const library = join(folder, nameOf(stem, content));
    writeWholeFile(library, content);
    return library;
  } finally {
    workshop.remove();
  }
}

/** The library of an earlier run, if its content is still what its name says. */
export function cachedLibrary(folder: string, stem: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${stem}-`)) continue;
    const library = join(folder, name);
    const isFile = statSync(library, { throwIfNoEntry: false })?.isFile() ?? false;
    if (isFile && nameOf(stem, readFileSync(library)) === name) return library;
  }
  return undefined;
}

function nameOf(stem: string, content: Uint8Array): string {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, HASH_DIGITS);
  return `${stem}-${hash}.so`;
}

/** A checkout's own `.cache`, or the user's: an installed package may not be writable. */
export function recorderFolder(environment: NodeJS.ProcessEnv): string {
  if (existsSync(join(root, ".git"))) return join(root, ".cache", "recorder");
  const cache = environment["XDG_CACHE_HOME"] || join(homedir(), ".cache");
  return join(cache, "pymalloc-lab");
}

function compile(compiler: string, library: string): void {
  // CC may carry options, as in "gcc -m64".
  const [command = "cc", ...options] = compiler.split(/\s+/);
  const flags = ["-std=gnu11", "-O2", "-shared", "-fPIC", "-o", library, source];
  const { error, status, stderr } = spawnSync(
    command,
    [...options, ...flags, "-ldl", "-lpthread"],
    { encoding: "utf8" },
  );
  if (error !== undefined) {
    throw new UsageError(
      `recording needs a C compiler, once: cannot run "${command}" (${error.message}); install one (Debian: gcc and libc6-dev), or name yours in CC`,
    );
  }
  if (status !== 0) {
    throw new UsageError(`"${command}" could not build the recorder:\n${stderr.trim()}`);
  }
  assertLibrary(command, library);
}

/** What begins an ELF file: the mark, and that it is of 64 bits. */
const ELF_64 = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2]);

/** Place and value of its kind: a library that is loaded, not a program. */
const KIND_OFFSET = 16;
const SHARED_LIBRARY = 3;

/** A compiler that ends well may have made nothing, or something for another machine. */
function assertLibrary(command: string, library: string): void {
  const content = existsSync(library) ? readFileSync(library) : Buffer.alloc(0);
  const isElf = content.subarray(0, ELF_64.length).equals(ELF_64);
  if (isElf && content[KIND_OFFSET] === SHARED_LIBRARY) return;
  const what = content.length === 0 ? "made nothing" : "made no library of 64 bits";
  throw new UsageError(`"${command}" ended well but ${what}; name a C compiler in CC`);
}
