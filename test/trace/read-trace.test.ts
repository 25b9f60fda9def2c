import { expect, test } from "vitest";
import { readTrace } from "../../src/trace/read-trace.js";
import type { Trace } from "../../src/trace/trace.js";
import { writeTrace } from "../../src/trace/write-trace.js";

/** Allocations of a file, as the format has them: bytes requested, varint of the address, address. */
const ALLOCATIONS: readonly (readonly [number, readonly number[], number])[] = [
  // The first of its class counts from 0: 100 units of 16 bytes on, as 1 + 2 * 100.
  [16, [0xc9, 0x01], 1600],
  // Another class has its own last address, so this is not a distance from 1600.
  [17, [0x91, 0x03], 3200],
  [16, [3], 1616],
  // 1 byte is of the class of 16; two units back are 1 + 2 * 2 - 1.
  [1, [4], 1584],
  [32, [3], 3216],
  [512, [21], 160],
  // 513 bytes and none have one place together, which no class has.
  [513, [41], 320],
  [0, [3], 336],
  [2 ** 32, [2], 320],
  [512, [3], 176],
  // Without an address, the next one counts from the address before it.
  [512, [0], 0],
  [512, [3], 192],
];

/** The sizes above as varints. */
const SIZES = [16, 17, 16, 1, 32, [0x80, 4], [0x81, 4], 0, [0x80, 0x80, 0x80, 0x80, 16]]
  .concat([
    [0x80, 4],
    [0x80, 4],
    [0x80, 4],
  ])
  .flat();

function fileOf(columns: readonly (readonly [string, readonly number[]])[], change: object) {
  const header = {
    format: "pmt1",
    python: "3.12.1",
    columns: columns.map(([name, bytes]) => [name, bytes.length]),
    arenaAllocs: [],
    arenaFrees: [],
    marks: [],
    ...change,
  };
  const line = new TextEncoder().encode(`${JSON.stringify(header)}\n`);
  return Uint8Array.of(...line, ...columns.flatMap(([, bytes]) => bytes));
}

const columns = [
  ["ops", ALLOCATIONS.map((_, i) => (i % 2) + 1)],
  ["sizes", SIZES],
  ["refs", []],
  ["addrs", ALLOCATIONS.flatMap(([, varint]) => varint)],
] as const;
const file = fileOf(columns, { events: ALLOCATIONS.length, allocations: ALLOCATIONS.length });

/** What stands after the header line. */
const afterHeader = (bytes: Uint8Array) => [...bytes.subarray(bytes.indexOf(10) + 1)];

test("an address counts from the last one of its size class", () => {
  const { addresses, requestBytes } = readTrace(file);
  expect([...requestBytes]).toEqual(ALLOCATIONS.map(([bytes]) => bytes));
  expect([...addresses]).toEqual(ALLOCATIONS.map(([, , address]) => address));
});

test("what is read is written with the same bytes", () => {
  expect(afterHeader(writeTrace(readTrace(file)))).toEqual(afterHeader(file));
});

test("the columns are read in the order that the header gives them", () => {
  const change = { events: ALLOCATIONS.length, allocations: ALLOCATIONS.length };
  expect(readTrace(fileOf(columns.toReversed(), change))).toEqual(readTrace(file));
});

test("a free names its block by the allocations since, and has neither size nor address", () => {
  const bytes = fileOf(
    [
      // malloc, calloc, free of the first, malloc, realloc of the second, free of the third
      ["ops", [1, 2, 4, 1, 3, 4]],
      ["sizes", [8, 9, 10, 11]],
      ["refs", [1, 1, 0]],
      ["addrs", [0, 0, 0, 21]],
    ],
    { events: 6, allocations: 3 },
  );
  const { kinds, requestBytes, blocks, addresses } = readTrace(bytes);
  expect([...kinds]).toEqual([1, 2, 4, 1, 3, 4]);
  expect([...requestBytes]).toEqual([8, 9, 0, 10, 11, 0]);
  expect([...blocks]).toEqual([0, 0, 0, 0, 1, 2]);
  expect([...addresses]).toEqual([0, 0, 0, 0, 160, 0]);
});

test("a header without names has empty ones, and is of a process that came to its end", () => {
  const { workload, command, cut, release, python }: Trace = readTrace(file);
  expect({ workload, command, cut, release, python }).toEqual({
    ...{ workload: "", command: "", cut: false, release: "3.12.1", python: "3.12" },
  });
  const other = fileOf(
    [
      ["ops", []],
      ["sizes", []],
      ["refs", []],
      ["addrs", []],
    ],
    {
      ...{ events: 0, allocations: 0, cut: true, workload: "w", command: "c" },
    },
  );
  expect(readTrace(other)).toMatchObject({ workload: "w", command: "c", cut: true });
});
