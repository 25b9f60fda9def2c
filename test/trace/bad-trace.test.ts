import fc from "fast-check";
import { expect, test } from "vitest";
import { readTrace } from "../../src/trace/read-trace.js";
import { replayTrace } from "../../src/trace/replay.js";
import { FREE, MALLOC, type Trace } from "../../src/trace/trace.js";
import { writeTrace } from "../../src/trace/write-trace.js";
import { arenaSteps, smallTraces, traceOfSteps, withOtherHeader } from "./small-trace.js";

const steps = arenaSteps();
const good = traceOfSteps("3.8", steps);

const withHeader = (change: Record<string, unknown>, columns?: Uint8Array) =>
  withOtherHeader(good, change, columns);

/** A trace of these column bytes, with as many events and allocations as are said. */
function withColumns(columns: Record<string, number[]>, allocations: number): Uint8Array {
  const entries = ["ops", "sizes", "refs", "addrs"].map((name) => columns[name] ?? []);
  return withHeader(
    {
      events: entries[0]!.length,
      allocations,
      counts: undefined,
      marks: [],
      arenaAllocs: [],
      arenaFrees: [],
      columns: ["ops", "sizes", "refs", "addrs"].map((name, i) => [name, entries[i]!.length]),
    },
    Uint8Array.from(entries.flat()),
  );
}

const read = (bytes: Uint8Array) => () => readTrace(bytes);
const replay = (trace: Trace) => () => replayTrace(trace);

test("the good trace is good", () => {
  expect(replayTrace(good).addresses).toEqual({ compared: 1_001, wrong: 0 });
});

test("what has no header line, or one that is not a header, is refused", () => {
  const text = (line: string) => new TextEncoder().encode(line);
  expect(read(text(""))).toThrow("no header line");
  expect(read(writeTrace(good).subarray(0, 20))).toThrow("no header line");
  expect(read(text("\n"))).toThrow('its first line is not JSON: ""');
  expect(read(text("hello\n"))).toThrow('its first line is not JSON: "hello');
  const notUtf8 = text('{"format":"pmt1","workload":"?"}\n').map((byte) =>
    byte === 63 ? 255 : byte,
  );
  expect(read(notUtf8)).toThrow("its first line is not JSON");
  for (const json of ["null", "42", "[]", '"pmt1"']) {
    expect(read(text(`${json}\n`))).toThrow(`its header must be an object, it is ${json}`);
  }
  expect(read(text("{}\n"))).toThrow('must say "format": "pmt1", it says missing');
  expect(read(text('{"format":"pmt2"}\n'))).toThrow('it says "pmt2"');
});

test.each([
  [{ python: 3.8 }, 'header field "python" must be a string, it is 3.8'],
  [
    { python: "3.5.1" },
    'must be one of 3.6, 3.7, 3.8, 3.9, 3.10, 3.11, 3.12, 3.13, 3.14, 3.15, got "3.5.1"',
  ],
  [{ alignment: 8 }, "build with alignment 8; the default build of Python 3.8.1 has 16"],
  [{ threshold: 256 }, "build with threshold 256; the default build of Python 3.8.1 has 512"],
  [{ poolSize: 16384 }, "build with poolSize 16384; the default build of Python 3.8.1 has 4096"],
  [{ poolHeader: 32 }, "build with poolHeader 32; the default build of Python 3.8.1 has 48"],
  [{ arenaSize: 1048576 }, "build with arenaSize 1048576; the default build of Python 3.8.1 has"],
  [{ keepLastEmptyArena: true }, "build with keepLastEmptyArena true"],
  [{ workload: 7 }, 'header field "workload" must be a string, it is 7'],
  [{ command: ["-c"] }, 'header field "command" must be a string, it is ["-c"]'],
  [{ events: -3 }, 'header field "events" must be a whole number from 0, it is -3'],
  [{ events: "2002" }, 'it is "2002"'],
  [{ events: 2.5 }, "it is 2.5"],
  [{ events: undefined }, 'header field "events" must be a whole number from 0, it is missing'],
  [{ events: 1e12 }, 'its header says 1000000000000 events, column "ops" has 2002'],
  [{ allocations: 1e12 }, "its header says 1000000000000 allocations"],
  [{ allocations: -1 }, 'header field "allocations" must be a whole number from 0, it is -1'],
  [{ counts: { free: -1 } }, 'header field "counts.free" must be a whole number from 0, it is -1'],
  [{ counts: { free: 5 } }, 'its header says 5 free events, column "ops" has 1000'],
  [{ counts: 5 }, 'header field "counts" is 5'],
  [{ columns: {} }, 'header field "columns" must be a list'],
  [{ columns: [["ops", 2002]] }, 'its header lists column "sizes" 0 times'],
  [
    { columns: ["ops", "sizes", "refs", "addrs", "ops"].map((name) => [name, 0]) },
    'its header lists column "ops" 2 times',
  ],
  [{ columns: [["ops", -1]] }, '"columns: ops" must be a whole number from 0, it is -1'],
  [{ columns: [["bytes", 1]] }, 'unknown column ["bytes",1]'],
  [{ columns: ["ops"] }, 'unknown column "ops"'],
  [
    {
      arenaAllocs: [
        [5, "0x7f0000000000"],
        [4, "0x7f0000040000"],
      ],
    },
    "event 4 is out of order",
  ],
  [
    { arenaAllocs: [[2002, "0x7f0000000000"]] },
    "arenaAllocs: event 2002 is beyond the last event, 2001",
  ],
  [{ arenaAllocs: [[0, "7f0000000000"]] }, 'event 0 has no address but "7f0000000000"'],
  [{ arenaAllocs: [[0, "10x7f0000000000"]] }, 'no address but "10x7f0000000000"'],
  [{ arenaAllocs: [[0, ["0x10"]]] }, 'event 0 has no address but ["0x10"]'],
  [{ arenaAllocs: [[0, 127]] }, "event 0 has no address but 127"],
  [{ arenaAllocs: [[0, "0x7f000000000000"]] }, 'no address but "0x7f000000000000"'],
  [{ arenaAllocs: [[0, "0x7f00 and more"]] }, 'no address but "0x7f00 and more"'],
  [{ arenaAllocs: [null] }, '"arenaAllocs: event" must be a whole number from 0, it is missing'],
  [{ arenaFrees: [[-1, "0x10"]] }, '"arenaFrees: event" must be a whole number from 0, it is -1'],
  [{ arenaFrees: "none" }, 'header field "arenaFrees" must be a list, it is "none"'],
  [{ marks: [] }, 'its header says 0 marks, column "ops" has 1'],
  [{ marks: [{ event: 7, id: 1 }] }, "event 7: its header has a mark there"],
  [
    {
      marks: [
        { event: 1001, id: 1 },
        { event: 1001, id: 2 },
      ],
    },
    "marks: event 1001 is out of order",
  ],
  [
    {
      marks: [
        { event: 2001, id: 1 },
        { event: 2002, id: 2 },
      ],
    },
    "marks: event 2002 is beyond the last event, 2001",
  ],
  [{ marks: [{ event: 5000, id: 1 }] }, "marks: event 5000 is beyond the last event"],
  [{ marks: [{ event: 1001 }] }, '"marks: id at event 1001" must be a whole number'],
  [{ marks: [3] }, '"marks: event" must be a whole number from 0, it is missing'],
])("a header with %j is refused", (change, message) => {
  expect(read(withHeader(change))).toThrow(RangeError);
  expect(read(withHeader(change))).toThrow(message);
});

test("a value as long as a message bears is shown whole, with its quotes; a longer one is cut", () => {
  const columns = (length: number) => withHeader({ columns: "x".repeat(length) });
  expect(read(columns(58))).toThrow(/must be a list, it is "x{58}"$/);
  expect(read(columns(59))).toThrow(/must be a list, it is "x{59}\.\.\.$/);
});

test("more marks than a replay could keep the texts of are refused", () => {
  const marks = Array.from({ length: 65_537 }, (_, id) => ({ event: id, id }));
  expect(read(withHeader({ marks }))).toThrow("it has 65537 marks, more than 65536");
  // One less is not too many: what is wrong with them is that there are no such events.
  expect(read(withHeader({ marks: marks.slice(1) }))).toThrow("event 2002 is beyond the last");
});

test("columns that are shorter or longer than promised are refused", () => {
  const bytes = writeTrace(good);
  expect(read(bytes.subarray(0, -1))).toThrow("cut short");
  expect(read(Buffer.concat([bytes, Uint8Array.of(0)]))).toThrow("followed by something else");
});

test("an event that cannot be is refused by its number", () => {
  const ops = (...kinds: number[]) => ({ ops: kinds });
  expect(read(withColumns(ops(1, 9), 1))).toThrow("event 1: unknown operation 9");
  expect(read(withColumns({ ops: [1, 4], sizes: [8], refs: [1], addrs: [0] }, 1))).toThrow(
    "event 1: it is about the block 2 allocations back, and there were only 1",
  );
  expect(read(withColumns({ ops: [1, 1], sizes: [8], addrs: [0, 0] }, 2))).toThrow(
    'event 1: column "sizes" ends too early',
  );
  const whole = { ops: [1, 4], sizes: [8], refs: [0], addrs: [0] };
  for (const column of ["sizes", "refs", "addrs"] as const) {
    const longer = { ...whole, [column]: [...whole[column], 0] };
    expect(read(withColumns(longer, 1))).toThrow(
      `column "${column}" has 1 bytes after its last number`,
    );
  }
  expect(read(withColumns({ ops: [1], sizes: [8], addrs: [1] }, 1))).toThrow(
    "event 0: its address would be 0",
  );
  expect(read(withColumns({ ops: [1], sizes: [8], addrs: [2] }, 1))).toThrow(
    "event 0: its address would be -16",
  );
  // 2^48 - 1 units of 16 bytes are the farthest way; three of them pass 2^53.
  const farthest = [255, 255, 255, 255, 255, 255, 127];
  const far = (count: number) => {
    const each = Array.from({ length: count }, () => farthest);
    const eights = new Array<number>(count).fill(8);
    return withColumns({ ops: eights.map(() => 1), sizes: eights, addrs: each.flat() }, count);
  };
  expect([...readTrace(far(2)).addresses]).toEqual([2 ** 52 - 16, 2 ** 53 - 32]);
  expect(read(far(3))).toThrow(`event 2: its address would be ${3 * (2 ** 52 - 16)}`);
});

test("a number that no column can have is refused, and not read as another", () => {
  const sizes = (...bytes: number[]) => withColumns({ ops: [1], sizes: bytes, addrs: [0] }, 1);
  const ones = new Array(6).fill(255);
  expect(readTrace(sizes(...ones, 127)).requestBytes[0]).toBe(2 ** 49 - 1);
  for (const last of [[128], [128, 1], [255, 127], new Array(1000).fill(128)]) {
    expect(read(sizes(...ones, ...last))).toThrow('event 0: column "sizes" has a number of 2^49');
  }
  expect(read(sizes(...ones))).toThrow('event 0: column "sizes" ends too early');
});

test("a block that is freed twice, or resized after its end, is refused by the event", () => {
  const twice = traceOfSteps("3.8", steps);
  twice.blocks[1_500] = twice.blocks[1_400]!;
  expect(replay(twice)).toThrow(
    new RangeError(`event 1500: block ${twice.blocks[1_400]} was freed before`),
  );
  twice.kinds[1_500] = 3;
  expect(replay(twice)).toThrow(/^event 1500: block \d+ was freed before$/);
});

test("an arena that is missing or overlaps another is refused by the event", () => {
  const [first, second, third] = good.arenasObtained;
  const missing = { ...good, arenasObtained: [first!, second!] };
  expect(replay(missing)).toThrow(
    `event ${third!.event}: the recording has 2 arenas, and the run asks for one more`,
  );
  const overlapping = [first!, { event: second!.event, address: first!.address + 4096 }, third!];
  expect(replay({ ...good, arenasObtained: overlapping })).toThrow(
    new RegExp(`^event ${second!.event}: the arena at 0x7f.* overlaps one that is still held$`),
  );
  const misaligned = [{ event: 0, address: first!.address + 8 }, second!, third!];
  expect(replay({ ...good, arenasObtained: misaligned })).toThrow(/^event 0: .* multiple of 16/);
});

test("an arena that is one too many, or said to go at another event, is a difference", () => {
  const { arenasObtained, arenasReturned } = good;
  const more = [...arenasObtained, { event: 2_000, address: 0x10_0000 }];
  expect(replayTrace({ ...good, arenasObtained: more }).arenas.wrongMoment).toBe(1);
  const [first, ...rest] = arenasReturned;
  const later = [{ ...first!, event: first!.event + 1 }, ...rest];
  expect(replayTrace({ ...good, arenasReturned: later }).arenas.wrongMoment).toBe(1);
});

test("a trace with any bytes altered gives a report or a RangeError, and no other end", () => {
  const altered = fc.record({
    trace: smallTraces,
    // In the header or in the columns: counted from the start, or from the end.
    changes: fc.array(fc.tuple(fc.nat(), fc.boolean(), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 4,
    }),
    cutBytes: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.nat()),
  });
  const ends = { report: 0, refused: 0 };
  const numRuns = 10 * (fc.readConfigureGlobal().numRuns ?? 100);
  fc.assert(
    fc.property(altered, ({ trace, changes, cutBytes }) => {
      const bytes = writeTrace(trace);
      const header = bytes.indexOf(10);
      for (const [place, inHeader, flip] of changes) {
        const at = inHeader ? place % header : bytes.length - 1 - (place % (bytes.length - header));
        bytes[at]! ^= flip;
      }
      try {
        replayTrace(readTrace(bytes.subarray(0, bytes.length - (cutBytes % bytes.length))));
        ends.report += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
        ends.refused += 1;
      }
    }),
    { numRuns },
  );
  expect(ends.report).toBeGreaterThan(numRuns / 30);
  expect(ends.refused).toBeGreaterThan(numRuns / 30);
});

test("a trace with altered events gives a report or a RangeError that names an event", () => {
  const kinds = fc.constantFrom(MALLOC, FREE);
  fc.assert(
    fc.property(smallTraces, fc.array(fc.tuple(fc.nat(), kinds, fc.nat())), (trace, changes) => {
      if (trace.allocationCount === 0) return;
      const mallocs = () => trace.kinds.filter((kind) => kind <= 2).length;
      for (const [at, kind, block] of changes) {
        const event = at % trace.eventCount;
        trace.kinds[event] = kind;
        trace.blocks[event] = block % trace.allocationCount;
      }
      try {
        replayTrace({ ...trace, allocationCount: mallocs() });
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
        expect(String(error)).toMatch(/^RangeError: event \d+: /);
      }
    }),
  );
});
