/**
 * Names of files and folders that are not finished, and the clearing of those whose process
 * has ended without clearing them itself: by `kill -9`, or with the machine.
 */
import { randomBytes } from "node:crypto";
import { lstatSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { OWNER_PATTERN, ownerState, ownOwner } from "./owner.js";

/** Hidden, of a constant length (a file's name may be as long as names can be), and ours. */
const NAME = new RegExp(`^\\.pymalloc-lab-(${OWNER_PATTERN.source})-[0-9a-f]{8}$`);

/** Bytes that tell the leftovers of one process apart. */
const RANDOM_BYTES = 4;

/** A leftover whose owner cannot be looked up from here goes when it was not touched for so long. */
const FORGOTTEN_MS = 7 * 24 * 60 * 60 * 1000;

/** A new name for something unfinished of this process. */
export function unfinishedName(): string {
  return `.pymalloc-lab-${ownOwner()}-${randomBytes(RANDOM_BYTES).toString("hex")}`;
}

/**
 * Removes from a folder what ended processes left there unfinished. What cannot be removed
 * stays: it may be another user's.
 *
 * @returns names of what was removed.
 */
export function clearLeftovers(folder: string): string[] {
  const removed: string[] = [];
  for (const name of namesIn(folder)) {
    const owner = name.match(NAME)?.[1];
    if (owner === undefined || !isLeftover(join(folder, name), owner)) continue;
    try {
      rmSync(join(folder, name), { recursive: true, force: true });
      removed.push(name);
    } catch {
      // Of another user.
    }
  }
  return removed;
}

function isLeftover(path: string, owner: string): boolean {
  const state = ownerState(owner);
  if (state !== "elsewhere") return state === "gone";
  const touched = [path, ...namesIn(path).map((name) => join(path, name))].map(touchedAt);
  return Date.now() - Math.max(...touched) > FORGOTTEN_MS;
}

function touchedAt(path: string): number {
  return lstatSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Names in a folder; none where it is not a folder, or may not be read. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
