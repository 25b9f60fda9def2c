import { expect, test } from "vitest";
import type { MallocStats } from "../../../src/pymalloc/malloc-stats.js";
import { compareStats } from "../../../src/stats/tell/compare.js";
import { explainStats, tightestPacking } from "../../../src/stats/tell/explain.js";
import { parseMallocStats } from "../../../src/stats/text/parse.js";
import type { PymallocText } from "../../../src/stats/text/stats-text.js";
import { pymallocText, SAMPLES, sample, upTo } from "../stats-sample.js";

/** Explains the first text of a log. */
function explain(log: string) {
  const [text] = parseMallocStats(log);
  if (text === undefined) throw new Error("no text");
  return explainStats(text);
}

test("the verdict says what is live, and what is held only by where it lies", () => {
  // 958,960 live bytes of 46,137,344; packed they need 81 pools, 2 arenas of 64.
  expect(explain(sample("3.11-sparse")).verdict).toBe(
    "2.1% of the 44.0 MiB in 44 arenas is live. Packed together, the live blocks would need " +
      "2 arenas; 42 arenas more (42.0 MiB, 95.5%) are held by where they lie. Blocks do not move: an " +
      "arena comes back only when every block in it is freed.",
  );
});

test("where all arenas are needed nothing could come back", () => {
  expect(explain(sample("3.13-startup")).verdict).toContain(
    "72.3% of the 2.0 MiB in 2 arenas is live. Even packed together, the live blocks would need them all.",
  );
});

test("with no arena there is nothing to give back", () => {
  expect(explain(sample("3.10-log")).verdict).toBe(
    "No arena is held: pymalloc has nothing to give back.",
  );
});

test("one arena is named in the singular", () => {
  const log = sample("3.10-log");
  expect(explain(log.slice(log.indexOf("Small block", 1))).verdict).toContain(
    "in 1 arena is live. Even packed together, the live blocks would need it.",
  );
});

/** Two arenas of four pools: 5 blocks of 512 bytes in each of 4 pools, 7 to a pool. */
const fourPools: MallocStats = {
  smallRequestThreshold: 512,
  sizeClassCount: 32,
  classes: [{ sizeClass: 31, blockBytes: 512, poolCount: 4, blocksInUse: 20, availableBlocks: 8 }],
  arenas: { total: 2, reclaimed: 0, highwater: 2, current: 2 },
  arenaBytes: 16_384,
  poolBytes: 4_096,
  bytesInAllocatedBlocks: 20 * 512,
  bytesInAvailableBlocks: 8 * 512,
  unusedPoolCount: 4,
  bytesLostToPoolHeaders: 4 * 48,
  bytesLostToQuantization: 4 * (4_096 - 48 - 7 * 512),
  bytesLostToAlignment: 0,
};

test("packed blocks fill whole pools of their class, and whole arenas", () => {
  // 20 blocks, 7 a pool: 3 pools, one arena of four.
  expect(tightestPacking(fourPools)).toEqual({
    arenasNeeded: 1,
    arenasToSpare: 1,
    bytesToSpare: 16_384,
  });
});

test("each class needs pools of its own", () => {
  // 20 blocks of 512 need 3 pools; 253 blocks of 16 fill one more, 254 need two.
  const withSmall = (blocksInUse: number, poolCount: number) => {
    const small = { sizeClass: 0, blockBytes: 16, poolCount, blocksInUse };
    const availableBlocks = 253 * poolCount - blocksInUse;
    const classes = [{ ...small, availableBlocks }, ...fourPools.classes];
    return { ...fourPools, classes, bytesLostToPoolHeaders: 48 * (4 + poolCount) };
  };
  expect(tightestPacking(withSmall(253, 1)).arenasNeeded).toBe(1);
  expect(tightestPacking(withSmall(254, 2)).arenasNeeded).toBe(2);
});

test("figures that are impossible do not make more arenas needed than held", () => {
  const classes = [{ ...fourPools.classes[0]!, blocksInUse: 1_000_000 }];
  expect(tightestPacking({ ...fourPools, classes }).arenasToSpare).toBe(0);
  const tooLarge = [{ ...fourPools.classes[0]!, blockBytes: 8_192 }];
  expect(tightestPacking({ ...fourPools, classes: tooLarge }).arenasNeeded).toBe(1);
});

test.each(SAMPLES)("the six shares of %s are the whole of the held arenas", (name) => {
  const texts = parseMallocStats(sample(name)).filter(
    (text): text is PymallocText => text.kind === "pymalloc",
  );
  for (const text of texts) {
    const shares = explainStats(text).lines.flatMap(({ share }) =>
      share === undefined ? [] : share,
    );
    expect(shares).toHaveLength(6);
    const sum = shares.reduce((total, share) => total + share, 0);
    expect(sum).toBeCloseTo(text.stats.arenas.current === 0 ? 0 : 1, 12);
  }
});

test("every line is explained, in the order of the text", () => {
  const { lines } = explain(sample("3.13-startup"));
  expect(lines.map(({ label, value, unit }) => `${label}: ${value} ${unit}`)).toEqual([
    "Small block threshold: 32 size classes",
    "# arenas allocated total: 2 arenas",
    "# arenas reclaimed: 0 arenas",
    "# arenas highwater mark: 2 arenas",
    "# arenas allocated current: 2 arenas",
    "2 arenas * 1048576 bytes/arena: 2097152 bytes",
    "# bytes in allocated blocks: 1516096 bytes",
    "# bytes in available blocks: 240592 bytes",
    "18 unused pools * 16384 bytes: 294912 bytes",
    "# bytes lost to pool headers: 5184 bytes",
    "# bytes lost to quantization: 7600 bytes",
    "# bytes lost to arena alignment: 32768 bytes",
    "Total: 2097152 bytes",
    "# arena map mid nodes: 1 nodes",
    "# arena map bot nodes: 1 nodes",
    "# bytes lost to arena map root: 262144 bytes",
    "# bytes lost to arena map mid: 262144 bytes",
    "# bytes lost to arena map bot: 131072 bytes",
    "Total: 655360 bytes",
    "free lists: 4624 bytes",
  ]);
});

test("every line has its meaning, with the figures that it needs", () => {
  const { lines } = explain(sample("3.13-startup"));
  expect(lines.map(({ meaning }) => meaning)).toEqual([
    "Requests of 1 to 512 bytes are pymalloc's, rounded up to a multiple of 16. Larger ones go to the system's malloc and are in none of these figures.",
    "Arenas ever obtained from the system, those given back included.",
    "Arenas given back. Only a wholly free arena goes back.",
    "Most arenas held at once.",
    "Arenas held now, however full they are.",
    "The bytes of the held arenas. The six lines below share them out.",
    "Live. Each object counts with its whole block, so this includes up to 15 bytes of rounding per object.",
    "Free blocks in pools that also have a live one. Only requests of the same size class can take them, and each such pool keeps its arena from going back.",
    "Free pools: wholly emptied or never used. Any size class can take them. They come back to the system only when all pools of their arena are free.",
    "The first 48 bytes of each of the 108 pools in use.",
    "The tail of each pool in use that is too short for one more block. The rounding of requests is not in here but in the allocated blocks.",
    "Arenas that do not start on a multiple of 16384 bytes lose one pool each: 2 of 2 do.",
    "The six lines above; the bytes of the held arenas again.",
    "Middle nodes of that table. Nodes are never given back.",
    "Bottom nodes of that table.",
    "Outside the arenas: the table by which CPython knows its own addresses. Mostly untouched, so it costs little memory.",
    "The middle nodes' bytes.",
    "The bottom nodes' bytes.",
    "The table's three lines together.",
    "Dead objects that Python keeps for reuse, all lists together. Their blocks count as live above; gc.collect() drops most of them. Up to 3.14 the sizes leave out the header of 16 bytes that the garbage collector puts before each dict, list and tuple. With it, these lists have 1,216 bytes more.",
  ]);
});

test("where no arena is misaligned the line says so", () => {
  const line = explain(sample("3.8-startup")).lines.find(({ label }) =>
    label.includes("alignment"),
  );
  expect(line?.meaning).toBe("No arena loses a pool: all start on a pool boundary.");
});

test("the number of requests is explained where it is printed", () => {
  const labels = (name: string) => explain(sample(name)).lines.map(({ label }) => label);
  expect(labels("3.7-debug")).toContain("# times object malloc called");
  const line = explain(sample("3.7-debug")).lines.find(({ unit }) => unit === "calls");
  expect(line?.meaning).toBe("Requests so far, as the debug allocator numbers them.");
  expect(labels("3.7-startup")).not.toContain("# times object malloc called");
});

test("a 32-bit build's map is one line", () => {
  const text = pymallocText(sample("3.13-startup"));
  const stats = { ...text.stats, arenaMap: { bytesLostToRoot: 131_072 } };
  const labels = explainStats({ ...text, stats }).lines.map(({ label }) => label);
  expect(labels.filter((label) => label.includes("map"))).toEqual([
    "# bytes lost to arena map root",
  ]);
});

test("the debug allocator is named where the text gives it away", () => {
  expect(explain(sample("3.7-debug")).notes).toEqual([
    "The debug allocator is on: each request is padded, so every figure is larger than usual.",
  ]);
  expect(explain(sample("3.11-debug")).notes).toEqual([
    "No block of 16 bytes or fewer is in use, which is typical of PYTHONMALLOC=debug: it pads each request by 24 bytes or more.",
  ]);
  expect(explain(sample("3.11-startup")).notes).toEqual([]);
});

test("a heap that is hardly used is not taken for a debug allocator's", () => {
  const text = pymallocText(sample("3.11-startup"));
  const stats = { ...text.stats, classes: text.stats.classes.slice(3, 4) };
  expect(explainStats({ ...text, stats }).notes).toHaveLength(1); // the sums
});

test("a text that does not add up says how many figures do not", () => {
  const log = sample("3.13-startup").replace("655,360", "655,361").replace("7,600", "7,601");
  expect(explain(log).notes).toEqual([
    "3 figures do not add up; what follows from them is in doubt.",
  ]);
});

test("mimalloc's text is told from pymalloc's", () => {
  const log = sample("3.13-mimalloc")
    .replaceAll(/(Blocks|Bytes|Committed): \d+/g, "$1: 1500")
    .replace("Committed: 1500", "Committed: 6000");
  const { verdict, lines } = explain(log);
  expect(verdict).toBe(
    "This is mimalloc's text (PYTHONMALLOC=mimalloc, or a free-threaded build): it has no arenas " +
      "or pools of pymalloc. 1,500 blocks with 1,500 bytes are live, 25.0% of the 6,000 bytes committed.",
  );
  expect(lines).toEqual([]);
});

test.each([
  ["3.7-startup", "leave out the header of 32 bytes"],
  ["3.9-32", "leave out the header of 8 bytes"],
  ["3.14-startup", "leave out the header of 16 bytes"],
  ["3.15-startup", "includes its header for the garbage collector, as it does from 3.15."],
  ["3.15-32", "includes its header for the garbage collector, as it does from 3.15."],
])("the free lists of %s are said to have the header, or not", (name, words) => {
  expect(explain(sample(name)).lines.at(-1)?.meaning).toContain(words);
});

test("free lists of a release that nobody knows are not said to have the header, or not", () => {
  const later = sample("3.15-startup").replace(
    "1-sized PyTupleObjects * 56",
    "1-sized PyTupleObjects * 72",
  );
  expect(explain(later).lines.at(-1)?.meaning).toMatch(/gc\.collect\(\) drops most of them\.$/);
});

test("free lists alone say that pymalloc is not in use", () => {
  expect(explain(sample("3.13-malloc")).verdict).toBe(
    "These are the interpreter's free lists alone, with no figures of an allocator: another one is " +
      "in pymalloc's place (PYTHONMALLOC=malloc or malloc_debug; in 3.6 also debug), so nothing here " +
      "says what memory is held.",
  );
});

test.each([
  [
    (log: string) => upTo(log, "# arenas highwater"),
    'This text of pymalloc is cut short at its end (lines 1 to 39 are there): missing is "# arenas highwater mark" and what follows it.',
  ],
  [
    (log: string) => log.slice(log.indexOf("# arenas")),
    'is cut short at its start (lines 1 to 47 are there): missing is "Small block threshold" and "rows of the size classes".',
  ],
  [
    (log: string) => log.replace(/Total .*2,097.*\n/, ""),
    'This text of pymalloc is not whole: missing is "Total".',
  ],
])("a text that is cut short is explained by what is missing", (cut, words) => {
  expect(explain(cut(sample("3.13-startup"))).verdict).toContain(words);
});

test("free lists that are cut short are nobody's", () => {
  expect(explain(upTo(sample("3.13-malloc"), "PyList")).verdict).toMatch(/^This text is cut short/);
});

test("two stats are compared figure by figure and class by class", () => {
  const before = pymallocText(sample("3.11-allocated")).stats;
  const after = pymallocText(sample("3.11-sparse")).stats;
  const { figures, classes } = compareStats(before, after);
  const of = (label: string) => figures.find((one) => one.label === label);
  expect(of("arenas reclaimed")).toEqual({ label: "arenas reclaimed", before: 0, after: 35 });
  expect(of("bytes in held arenas")).toMatchObject({ before: 79 * 2 ** 20, after: 44 * 2 ** 20 });
  expect(figures).toHaveLength(11);
  expect(classes.find(({ blockBytes }) => blockBytes === 80)).toEqual({
    blockBytes: 80,
    pools: [4916, 73],
    blocksInUse: [1_002_724, 3_526],
    availableBlocks: [140, 11_366],
  });
});

test("a class that came, one that went, and none that stayed the same", () => {
  const [row] = fourPools.classes;
  const small = { ...row!, sizeClass: 0, blockBytes: 16, poolCount: 1 };
  const one = { ...fourPools, classes: [row!] };
  const both = { ...fourPools, classes: [small, row!] };
  expect(compareStats(one, both).classes).toEqual([
    { blockBytes: 16, pools: [0, 1], blocksInUse: [0, 20], availableBlocks: [0, 8] },
  ]);
  expect(compareStats(both, one).classes.map(({ pools }) => pools)).toEqual([[1, 0]]);
  expect(compareStats(one, one).classes).toEqual([]);
});

test("a text without an arena map and without free lists has lines of neither", () => {
  const { freeLists: _, ...text } = pymallocText(sample("3.8-startup"));
  expect(explainStats(text).lines.at(-1)?.label).toBe("Total");
});

test.each(["3.13-mimalloc", "3.13-malloc"])("%s has no lines of pymalloc, and no notes", (name) => {
  const [text] = parseMallocStats(sample(name));
  expect(explainStats(text!)).toMatchObject({ lines: [], notes: [] });
});

test("a text that is cut short has the lines that are there, and no notes", () => {
  const [text] = parseMallocStats(upTo(sample("3.13-startup"), "# arenas highwater"));
  const { lines, notes } = explainStats(text!);
  expect(lines.map(({ label }) => label)).toEqual([
    "Small block threshold",
    "# arenas allocated total",
    "# arenas reclaimed",
  ]);
  expect(notes).toEqual([]);
});

test("what a text was read out of is said", () => {
  const [text] = parseMallocStats(JSON.stringify(sample("3.13-startup")));
  expect(explainStats(text!).notes).toEqual([
    "The text was read out of escaped line ends, as JSON and a repr have them and quotation marks.",
  ]);
});
