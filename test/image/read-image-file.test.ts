import { describe, expect, test } from "vitest";
import { BytesInMemory } from "../../src/image/byte-source.js";
import { readImageFile } from "../../src/image/read-image-file.js";
import { coreOf, pageOf, selfCopyOf } from "./cores.js";

const HEAP = { start: 0x7f00_0000_1000, bytes: pageOf(7, 2), permissions: "rw-" };
const CODE = {
  start: 0x5500_0000_0000,
  bytes: new Uint8Array(0),
  permissions: "r-x",
  leftOutBytes: 8192,
};
const FILE = { start: CODE.start, end: CODE.start + 8192, page: 3, name: "/usr/bin/python3" };

const read = (bytes: Uint8Array, open?: (path: string) => BytesInMemory | undefined) =>
  readImageFile(new BytesInMemory("a file", bytes), open);

describe("an ELF core", () => {
  test("gives its writable memory, its command line and its files", () => {
    const image = read(coreOf([CODE, HEAP], [FILE]));
    expect(image.origin).toMatchObject({
      kind: "core",
      commandLine: "python3 app.py",
      problems: [],
    });
    expect(image.regions).toHaveLength(1);
    expect(image.word(HEAP.start)).toBe(0x07070707 * 2 ** 32 + 0x07070707);
    expect(image.mappingAt(CODE.start)?.fileName).toBe("/usr/bin/python3");
  });

  test("reads what it leaves out from the process's files, where they are at hand", () => {
    const program = new Uint8Array(5 * 4096).fill(1, 3 * 4096, 4 * 4096).fill(2, 4 * 4096);
    const open = (path: string) =>
      path === "/usr/bin/python3" ? new BytesInMemory(path, program) : undefined;
    const image = read(coreOf([CODE, HEAP], [FILE]), open);
    expect([...image.bytes(CODE.start + 4094, 4)!]).toEqual([1, 1, 2, 2]);
    const alone = read(coreOf([CODE, HEAP], [FILE]));
    expect(alone.bytes(CODE.start, 4)).toBeUndefined();
    expect(alone.word(CODE.start)).toBe(-1);
  });

  test("that is cut short is read as far as it goes, and says what is missing", () => {
    const whole = coreOf([HEAP]);
    const image = read(whole.subarray(0, whole.length - 4096));
    expect(image.copiedBytes).toBe(4096);
    expect(image.origin.problems).toEqual([
      "the core is cut short: 4096 bytes of the process's memory are missing",
    ]);
  });

  test.each([
    [{ bits: 1 as const }, /is the core of a 32-bit process/],
    [{ order: 2 as const }, /is of a big-endian machine/],
    [{ type: 3 }, /is a program or a library, not the core of a process/],
    [{ machine: 243 }, /is the core of machine type 243; only x86-64 and aarch64 are read/],
  ])("of another kind is refused by name: %j", (choices, message) => {
    expect(() => read(coreOf([HEAP], [], choices))).toThrow(message);
  });

  test("without memory, or without its header, is refused", () => {
    expect(() => read(coreOf([CODE]))).toThrow(/is a core without memory/);
    expect(() => read(coreOf([HEAP]).subarray(0, 50))).toThrow(/is cut short: it has 50 bytes/);
  });
});

describe("a copy that a process made of itself", () => {
  const maps = [
    "7f0000001000-7f0000003000 rw-p 00000000 00:00 0 ",
    "550000000000-550000001000 r--p 00003000 08:01 77                         /usr/bin/python3",
    "",
  ].join("\n");
  const constants = { start: 0x5500_0000_0000, bytes: pageOf(9), permissions: "r--" };

  test("gives its writable memory, and the rest where it has it", () => {
    const image = read(selfCopyOf(maps, [HEAP, constants]));
    expect(image.regions.map(({ start, isAnonymous }) => [start, isAnonymous])).toEqual([
      [HEAP.start, true],
    ]);
    expect(image.byte(constants.start)).toBe(9);
    expect(image.byte(constants.start + 4096)).toBe(-1);
  });

  test("that is cut short or broken is refused", () => {
    const whole = selfCopyOf(maps, [HEAP, constants]);
    expect(() => read(whole.subarray(0, whole.length - 20))).toThrow(/is cut short/);
    expect(() => read(selfCopyOf(maps, [{ ...HEAP, start: 5 }]))).toThrow(/is broken at byte/);
  });
});

test("anything else is refused by name", () => {
  expect(() => read(new Uint8Array(0))).toThrow("a file is empty");
  expect(() => read(new TextEncoder().encode("hello"))).toThrow(
    "a file is neither an ELF core nor a copy that a process made of itself",
  );
});
