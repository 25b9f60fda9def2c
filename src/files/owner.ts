/**
 * Who owns a file that is not finished: a process, told from a later one of the same number.
 *
 * An owner is a text that fits into a file's name: process number, start time, and the place
 * where such numbers mean something (one machine, since it was started, and one container).
 */
import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** What is known of an owner: "elsewhere" is another machine, container or start of this one. */
export type OwnerState = "running" | "gone" | "elsewhere";

/** Matches an owner, as {@link ownOwner} writes it. */
export const OWNER_PATTERN = /\d+-\d+-[0-9a-f]{8}/;

/** Digits of the hash that stands for a place. */
const PLACE_DIGITS = 8;

/** Place of the process's start time among the fields that follow its name in /proc/PID/stat. */
const STATE_FIELD = 0;
const START_FIELD = 19;

/** This process as an owner. */
export function ownOwner(): string {
  return `${process.pid}-${processOf(process.pid)?.start ?? "0"}-${place()}`;
}

/**
 * Says whether an owner still runs.
 *
 * @param owner - as {@link ownOwner} wrote it, perhaps in another process.
 */
export function ownerState(owner: string): OwnerState {
  const [pid = "", start, where] = owner.split("-");
  if (where !== place()) return "elsewhere";
  const found = processOf(Number(pid));
  if (found !== undefined) return found.start === start && found.isRunning ? "running" : "gone";
  return isThere(Number(pid)) ? "running" : "gone";
}

interface ProcessState {
  /** In clock ticks since the machine was started. */
  readonly start: string;
  /** Whether it has not ended: one that waits for its parent to hear so has. */
  readonly isRunning: boolean;
}

/** Reads a process's state where the system has /proc; nothing where it has not. */
function processOf(pid: number): ProcessState | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in brackets may have spaces and brackets of its own.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const [state = "", start = ""] = [fields[STATE_FIELD], fields[START_FIELD]];
    return { start, isRunning: state !== "Z" && state !== "X" };
  } catch {
    return undefined;
  }
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process may not be asked, but it is there.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

let knownPlace: string | undefined;

function place(): string {
  knownPlace ??= createHash("sha256")
    .update([hostname(), bootId(), numbering()].join("\n"))
    .digest("hex")
    .slice(0, PLACE_DIGITS);
  return knownPlace;
}

function bootId(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8");
  } catch {
    return "";
  }
}

/** Processes of a container have numbers of their own. */
function numbering(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}
