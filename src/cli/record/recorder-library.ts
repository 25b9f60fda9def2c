/** The recorder's library: built once, by the user's own compiler, for the user's own libc. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { UsageError } from "../arguments/usage-error.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const source = join(root, "recorder", "pytrace.c");

/**
 * Finds the built library, or builds it.
 *
 * @param environment - for CC, and XDG_CACHE_HOME.
 * @returns its path; it stays there for the next time.
 * @throws {UsageError} when there is no compiler, or it fails.
 */
export function recorderLibrary(environment: NodeJS.ProcessEnv = process.env): string {
  const compiler = environment["CC"]?.trim() || "cc";
  const hash = createHash("sha256").update(readFileSync(source)).update(compiler);
  const name = `pytrace-${process.arch}-${hash.digest("hex").slice(0, 16)}.so`;
  const folder = cacheFolder(environment);
  const library = join(folder, name);
  if (existsSync(library)) return library;
  const unfinished = join(folder, `${process.pid}-${name}`);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new UsageError(
      `no place for the recorder: ${error instanceof Error ? error.message : error}`,
    );
  }
  try {
    compile(compiler, unfinished);
    renameSync(unfinished, library);
  } finally {
    rmSync(unfinished, { force: true });
  }
  return library;
}

/** A checkout's own `.cache`, or the user's: an installed package may not be writable. */
function cacheFolder(environment: NodeJS.ProcessEnv): string {
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
}
