// Makes a version's start-up heap of a recorded trace:
//
//   node tools/make-startup-heap.mjs TRACE.pmt.gz --note TEXT [--mark 1] [--stats FILE]
//        [--free-space-below 0x...] [--first-mapped N[,N]] [--list-objects N[,N]] [--out FILE]
//
// The heap is the one at the mark. --stats settles it to the first stats text of a process that
// was not recorded. Where two numbers can stand, the first is for a script that deletes by a
// comprehension, the second for one that deletes by a slice. Without --out it is printed.
// docs/add-a-python.md says where the values come from.
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { geometryOf, Pymalloc, parseMallocStats } from "pymalloc-lab";
import { startupHeapAsObserved } from "pymalloc-lab/cpython";
import { RecordedArenas, takeHeapSnapshot } from "pymalloc-lab/pymalloc";
import { readTrace } from "pymalloc-lab/trace";
import { startupHeapText } from "./startup-heap-text.mjs";

const FREE = 4;
const REALLOC = 3;
const MARK = 7;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    mark: { type: "string", default: "1" },
    note: { type: "string" },
    stats: { type: "string" },
    "free-space-below": { type: "string" },
    "first-mapped": { type: "string", default: "176128" },
    "list-objects": { type: "string", default: "4" },
    out: { type: "string" },
  },
});
const [path] = positionals;
if (path === undefined || values.note === undefined) {
  process.stderr.write("usage: node tools/make-startup-heap.mjs TRACE.pmt.gz --note TEXT ...\n");
  process.exit(2);
}

const trace = readTrace(gunzipSync(readFileSync(path)));
const heap = heapAtMark(trace, Number(values.mark));
const [mapped, mappedBySlice = mapped] = numbers(values["first-mapped"]);
const [lists, listsBySlice = lists] = numbers(values["list-objects"]);
const lowest = Math.min(...heap.arenas.map(({ address }) => address));
/** @type {import("pymalloc-lab/cpython").StartupHeap} */
let startup = {
  python: trace.python,
  recordedOn: values.note,
  heap,
  freeSpaceBelow: Number(values["free-space-below"] ?? lowest),
  scripts: {
    comprehension: { freeListObjects: lists ?? 0, firstMappedChunkBytes: mapped ?? 0 },
    slice: { freeListObjects: listsBySlice ?? 0, firstMappedChunkBytes: mappedBySlice ?? 0 },
  },
};
if (values.stats !== undefined) startup = settled(startup, values.stats);
const text = startupHeapText(startup);
if (values.out === undefined) {
  process.stdout.write(text);
} else {
  writeFileSync(`${values.out}.new`, text);
  renameSync(`${values.out}.new`, values.out);
}

/**
 * @param {import("pymalloc-lab/trace").Trace} trace
 * @param {number} id
 */
function heapAtMark(trace, id) {
  const mark = trace.marks.find((one) => one.id === id);
  if (mark === undefined) throw new RangeError(`the trace has no mark ${id}`);
  const source = new RecordedArenas(trace.arenasObtained.map(({ address }) => address));
  const allocator = new Pymalloc(geometryOf(trace.python), source);
  /** @type {number[]} */
  const blocks = [];
  for (let event = 0; event < mark.event; event++) {
    const kind = trace.kinds[event];
    const number = trace.blocks[event] ?? 0;
    const requestBytes = trace.requestBytes[event] ?? 0;
    if (kind === MARK) continue;
    if (kind === FREE) allocator.free(blocks[number] ?? 0);
    else if (kind === REALLOC) {
      blocks[number] = allocator.realloc(blocks[number] ?? 0, requestBytes);
    } else blocks.push(allocator.malloc(requestBytes));
  }
  return takeHeapSnapshot(allocator);
}

/**
 * @param {import("pymalloc-lab/cpython").StartupHeap} recorded
 * @param {string} statsPath
 */
function settled(recorded, statsPath) {
  const [first] = parseMallocStats(readFileSync(statsPath, "utf8"));
  if (first?.kind !== "pymalloc") throw new RangeError(`${statsPath} has no stats of pymalloc`);
  const script = recorded.scripts.comprehension;
  // Refuses a report that the heap cannot be brought to, its lost pools among it.
  const { heap } = startupHeapAsObserved(recorded, { stats: first.stats, script });
  return { ...recorded, heap };
}

/** @param {string} list */
function numbers(list) {
  return list.split(",").map(Number);
}
