/** The program that makes a plan's requests: built once, by the user's own compilers. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { reasonOf } from "../../files/output-place.js";
import { WorkFolder } from "../../files/work-folder.js";
import { UsageError } from "../arguments/usage-error.js";
import { recorderFolder } from "../record/recorder-library.js";

const source = fileURLToPath(new URL("../../../recorder/lineup.c", import.meta.url));

/** Digits of a hash in a name: enough to tell all builds apart. */
const HASH_DIGITS = 16;

/** For which libc a program is built. */
export type ReplayerLibc = "system" | "musl";

/**
 * Finds the built program, or builds it.
 *
 * @param environment - for CC, and XDG_CACHE_HOME.
 * @returns its path; it stays there for the next time.
 * @throws {UsageError} when there is no compiler, or it fails.
 */
export function replayerProgram(
  libc: ReplayerLibc,
  environment: NodeJS.ProcessEnv = process.env,
): string {
  const compiler = libc === "musl" ? "musl-gcc" : environment["CC"]?.trim() || "cc";
  const hash = createHash("sha256").update(readFileSync(source)).update(compiler);
  const name = `lineup-${process.arch}-${libc}-${hash.digest("hex").slice(0, HASH_DIGITS)}`;
  const folder = recorderFolder(environment);
  const program = join(folder, name);
  if (existsSync(program)) return program;
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new UsageError(`no place for the lineup's program: ${reasonOf(error)}`);
  }
  const workshop = new WorkFolder(folder);
  try {
    const unfinished = join(workshop.path, name);
    compile(compiler, libc, unfinished);
    // In one step: whoever finds it finds it whole.
    renameSync(unfinished, program);
    return program;
  } finally {
    workshop.remove();
  }
}

/** Whether a command is there and answers. */
export function hasCommand(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: "ignore" }).error === undefined;
}

function compile(compiler: string, libc: ReplayerLibc, program: string): void {
  // CC may carry options, as in "gcc -m64".
  const [command = "cc", ...options] = compiler.split(/\s+/);
  const forLibc = libc === "musl" ? ["-static", "-DLINEUP_STATIC"] : [];
  const flags = ["-std=gnu11", "-O2", ...forLibc, "-o", program, source];
  const libraries = libc === "musl" ? [] : ["-ldl"];
  const { error, status, stderr } = spawnSync(command, [...options, ...flags, ...libraries], {
    encoding: "utf8",
  });
  if (error !== undefined) {
    const where = libc === "musl" ? "Debian: musl-tools" : "Debian: gcc and libc6-dev";
    throw new UsageError(
      `a lineup needs a C compiler, once: cannot run "${command}" (${error.message}); install one (${where})${libc === "musl" ? "" : ", or name yours in CC"}`,
    );
  }
  if (status !== 0 || !existsSync(program)) {
    throw new UsageError(`"${command}" could not build the lineup's program:\n${stderr.trim()}`);
  }
}
