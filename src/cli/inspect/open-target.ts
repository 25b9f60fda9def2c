/** What `inspect` is given: a process, a file with the memory of one, or a held heap. */
import { existsSync, readFileSync, statSync } from "node:fs";
import {
  CopyTorn,
  type HeapReading,
  type HeldHeap,
  InspectionRefused,
  readHeap,
  readHeldHeap,
  readImageFile,
} from "../../doors/inspect.js";
import { heapFileKind } from "../../doors/internal.js";
import { FileSource, LiveProcess, MappedFiles } from "../../doors/process.js";
import { UsageError } from "../arguments/usage-error.js";

/** How often a process is copied when the copies are torn, before that is said. */
const MOST_COPIES = 6;

/** A heap to answer questions about, and how to be done with it. */
export type Target = ReadTarget | HeldTarget;

/** The memory of a process, and its heap. */
export interface ReadTarget {
  readonly kind: "reading";
  readonly reading: HeapReading;
  readonly close: () => void;
}

/** A held-heap file. */
export interface HeldTarget {
  readonly kind: "held heap";
  readonly held: HeldHeap;
  readonly close: () => void;
}

/** How to open it. */
export interface OpenOptions {
  /** Whether a running process is stopped for the copy. */
  readonly isStopped: boolean;
  readonly onStep: (step: string) => void;
}

/**
 * Opens a target: digits are a process, unless a file has that name; anything else is a file.
 *
 * @throws {InspectionRefused} when its heap cannot be read.
 */
export async function openTarget(name: string, options: OpenOptions): Promise<Target> {
  if (/^\d+$/.test(name) && !existsSync(name)) return readProcess(Number(name), options);
  const stat = statSync(name, { throwIfNoEntry: false });
  if (stat === undefined) {
    throw new UsageError(`there is no file ${name}; a process is given by its number`);
  }
  if (!stat.isFile()) throw new UsageError(`${name} is not a regular file`);
  options.onStep(`reading ${name}`);
  return isHeldHeap(name) ? readHeld(name) : readFile(name, options);
}

/** Copies a process again while the copy is torn: it was stopped in the middle of a change. */
export function readProcess(pid: number, { isStopped, onStep }: OpenOptions): ReadTarget {
  const live = new LiveProcess(pid);
  const close = () => live.close();
  try {
    for (let copies = 1; ; copies++) {
      const isLast = copies === MOST_COPIES;
      const reading = readHeapOf(live, isStopped, onStep, isLast);
      if (reading?.problems.length === 0 || (reading !== undefined && isLast)) {
        return { kind: "reading", reading, close };
      }
      onStep(`the copy was torn; copying process ${pid} again`);
    }
  } catch (error) {
    close();
    throw error;
  }
}

/** A copy's heap; nothing when it is too torn to be found and another copy can be made. */
function readHeapOf(
  live: LiveProcess,
  isStopped: boolean,
  onStep: (step: string) => void,
  isLast: boolean,
): HeapReading | undefined {
  const image = live.copy({ isStopped, onStep });
  onStep("looking for pools and arenas");
  try {
    return readHeap(image);
  } catch (error) {
    if (error instanceof CopyTorn && !isLast) return undefined;
    throw error;
  }
}

function readFile(name: string, { onStep }: OpenOptions): ReadTarget {
  const source = new FileSource(name);
  const files = new MappedFiles();
  const close = () => {
    files.close();
    source.close();
  };
  try {
    const image = readImageFile(source, files.open);
    onStep("looking for pools and arenas");
    return { kind: "reading", reading: readHeap(image), close };
  } catch (error) {
    close();
    throw error;
  }
}

async function readHeld(name: string): Promise<HeldTarget> {
  try {
    const held = await readHeldHeap(new Uint8Array(readFileSync(name)));
    return { kind: "held heap", held, close: () => {} };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InspectionRefused(`${name}: ${error.message}`);
  }
}

function isHeldHeap(name: string): boolean {
  const source = new FileSource(name);
  try {
    return heapFileKind(source) === "held heap";
  } finally {
    source.close();
  }
}
