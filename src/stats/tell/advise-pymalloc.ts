/** The rules of advice on a complete text of pymalloc. */

import type { MallocStats, SizeClassStats } from "../../pymalloc/malloc-stats.js";
import { checkMallocStats } from "../check/check-sums.js";
import { pythonOf } from "../text/dialect.js";
import { statsGeometry } from "../text/stats-geometry.js";
import type { PymallocText } from "../text/stats-text.js";
import { heldBytesOf, isKnown } from "../text/with-gaps.js";
import type { Advice } from "./advice.js";
import { isOfDebugAllocator, tightestPacking } from "./explain.js";
import { whoLives } from "./who-lives.js";
import { AFTER_START_BYTES } from "./will-it-come-back.js";
import { arenasInWords, count, mebibytes, percent } from "./words.js";

/** From this share of the held bytes on, live objects are what holds them. */
const LIVE_SHARE = 0.5;
/** From this share on, free bytes are worth a word. */
const FREE_SHARE = 0.1;
/** A resident process of which the arenas are less than this share is held by something else. */
const ARENAS_SHARE = 0.5;
/** Classes that are named, and the share of the bytes at which naming stops. */
const CLASSES_NAMED = 3;
const CLASSES_SHARE = 0.9;

/** Says what to do next about a text of pymalloc. */
export function advisePymalloc(text: PymallocText, residentBytes: number | undefined): Advice[] {
  const { stats } = text;
  const heldBytes = heldBytesOf(text);
  const unusedBytes = stats.unusedPoolCount * stats.poolBytes;
  const weighed = [
    { bytes: stats.bytesInAllocatedBlocks, least: LIVE_SHARE, advice: liveObjects },
    { bytes: stats.bytesInAvailableBlocks, least: FREE_SHARE, advice: freeBlocks },
    { bytes: unusedBytes, least: FREE_SHARE, advice: freePools },
  ];
  const inside = weighed
    .filter(({ bytes, least }) => heldBytes > 0 && bytes >= least * heldBytes)
    .sort((one, other) => other.bytes - one.bytes)
    .map(({ advice }) => advice(stats, { text, heldBytes, child: childProcess(text) }));
  const outside = elsewhere(heldBytes, residentBytes);
  const isOutside =
    residentBytes === undefined
      ? heldBytes < AFTER_START_BYTES
      : heldBytes < ARENAS_SHARE * residentBytes;
  return [
    ...doubts(text),
    ...(isOutside ? [outside, ...inside] : inside),
    ...(isOutside ? [] : [outside]),
  ];
}

function doubts(text: PymallocText): Advice[] {
  const broken = checkMallocStats(text).filter(({ holds }) => !holds);
  return [
    ...(broken.length > 0 ? [SUMS] : []),
    ...(isOfDebugAllocator(text) ? [DEBUG_ALLOCATOR] : []),
  ];
}

const SUMS: Advice = {
  kind: "sums",
  title: "Take the text again",
  finding: "Figures that follow from others do not, so the text was changed, or mixed from two.",
  steps: ["Copy it as it was printed, from one process and one moment."],
};

const DEBUG_ALLOCATOR: Advice = {
  kind: "debugAllocator",
  title: "Switch the debug allocator off",
  finding: "It pads each request, so blocks move to larger classes and every figure grows.",
  steps: [
    "Run without `PYTHONMALLOC=debug`, `PYTHONDEVMODE` and `-X dev`, and take the text again. A Python built with `--with-pydebug` always pads: take a release build.",
  ],
};

/** What a piece of advice is made with, beside the stats. */
interface Circumstances {
  readonly text: PymallocText;
  readonly heldBytes: number;
  /** How to run work in a process of its own, for the Python of the text. */
  readonly child: string;
}

/** `max_tasks_per_child` came with 3.11; a pool's own limit is older than any Python here. */
function childProcess(text: PymallocText): string {
  const versions = pythonOf(text).match(/3\.\d+/g) ?? [];
  const isOf311 = versions.length > 0 && versions.every((one) => Number(one.slice(2)) >= 11);
  return isOf311
    ? "`ProcessPoolExecutor(max_tasks_per_child=1)`"
    : "`multiprocessing.Pool(maxtasksperchild=1)`";
}

function liveObjects(stats: MallocStats, { heldBytes, text }: Circumstances): Advice {
  const bytes = stats.bytesInAllocatedBlocks;
  const heaviest = heaviestOf(stats, ({ blocksInUse }) => blocksInUse, bytes);
  return {
    kind: "liveObjects",
    upToBytes: bytes,
    title: "Live objects hold it",
    finding: `${mebibytes(bytes)} of ${mebibytes(heldBytes)} (${percent(bytes, heldBytes)}) is in live blocks. ${inClasses(heaviest)}No allocator can give back what is in use.`,
    steps: [
      ...inhabitants(text, heaviest),
      "Run `gc.collect()` first and take the text again. If live falls, cycles held it.",
      "Find the lines that made them: start with `python3 -X tracemalloc=10 script.py`, take `tracemalloc.take_snapshot()` twice, and print `later.compare_to(earlier, 'lineno')[:10]`.",
      "Count them by type: `collections.Counter(type(o).__name__ for o in gc.get_objects()).most_common(10)`. It has the objects that the cycle collector knows: lists, dicts, instances; no strings or numbers.",
      INSPECT_STEP,
      "Look at what grows with the work done: caches without a limit, dicts and lists at module level. A dict keeps its table when its keys are deleted one by one: `clear()` it, or make a new one.",
    ],
  };
}

function freeBlocks(stats: MallocStats, { text, heldBytes, child }: Circumstances): Advice {
  const bytes = stats.bytesInAvailableBlocks;
  const heaviest = heaviestOf(stats, ({ availableBlocks }) => availableBlocks, bytes);
  const [first] = heaviest;
  const { alignment } = statsGeometry(stats);
  const requests =
    first === undefined || !isKnown(alignment)
      ? "Only requests of the same class"
      : `A free block of ${first.blockBytes} bytes serves requests of ${first.blockBytes - alignment + 1} to ${first.blockBytes} bytes and no others`;
  return {
    kind: "freeBlocks",
    upToBytes: bytes,
    title: "Free blocks, between live ones",
    finding: `${mebibytes(bytes)} (${percent(bytes, heldBytes)}) is in free blocks, in pools that each still have a live one: fragmentation. ${inClasses(heaviest)}${requests}.`,
    steps: [
      "If the program will soon make as many objects of these sizes again, they take this room, and nothing is lost.",
      "Else something of that size lives on in almost every pool. `sys.getsizeof(x)` tells which objects are of that size; `tracemalloc` tells where the ones that stay were made.",
      ...inhabitants(text, heaviest),
      "Make what stays apart from what goes: before it, or after. What was made in between shares its pools.",
      INSPECT_STEP,
      `To give memory back: write out what stays, drop all of it, read it again. Or do the work in a child process, which gives everything back when it ends: ${child}.`,
      RESTART_STEP,
    ],
  };
}

function freePools(stats: MallocStats, { heldBytes, child }: Circumstances): Advice {
  const bytes = stats.unusedPoolCount * stats.poolBytes;
  const { arenasNeeded, arenasToSpare } = tightestPacking(stats);
  const pinned = !isKnown(arenasNeeded)
    ? "An arena goes back only when its last live block is freed."
    : arenasToSpare === 0
      ? "The arenas are needed all the same."
      : `The live blocks would fit in ${arenasInWords(arenasNeeded)}; ${count(arenasToSpare)} more ${arenasToSpare === 1 ? "is" : "are"} held, since an arena goes back only when its last live block is freed.`;
  return {
    kind: "freePools",
    upToBytes: bytes,
    title: "Free pools, in arenas that still have a live block",
    finding: `${mebibytes(bytes)} (${percent(bytes, heldBytes)}) is in ${count(stats.unusedPoolCount)} free pools. Any small object can take them. ${pinned}`,
    steps: [
      "If the load comes back, this is room for it, of any size up to the threshold. The process then does not grow.",
      "Else a few survivors keep the arenas. Two snapshots name the line that made them: start with `python3 -X tracemalloc=10 script.py`, take `tracemalloc.take_snapshot()` before the work and after it, and print `after.compare_to(before, 'lineno')[:10]`. Look for a small count: an entry in a cache, an interned string, a log record.",
      INSPECT_STEP,
      "Make the lasting objects first: load modules and fill caches before the heavy work, and they share arenas with one another.",
      `Or do the heavy work in a child process, which gives everything back when it ends: ${child}.`,
      RESTART_STEP,
    ],
  };
}

const INSPECT_STEP =
  "On Linux, `npx pymalloc-lab inspect PID` reads the running process from outside: which objects hold the arenas, and how many come back when they go.";

const RESTART_STEP =
  "A server can replace its workers after some requests (gunicorn's `max_requests`, Celery's `worker_max_tasks_per_child`). A worker then holds no more than that many requests leave behind, and each restart costs one start of the program.";

function elsewhere(heldBytes: number, residentBytes: number | undefined): Advice {
  const held = mebibytes(heldBytes);
  if (residentBytes === undefined) {
    return {
      kind: "elsewhere",
      title:
        heldBytes < AFTER_START_BYTES ? "pymalloc holds little" : "Compare with the whole process",
      finding: `pymalloc's arenas are ${held}. What the process has beyond that is not in this text.`,
      steps: [
        "Ask the system: `grep VmRSS /proc/PID/status` on Linux, `ps -o rss= -p PID` on macOS, `Get-Process -Id PID` or the Task Manager on Windows.",
        ...ELSEWHERE_STEPS,
      ],
    };
  }
  const share = percent(heldBytes, residentBytes);
  if (heldBytes >= ARENAS_SHARE * residentBytes) {
    return {
      kind: "elsewhere",
      title: "pymalloc holds most of the process",
      finding: `Its arenas are ${held}, the process has ${mebibytes(residentBytes)} resident: ${share}. The rest is modules, libraries and larger objects.`,
      steps: [],
    };
  }
  return {
    kind: "elsewhere",
    upToBytes: residentBytes - heldBytes,
    title: "Something else holds it",
    finding: `The process has ${mebibytes(residentBytes)} resident, and pymalloc's arenas are ${held} of it: ${share}.`,
    steps: ELSEWHERE_STEPS,
  };
}

const ELSEWHERE_STEPS: readonly string[] = [
  "On Linux, `npx pymalloc-lab process PID` splits what is resident: live and free in Python, in use and free in libc, libraries, pages shared with a fork.",
  "Requests of more than 512 bytes are the system allocator's: long strings and bytes, the item arrays of large lists and dicts. `tracemalloc` counts them too.",
  "Extension modules ask the system themselves: NumPy arrays, images, database drivers. Look at what they hold, for example `array.nbytes`.",
  "On Linux with glibc, see whether freed memory is kept by libc: `ctypes.CDLL('libc.so.6').malloc_trim(0)`. If the process shrinks, it was. For large blocks, also of one thread, start with `MALLOC_TRIM_THRESHOLD_=131072` and `MALLOC_MMAP_THRESHOLD_=131072`, which keep glibc from raising both as the program runs; for many threads, with `MALLOC_ARENA_MAX=2`.",
  "Processes that were forked share their parent's pages until one writes to them, and in Python reading an object writes its reference count. Resident memory counts shared pages in each process: `npx pymalloc-lab process PID --children` says what each has alone (`Pss` and `Private_Dirty` in `/proc/PID/smaps_rollup`); call `gc.freeze()` before the fork.",
];

/** The classes that have most of some bytes, the heaviest first. */
function heaviestOf(
  { classes }: MallocStats,
  blocks: (row: SizeClassStats) => number,
  totalBytes: number,
) {
  const sorted = classes
    .map((row) => ({ blockBytes: row.blockBytes, blocks: blocks(row) }))
    .map((one) => ({ ...one, bytes: one.blocks * one.blockBytes }))
    .filter(({ bytes }) => bytes > 0)
    .sort((one, other) => other.bytes - one.bytes);
  const named: typeof sorted = [];
  let sum = 0;
  for (const one of sorted.slice(0, CLASSES_NAMED)) {
    if (sum >= CLASSES_SHARE * totalBytes) break;
    named.push(one);
    sum += one.bytes;
  }
  return named.map((one) => ({ ...one, share: percent(one.bytes, totalBytes) }));
}

/** What the objects in the heaviest classes may be, a step each; none where that is not known. */
function inhabitants(text: PymallocText, heaviest: ReturnType<typeof heaviestOf>): string[] {
  return heaviest.flatMap(({ blockBytes }) => whoLives(text, blockBytes) ?? []);
}

/** The classes in a sentence, or nothing where no row tells them. */
function inClasses(heaviest: ReturnType<typeof heaviestOf>): string {
  if (heaviest.length === 0) return "";
  const words = heaviest.map(
    ({ blockBytes, blocks, share }) =>
      `${share} in ${count(blocks)} ${blocks === 1 ? "block" : "blocks"} of ${blockBytes} bytes`,
  );
  return `By class: ${words.join(", ")}. `;
}
