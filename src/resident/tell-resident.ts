/** What the parts of a process's resident memory mean, and what would make each smaller. */
import { mebibytes, percent } from "../stats/tell/words.js";
import type { PartKind, ResidentSplit } from "./resident-split.js";

/** What holds the memory, for programs. */
export type ResidentVerdict =
  /** Most of it is its parent's, not written to since the fork. */
  | "sharedWithParent"
  /** Objects in use, in pymalloc's blocks. */
  | "liveObjects"
  /** Room in arenas that something alive keeps. */
  | "heldBySurvivors"
  /** Blocks in use that are libc's: large objects and extensions. */
  | "libcInUse"
  /** Memory that was freed and that libc keeps. */
  | "keptByLibc"
  /** The interpreter, libraries and other files. */
  | "files"
  /** Memory of another kind, or that could not be read. */
  | "other";

/** A measure, and what it is expected to give. */
export interface Measure {
  /** Whether it costs no object that the program still uses. */
  readonly isFree: boolean;
  /** Bytes that it gives back at most. */
  readonly upToBytes: number;
  readonly step: string;
}

/** The words for a split. */
export interface ResidentWords {
  readonly verdict: ResidentVerdict;
  /** One or two sentences; the first is the answer. */
  readonly sentence: string;
  /** What to do: first what costs nothing that is in use, the most effective first. */
  readonly measures: readonly Measure[];
}

/** With more of it shared than this, the parent is the answer. */
const SHARED_SHARE = 0.5;
/** From this share on, free memory is worth a word beside what has most. */
const FREE_SHARE = 0.2;
/** Less than this is not worth a measure. */
const LEAST_BYTES = 1024 * 1024;

/** What each part is called, as a table shows it. */
export const PART_NAMES: Readonly<Record<PartKind, string>> = {
  pythonLive: "live objects, in pymalloc's blocks",
  pythonFree: "free room in pymalloc's arenas",
  libcLive: "in use in libc's heaps",
  libcFree: "free in libc's heaps",
  libcMapped: "large blocks that libc mapped",
  otherAnonymous: "other memory of its own",
  files: "the interpreter, libraries, files",
  sharedMemory: "memory shared on purpose",
};

/**
 * Says what holds the resident memory of a process.
 *
 * @example
 * const parts = { pythonLive: 10 * 2 ** 20, pythonFree: 30 * 2 ** 20, files: 5 * 2 ** 20 };
 * const totals = {
 *   residentBytes: 45 * 2 ** 20,
 *   proportionalBytes: 42 * 2 ** 20,
 *   privateBytes: 40 * 2 ** 20,
 *   sharedAnonymousBytes: 0,
 *   lazyFreeBytes: 0,
 *   swappedBytes: 0,
 * };
 * tellResident({ totals, parts, trimmableBytes: 0 }, 4711).verdict; // => "heldBySurvivors"
 */
export function tellResident(split: ResidentSplit, pid: number): ResidentWords {
  return { ...answerOf(split), measures: measuresOf(split, pid) };
}

function answerOf({ totals, parts }: ResidentSplit): Omit<ResidentWords, "measures"> {
  const { residentBytes, sharedAnonymousBytes, privateBytes } = totals;
  const of = `of the ${mebibytes(residentBytes)} resident`;
  if (sharedAnonymousBytes > SHARED_SHARE * residentBytes) {
    const sentence = `Most of it is shared with the process it was forked from: ${mebibytes(sharedAnonymousBytes)} ${of}. It costs ${mebibytes(privateBytes)} by itself, and more with each page that it writes to; in Python, reading an object writes its reference count.`;
    return { verdict: "sharedWithParent", sentence };
  }
  const holders = holdersOf(parts).sort((one, other) => other.bytes - one.bytes);
  const [most, ...others] = holders;
  if (most === undefined) return { verdict: "other", sentence: "Nothing of it is in memory." };
  const figure = `${mebibytes(most.bytes)} ${of} (${percent(most.bytes, residentBytes)})`;
  const beside = others
    .filter(({ bytes }) => bytes >= FREE_SHARE * residentBytes)
    .flatMap(({ bytes, also }) =>
      also === undefined ? [] : [` ${mebibytes(bytes)} more ${also}.`],
    );
  return { verdict: most.verdict, sentence: `${most.says(figure)}${beside.join("")}` };
}

/** Something that can hold most of the memory, and what is said then. */
interface MemoryHolder {
  readonly verdict: ResidentVerdict;
  readonly bytes: number;
  readonly says: (figure: string) => string;
  /** What is said of it where something else has more: of what is free, which may come back. */
  readonly also?: string;
}

function holdersOf(parts: ResidentSplit["parts"]): MemoryHolder[] {
  return [
    {
      verdict: "liveObjects",
      bytes: parts.pythonLive ?? 0,
      says: (figure) => `Live objects keep it: ${figure} is in pymalloc's blocks that are in use.`,
    },
    {
      verdict: "heldBySurvivors",
      bytes: parts.pythonFree ?? 0,
      says: (figure) =>
        `Not by itself: ${figure} is free room in arenas that something alive keeps.`,
      also: "is free room in pymalloc's arenas",
    },
    {
      verdict: "libcInUse",
      bytes: (parts.libcLive ?? 0) + (parts.libcMapped ?? 0),
      says: (figure) =>
        `It is not Python's arenas: ${figure} is in use in libc's own blocks, those of large objects and of extensions.`,
    },
    {
      verdict: "keptByLibc",
      bytes: parts.libcFree ?? 0,
      says: (figure) => `It is not Python's arenas: ${figure} was freed, and libc keeps it.`,
      also: "was freed and is kept by libc",
    },
    {
      verdict: "files",
      bytes: (parts.files ?? 0) + (parts.sharedMemory ?? 0),
      says: (figure) =>
        `The program itself is most of it: ${figure} is the interpreter, libraries and other files.`,
    },
    {
      verdict: "other",
      bytes: parts.otherAnonymous ?? 0,
      says: (figure) =>
        parts.libcLive === undefined
          ? `${figure} is memory of its own. It was not read, so what of it is Python's and what is libc's is not known.`
          : `${figure} is memory of its own that is neither an arena nor, as far as it was read, libc's: an extension's, or another allocator's.`,
    },
  ];
}

function measuresOf({ totals, parts, trimmableBytes }: ResidentSplit, pid: number): Measure[] {
  const python = parts.pythonFree ?? 0;
  const libcInUse = (parts.libcLive ?? 0) + (parts.libcMapped ?? 0);
  const all: Measure[] = [
    {
      isFree: true,
      upToBytes: python,
      step: `\`pymalloc-lab inspect ${pid}\` names the objects that keep the arenas, and what comes back without each.`,
    },
    {
      isFree: true,
      upToBytes: trimmableBytes ?? 0,
      step: "`ctypes.CDLL('libc.so.6').malloc_trim(0)` in the process gives back the whole pages among libc's free blocks, at once. `MALLOC_TRIM_THRESHOLD_=131072` and `MALLOC_MMAP_THRESHOLD_=131072` at the start keep less from the beginning.",
    },
    {
      isFree: false,
      upToBytes: parts.pythonLive ?? 0,
      step: `Live objects go when nothing refers to them any more: \`gc.collect()\` for cycles, then \`pymalloc-lab inspect ${pid}\` or two snapshots of \`tracemalloc\` for who has them.`,
    },
    {
      isFree: false,
      upToBytes: libcInUse,
      step: "`tracemalloc` counts Python's blocks of more than 512 bytes as well: long strings and bytes, tables of large lists and dicts, NumPy's arrays (`array.nbytes`). Other extensions tell by their own means.",
    },
    {
      isFree: false,
      upToBytes: totals.sharedAnonymousBytes,
      step: "`gc.freeze()` in the parent before the fork keeps the collector from writing to shared objects. Judge such processes by their proportional memory (Pss): their resident memory counts the shared pages in each.",
    },
  ];
  return all
    .filter(({ upToBytes }) => upToBytes >= LEAST_BYTES)
    .sort(
      (one, other) => Number(other.isFree) - Number(one.isFree) || other.upToBytes - one.upToBytes,
    );
}
