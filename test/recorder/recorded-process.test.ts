import fc from "fast-check";
import { expect, test } from "vitest";
import { LiveBlocks } from "../../src/trace/live-blocks.js";
import { RecordedProcess } from "../../src/trace/recorded-process.js";
import {
  parseRecordingHeader,
  RECORDING_HEADER_BYTES,
  type RecordingHeader,
} from "../../src/trace/recording-header.js";
import { FREE, MARK, REALLOC, type Trace } from "../../src/trace/trace.js";
import { arenaSteps, smallTraces, traceOfSteps } from "../trace/small-trace.js";

const MIB = 1024 * 1024;
const alone = { pid: 4711, childCount: 0, followedCount: 0 };
const about = { workload: "w", command: "c", cut: false };

function headerOf(version: string, records = 1_000): RecordingHeader {
  return { state: "finished", failure: 0, records, otherArenas: 0, version, ...alone };
}

/** Records as the recorder writes them: a value, a kind, an address. */
function words(...records: [value: number, kind: number, address: number][]): Uint32Array {
  return Uint32Array.from(
    records.flatMap(([value, kind, address]) => [
      ((value % 2 ** 24) << 8) | kind,
      Math.floor(value / 2 ** 24),
      address >>> 0,
      Math.floor(address / 2 ** 32),
    ]),
  );
}

/** What the recorder would have written of a process with this trace. */
function recordsOf(trace: Trace): [number, number, number][] {
  const records: [number, number, number][] = [];
  const addressOf: number[] = [];
  // A raw block's address is libc's business; here it is one of its own, below every arena.
  const raw = (number: number) => 16 * (number + 1);
  const arenas = [
    ...trace.arenasObtained.map((arena) => ({ ...arena, kind: 5 })),
    ...trace.arenasReturned.map((arena) => ({ ...arena, kind: 6 })),
  ];
  const arenaBytes = Number(trace.python.slice(2)) < 10 ? MIB / 4 : MIB;
  let allocations = 0;
  for (let event = 0; event < trace.eventCount; event++) {
    for (const arena of arenas) {
      if (arena.event === event) records.push([arenaBytes, arena.kind, arena.address]);
    }
    const kind = trace.kinds[event]!;
    if (kind === MARK) {
      records.push([trace.marks.find((mark) => mark.event === event)!.id, MARK, 0], [0, 9, 0]);
    } else if (kind === FREE) {
      records.push([0, FREE, addressOf[trace.blocks[event]!]!]);
    } else {
      const number = kind === REALLOC ? trace.blocks[event]! : allocations++;
      const address = trace.addresses[event]! || raw(number);
      const before = addressOf[number];
      const requestBytes = trace.requestBytes[event]!;
      records.push([requestBytes, kind, kind === REALLOC ? before! : address]);
      if (kind === REALLOC) records.push([0, 8, address]);
      addressOf[number] = address;
    }
  }
  return records;
}

test("what the recorder writes of a process becomes the trace of that process", () => {
  fc.assert(
    fc.property(smallTraces, fc.nat(), (trace, cut) => {
      const all = words(...recordsOf(trace));
      const process = new RecordedProcess(headerOf(`${trace.release} (main)`, all.length / 4));
      // In two pieces, wherever they part.
      const at = 4 * (cut % (all.length / 4 + 1));
      process.add(all.slice(0, at));
      process.add(all.slice(at));
      const { workload, command, cut: isCut } = trace;
      expect(process.trace({ workload, command, cut: isCut })).toEqual(trace);
    }),
  );
});

test.each([
  ["3.8", 0x7ff0_0000_0000],
  ["3.12", 0x7ff0_0000_0000],
  ["3.12", 0x5555_555f_f000],
] as const)("arenas of %s below %i keep the events of their coming and going", (python, top) => {
  const trace = traceOfSteps(python, arenaSteps(), top);
  const records = recordsOf(trace);
  const process = new RecordedProcess(headerOf(`${python}.1 (default)`, records.length));
  process.add(words(...records));
  const { workload, command, cut } = trace;
  expect(process.trace({ workload, command, cut })).toEqual(trace);
});

test("memory of an arena that was returned may become libc's", () => {
  const arena = 0x7f12_3450_0000;
  const process = new RecordedProcess(headerOf("3.12.1 (main)"));
  process.add(words([MIB, 5, arena], [32, 1, arena + 48], [0, 4, arena + 48], [MIB, 6, arena]));
  process.add(words([600, 1, arena + 64]));
  expect([...process.trace(about).addresses]).toEqual([arena + 48, 0, 0]);
});

test("a mark has its number, its count of blocks, and its text over as many records as it takes", () => {
  const text = "Small block threshold = 512";
  const padded = new Uint8Array(32);
  padded.set(new TextEncoder().encode(text));
  const process = new RecordedProcess(headerOf("3.11.7 (main)"));
  process.add(words([64, 1, 0x5000], [17, 7, text.length], [123, 9, 1]));
  const pieces = new Uint32Array(padded.buffer);
  process.add(pieces.subarray(0, 4));
  process.add(pieces.subarray(4));
  process.add(words([18, 7, 0], [0, 9, 0], [0, 4, 0x5000]));
  expect(process.marks).toEqual([
    { id: 17, event: 1, allocatedBlocks: 123, text },
    { id: 18, event: 2, allocatedBlocks: null, text: "" },
  ]);
  expect(process.trace(about).eventCount).toBe(4);
});

test("a text that fills its records ends with the last of them", () => {
  const text = "sixteen letters.";
  const process = new RecordedProcess(headerOf("3.11.7 (main)"));
  process.add(words([1, 7, text.length], [9, 9, 1]));
  expect(process.marks).toEqual([]);
  process.add(new Uint32Array(new TextEncoder().encode(text).buffer));
  expect(process.marks).toEqual([{ id: 1, event: 0, allocatedBlocks: 9, text }]);
});

test("a count of blocks without a mark is passed over", () => {
  const process = new RecordedProcess(headerOf("3.11.7 (main)"));
  process.add(words([9, 9, 1]));
  expect(process.marks).toEqual([]);
  expect(process.trace(about).eventCount).toBe(0);
});

test("the release is what stands first in Python's own words", () => {
  const releaseOf = (version: string) =>
    new RecordedProcess(headerOf(version)).trace(about).release;
  expect(releaseOf("3.8.20 (default, Sep  7 2024)")).toBe("3.8.20");
  expect(releaseOf("3.13.0rc2+ (heads/3.13)")).toBe("3.13.0");
  expect(releaseOf("3.14 (main)")).toBe("3.14");
});

test("a block from elsewhere is left out; one inside an arena is refused by the event", () => {
  const arena = 0x7f12_3450_0000;
  const process = new RecordedProcess(headerOf("3.12.1 (main)"));
  process.add(
    words([MIB, 5, arena], [32, 1, arena + 48], [0, 4, 0x9990], [64, 3, 0x9990], [0, 8, 0x8880]),
  );
  expect(process.foreignBlocks).toBe(2);
  expect(process.trace(about).eventCount).toBe(1);
  expect(() => process.add(words([0, 4, arena + 80]))).toThrow(
    "event 1: the block at 0x7f1234500050 was not allocated while recording",
  );
});

test("more marks than a replay could keep the texts of are refused", () => {
  const process = new RecordedProcess(headerOf("3.12.1 (main)", 65_537));
  const mark = words([1, 7, 0], [0, 9, 0]);
  for (let i = 0; i < 65_536; i++) process.add(mark);
  expect(process.marks.length).toBe(65_536);
  expect(() => process.add(words([1, 7, 0]))).toThrow("event 65536: more than 65536 marks");
});

test("arenas of another size, and records of an unknown kind, are refused", () => {
  const process = () => new RecordedProcess(headerOf("3.12.1 (main)"));
  expect(() => process().add(words([2 * MIB, 5, 0x10_0000]))).toThrow(
    "event 0: an arena of 2097152 bytes; the default build of Python 3.12.1 has 1048576",
  );
  expect(() => process().add(words([0, 77, 0]))).toThrow("event 0: unknown record 77");
});

test("the first arena tells a build with arenas of 2 MiB", () => {
  const process = new RecordedProcess(headerOf("3.15.2 (main)"));
  process.add(words([2 * MIB, 5, 0x4000_0000], [16, 1, 0x4000_4030]));
  const { python, addresses, arenasObtained } = process.trace(about);
  expect(python).toBe("3.15-2m");
  expect(arenasObtained).toEqual([{ event: 0, address: 0x4000_0000 }]);
  expect([...addresses]).toEqual([0x4000_4030]);
  expect(() => process.add(words([MIB, 5, 0x6000_0000]))).toThrow(
    "event 1: an arena of 1048576 bytes; this build of Python 3.15.2 has 2097152",
  );
});

test("a Python that is not modelled is refused", () => {
  expect(() => new RecordedProcess(headerOf("3.5.9 (default)"))).toThrow('got "3.5.9"');
  expect(() => new RecordedProcess(headerOf("PyPy"))).toThrow('got "PyPy"');
  expect(() => new RecordedProcess(headerOf("PyPy 3.10.8"))).toThrow('got "PyPy 3.10.8"');
  expect(() => new RecordedProcess(headerOf("10.11.2 (main)"))).toThrow('got "10.11.2"');
});

test("the recorder's header is read, and no other file's", () => {
  const bytes = new Uint8Array(RECORDING_HEADER_BYTES);
  bytes.set(new TextEncoder().encode("PYTRACE1"));
  const fields = new DataView(bytes.buffer);
  fields.setUint32(8, 3, true);
  fields.setInt32(12, 28, true);
  fields.setBigUint64(16, 12_345_678_901n, true);
  fields.setBigInt64(24, 4711n, true);
  fields.setBigUint64(32, 2n, true);
  fields.setBigUint64(296, 3n, true);
  fields.setBigUint64(304, 2n, true);
  bytes.set(new TextEncoder().encode("3.11.7 (main)"), 40);
  expect(parseRecordingHeader(bytes)).toEqual({
    state: "stopped",
    failure: 28,
    records: 12_345_678_901,
    otherArenas: 2,
    pid: 4711,
    childCount: 3,
    followedCount: 2,
    version: "3.11.7 (main)",
  });
  fields.setUint32(8, 99, true);
  expect(parseRecordingHeader(bytes).state).toBe("never began");
  expect(() => parseRecordingHeader(bytes.subarray(1))).toThrow(
    "not a recording: 65535 bytes that do not begin as one",
  );
  const short = bytes.subarray(0, RECORDING_HEADER_BYTES - 1);
  expect(() => parseRecordingHeader(short)).toThrow("not a recording: 65535 bytes");
  expect(() => parseRecordingHeader(new Uint8Array(RECORDING_HEADER_BYTES))).toThrow(
    "not a recording",
  );
});

test("live blocks are found as a Map finds them, however their addresses collide", () => {
  const address = fc.oneof(
    fc.nat({ max: 40 }).map((i) => 16 * (i + 1)),
    { weight: 8, arbitrary: fc.nat({ max: 3_000 }).map((i) => 0x7f00_0000_0000 + 16 * i) },
    fc.nat({ max: 40 }).map((i) => 2 ** 36 * (i + 1)),
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat({ max: 3 }), address), { maxLength: 4_000, size: "max" }),
      (steps) => {
        const blocks = new LiveBlocks();
        const model = new Map<number, number>();
        steps.forEach(([choice, at], number) => {
          if (choice > 0) {
            blocks.set(at, number);
            model.set(at, number);
          } else {
            expect(blocks.take(at)).toBe(model.get(at));
            model.delete(at);
          }
        });
        for (const [at, number] of model) expect(blocks.take(at)).toBe(number);
      },
    ),
    { numRuns: 20 },
  );
});

test("more live blocks than the table begins with are all found", () => {
  const blocks = new LiveBlocks();
  for (let i = 1; i <= 10_000; i++) blocks.set(16 * i, i);
  for (let i = 1; i <= 10_000; i++) expect(blocks.take(16 * i)).toBe(i);
  expect(blocks.take(16)).toBeUndefined();
});

test("blocks that come and go take no more room than those that are live at once", () => {
  const before = process.memoryUsage().arrayBuffers;
  const blocks = new LiveBlocks();
  // As many as would make a table of 25 MB, were they all kept.
  for (let i = 0; i < 2 ** 20; i++) {
    blocks.set(16, i);
    blocks.set(16, i + 1);
    blocks.take(16);
  }
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(5_000_000);
});
