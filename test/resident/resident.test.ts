import { describe, expect, test } from "vitest";
import { type CopiedRegion, type Mapping, MemoryImage } from "../../src/image/memory-image.js";
import { emptyRegion } from "../../src/image/memory-map.js";
import { libcHeaps, mappedBlocks } from "../../src/resident/libc-heap.js";
import { parseMappingMemory } from "../../src/resident/mapping-memory.js";
import { splitByMappings, splitResident } from "../../src/resident/resident-split.js";
import { commonBytes } from "../../src/resident/stretches.js";
import { tellResident } from "../../src/resident/tell-resident.js";

const PAGE = 4096;
const MIB = 2 ** 20;
const IN_USE = 1;

/** Anonymous memory with words set at some addresses. */
function imageOf(mappings: readonly Mapping[], words: ReadonlyMap<number, number>): MemoryImage {
  const regions: CopiedRegion[] = mappings.map((one) => emptyRegion(one.start, one.end, one));
  for (const [address, word] of words) {
    const region = regions.find(({ start, end }) => address >= start && address < end)!;
    new DataView(region.bytes.buffer).setBigUint64(address - region.start, BigInt(word), true);
  }
  const origin = {
    kind: "copy" as const,
    name: "by hand",
    commandLine: "",
    pythonVariables: new Map<string, string>(),
    stoppedMs: 0,
    isOfOneMoment: true,
    problems: [],
  };
  return new MemoryImage(origin, mappings, regions);
}

function mappingOf(start: number, end: number, fileName = ""): Mapping {
  return { start, end, permissions: "rw-p", fileName, fileOffset: 0 };
}

/** The second word of each chunk of a heap, from lengths and whether each is in use. */
function chunksFrom(start: number, chunks: readonly [chunkBytes: number, inUse: boolean][]) {
  const words = new Map<number, number>();
  let at = start;
  let wasInUse = true;
  for (const [chunkBytes, inUse] of chunks) {
    words.set(at + 8, chunkBytes + (wasInUse ? IN_USE : 0));
    at += chunkBytes;
    wasInUse = inUse;
  }
  return words;
}

describe("a heap of glibc", () => {
  const heap = mappingOf(16 * PAGE, 20 * PAGE, "[heap]");

  test("is walked to its top, and what lies before a chunk without the flag is free", () => {
    const chunks = chunksFrom(heap.start, [
      [0x290, true],
      [2 * PAGE, false],
      [PAGE, true],
      [PAGE - 0x290, true], // The top: no chunk follows that would say so.
    ]);
    const [found] = libcHeaps(imageOf([heap], chunks));
    const first = heap.start + 0x290;
    expect(found?.free).toEqual([
      { start: first, end: first + 2 * PAGE },
      { start: first + 3 * PAGE, end: heap.end },
    ]);
    // One whole page lies in the free chunk; the top has none after its header.
    expect(found?.freePages).toEqual([{ start: heap.start + PAGE, end: heap.start + 2 * PAGE }]);
  });

  test("may begin anywhere in its first page", () => {
    const chunks = chunksFrom(heap.start + 0x70, [
      [PAGE, true],
      [3 * PAGE - 0x70, true],
    ]);
    expect(libcHeaps(imageOf([heap], chunks))).toHaveLength(1);
  });

  test("is not one where the chunks do not end at the heap's end", () => {
    const chunks = chunksFrom(heap.start, [
      [PAGE, true],
      [4 * PAGE, true],
    ]);
    expect(libcHeaps(imageOf([heap], chunks))).toEqual([]);
  });

  test("of a thread begins on 64 MiB, and its first chunk after the arena's record", () => {
    const start = 64 * MIB;
    const thread = mappingOf(start, start + 4 * PAGE);
    const first = start + 0x30 + 0x8a0;
    const words = chunksFrom(first, [
      [PAGE, false],
      [PAGE, true],
      [start + 4 * PAGE - first - 2 * PAGE, true],
    ]);
    words.set(start, start + 0x30).set(start + 16, 4 * PAGE);
    const [found] = libcHeaps(imageOf([thread], words));
    expect(found?.free[0]).toEqual({ start: first, end: first + PAGE });
  });

  test("has blocks beside it that were mapped one by one", () => {
    const mapping = mappingOf(0, 64 * PAGE);
    const words = new Map([
      [2 * PAGE + 8, (32 * PAGE) | 2],
      [40 * PAGE + 8, (3 * PAGE) | IN_USE], // Somebody's data: the flag is another one.
    ]);
    const image = imageOf([mapping], words);
    expect(mappedBlocks(image, mapping, [])).toEqual([{ start: 2 * PAGE, end: 34 * PAGE }]);
    expect(mappedBlocks(image, mapping, [{ start: 0, end: 8 * PAGE }])).toEqual([]);
  });
});

describe("resident memory", () => {
  const smaps = `10000-14000 rw-p 00000000 00:00 0                          [heap]
Rss:                  16 kB
Pss:                  10 kB
Private_Clean:         0 kB
Private_Dirty:         4 kB
Anonymous:            16 kB
VmFlags: rd wr mr
100000-200000 rw-p 00000000 00:00 0
Rss:                 512 kB
Pss:                 512 kB
Private_Dirty:       512 kB
Swap:                 64 kB
400000-500000 r-xp 00000000 08:01 12                     /usr/bin/python3
Rss:                 100 kB
Pss:                  50 kB
600000-601000 rw-s 00000000 00:01 7                      /dev/shm/queue (deleted)
Rss:                   4 kB
Pss:                   2 kB
`;

  test("is read from the system's list", () => {
    const all = parseMappingMemory(smaps);
    expect(all.map(({ residentBytes }) => residentBytes / 1024)).toEqual([16, 512, 100, 4]);
    expect(all[1]?.swappedBytes).toBe(64 * 1024);
    expect(all[3]?.mapping.fileName).toBe("/dev/shm/queue");
  });

  test("is split by mappings alone where the memory was not read", () => {
    const { parts, totals } = splitByMappings(parseMappingMemory(smaps));
    const KIB = 1024;
    expect(parts).toEqual({
      otherAnonymous: 528 * KIB,
      files: 100 * KIB,
      sharedMemory: 4 * KIB,
    });
    expect(totals.sharedAnonymousBytes).toBe(12 * KIB);
  });

  test("is split into arenas and libc's heap, page by page, and adds up", () => {
    const heap = mappingOf(0x10000, 0x14000, "[heap]");
    const arenas = mappingOf(0x100000, 0x200000);
    const chunks = chunksFrom(heap.start, [
      [PAGE, false],
      [2 * PAGE, true],
      [PAGE, true],
    ]);
    const split = splitResident(parseMappingMemory(smaps), {
      image: imageOf([heap, arenas], chunks),
      python: { arenas: [{ start: 0x100000, end: 0x180000 }], liveBytes: 100 * 1024 },
      // All of the heap; of the arena its first half, and as much beside it.
      residentIn: ({ start, end }) =>
        start === heap.start
          ? [{ start, end }]
          : [
              { start: 0x100000, end: 0x140000 },
              { start: 0x180000, end: 0x1c0000 },
            ],
    });
    expect(split.parts).toEqual({
      pythonLive: 100 * 1024,
      pythonFree: (256 - 100) * 1024,
      libcLive: 2 * PAGE,
      libcFree: 2 * PAGE,
      libcMapped: 0,
      otherAnonymous: 256 * 1024,
      files: 100 * 1024,
      sharedMemory: 4 * 1024,
    });
    const sum = Object.values(split.parts).reduce((total, bytes) => total + bytes, 0);
    expect(sum).toBe(split.totals.residentBytes);
  });
});

test("what two lists of stretches have in common is counted once", () => {
  const ones = [
    { start: 0, end: 4 },
    { start: 6, end: 20 },
  ];
  const others = [
    { start: 2, end: 7 },
    { start: 8, end: 9 },
    { start: 19, end: 30 },
  ];
  expect(commonBytes(ones, others)).toBe(2 + 1 + 1 + 1);
  expect(commonBytes(others, ones)).toBe(5);
});

describe("the answer", () => {
  const totals = {
    residentBytes: 100 * MIB,
    proportionalBytes: 90 * MIB,
    privateBytes: 80 * MIB,
    sharedAnonymousBytes: 0,
    lazyFreeBytes: 0,
    swappedBytes: 0,
  };

  test.each([
    [{ pythonLive: 60 * MIB, pythonFree: 20 * MIB }, "liveObjects"],
    [{ pythonLive: 20 * MIB, pythonFree: 60 * MIB }, "heldBySurvivors"],
    [{ libcLive: 30 * MIB, libcMapped: 40 * MIB, pythonLive: 20 * MIB }, "libcInUse"],
    [{ libcFree: 70 * MIB, libcLive: 20 * MIB }, "keptByLibc"],
    [{ files: 70 * MIB, pythonLive: 20 * MIB }, "files"],
    [{ otherAnonymous: 70 * MIB, files: 20 * MIB }, "other"],
  ] as const)("names what has most", (parts, verdict) => {
    expect(tellResident({ totals, parts, trimmableBytes: 0 }, 1).verdict).toBe(verdict);
  });

  test("says where the memory was not read, and does not guess then", () => {
    const unread = splitByMappings([]).parts;
    const parts = { ...unread, otherAnonymous: 70 * MIB };
    const told = tellResident({ totals, parts, trimmableBytes: undefined }, 1);
    expect(told.sentence).toContain("It was not read");
    expect(told.measures).toEqual([]);
  });

  test("is the parent where most is still shared with it", () => {
    const forked = { ...totals, sharedAnonymousBytes: 70 * MIB, privateBytes: 10 * MIB };
    const told = tellResident(
      { totals: forked, parts: { pythonLive: 60 * MIB }, trimmableBytes: 0 },
      1,
    );
    expect(told.verdict).toBe("sharedWithParent");
    expect(told.sentence).toContain("70.0 MiB of the 100.0 MiB resident. It costs 10.0 MiB");
  });

  test("names large free parts beside it, and puts first what costs no object", () => {
    const parts = { pythonLive: 50 * MIB, libcFree: 30 * MIB };
    const told = tellResident({ totals, parts, trimmableBytes: 25 * MIB }, 7);
    expect(told.sentence).toContain("30.0 MiB more was freed and is kept by libc.");
    expect(told.measures.map(({ upToBytes }) => upToBytes / MIB)).toEqual([25, 50]);
  });
});
