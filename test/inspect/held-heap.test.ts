import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  packBlocks,
  packLabels,
  unpackBlocks,
  unpackLabels,
} from "../../src/inspect/held-heap/block-runs.js";
import { checkHeldHeap } from "../../src/inspect/held-heap/check-held-heap.js";
import { arenasBackWithout } from "../../src/inspect/held-heap/free-blocks.js";
import { readHeldHeap } from "../../src/inspect/held-heap/read-held-heap.js";
import { GEOMETRIES } from "../../src/pymalloc/geometry.js";
import { takeHeapSnapshot } from "../../src/pymalloc/heap/heap-snapshot.js";
import { Pymalloc } from "../../src/pymalloc/pymalloc.js";
import { AdjacentArenas } from "../../src/pymalloc/sources/arena-source.js";

describe("numbers of blocks as a text", () => {
  test("labels come back as they were", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 300 })), (labels) => {
        const given = Uint16Array.from(labels);
        expect(unpackLabels(packLabels(given), given.length, 301)).toEqual(given);
      }),
    );
  });

  test("a set of blocks comes back as it was", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: 100_000 })), (numbers) => {
        const blocks = Uint32Array.from(numbers).sort();
        expect(unpackBlocks(packBlocks(blocks), 100_001)).toEqual(blocks);
      }),
    );
  });

  test("three blocks with label 1, then 300 free ones, are five bytes", () => {
    // 1, 3; 0, 300 = 0b10_0101100: 0x80 | 0b0101100, then 0b10
    const labels = new Uint16Array(303).fill(1, 0, 3);
    expect([...atob(packLabels(labels))].map((one) => one.charCodeAt(0))).toEqual([
      1, 3, 0, 0xac, 2,
    ]);
  });

  test.each([
    [
      "a label that there is not",
      () => unpackLabels(btoa("\x07\x01"), 1, 7),
      /label 7, and there are 7/,
    ],
    ["too many blocks", () => unpackLabels(btoa("\x01\x09"), 8, 7), /there are 8 blocks, and more/],
    [
      "too few blocks",
      () => unpackLabels(btoa("\x01\x03"), 8, 7),
      /there are 8 blocks, and 3 have/,
    ],
    ["half a pair", () => unpackLabels(btoa("\x01"), 8, 7), /cut short/],
    [
      "a block out of range",
      () => unpackBlocks(btoa("\x07\x02"), 8),
      /block 8 is named, and there are 8/,
    ],
    ["no base64", () => unpackBlocks("!", 8), /not base64/],
  ])("%s is refused", (_, read, message) => {
    expect(read).toThrow(message);
  });
});

/** Two arenas of 3.8, full of 512 bytes but for one block, and one block in a third. */
function heldHeap() {
  const allocator = new Pymalloc(GEOMETRIES["3.8"], new AdjacentArenas(0x7f00_0010_0000));
  const perArena = 64 * 7;
  for (let count = 0; count < 2 * perArena + 1; count++) allocator.malloc(512);
  const snapshot = takeHeapSnapshot(allocator);
  const carved = snapshot.pools.reduce((sum, [, , , blocks]) => sum + blocks, 0);
  const labels = new Uint16Array(carved).fill(2, 0, carved - 1);
  return {
    format: "held-heap",
    version: 1,
    python: "3.8.18",
    geometry: GEOMETRIES["3.8"],
    source: { kind: "process", stoppedMs: 12.5, consistent: true, problems: [] },
    contains: { values: false, names: true },
    interpreters: [{ snapshot }],
    labels: [{ kind: "free" }, { kind: "unknown" }, { kind: "object", type: "str" }],
    blockLabels: packLabels(labels),
    holders: [
      {
        path: "app.cache",
        type: "list",
        objects: perArena,
        blocks: perArena,
        bytes: perArena * 512,
        arenasBack: 1,
        frees: packBlocks(Uint32Array.from({ length: perArena }, (__, block) => block)),
      },
    ],
    priceCurve: [
      {
        arenas: 1,
        blocks: 1,
        bytes: 512,
        arenasBack: 1,
        places: [{ path: "app.cache", blocks: 1 }],
      },
    ],
  };
}

const file = (value: unknown) => new Uint8Array(gzipSync(JSON.stringify(value)));

describe("a held-heap file", () => {
  test("is read as it was written, and what is not known of it is left out", async () => {
    const held = heldHeap();
    expect(await readHeldHeap(file({ ...held, later: 1 }))).toEqual(held);
  });

  test("says by the allocator's rules which arenas come back without a holder", () => {
    const held = checkHeldHeap(heldHeap());
    const blocks = unpackBlocks(held.holders[0]!.frees, 2 * 64 * 7 + 2);
    const { arenas } = held.interpreters[0]!.snapshot;
    expect(arenasBackWithout(held, blocks)).toEqual([arenas[0]!.address]);
    // One block short of it, and nothing comes back.
    expect(arenasBackWithout(held, blocks.subarray(1))).toEqual([]);
  });

  test("that is not gzip, is cut short, or unzips to more than is taken is refused", async () => {
    const whole = file(heldHeap());
    await expect(readHeldHeap(new Uint8Array([1, 2, 3]))).rejects.toThrow(/not a gzip file/);
    await expect(readHeldHeap(whole.subarray(0, whole.length - 9))).rejects.toThrow(/cut short/);
    await expect(readHeldHeap(whole, 1000)).rejects.toThrow(/more than the 1000 bytes/);
    await expect(readHeldHeap(new Uint8Array(gzipSync("{")))).rejects.toThrow(/it is not JSON/);
    const latin1 = gzipSync(Uint8Array.of(0x22, 0xe9, 0x22));
    await expect(readHeldHeap(new Uint8Array(latin1))).rejects.toThrow(/it is not UTF-8 text/);
  });

  type Held = ReturnType<typeof heldHeap>;
  const snapshotOf = (held: Held) => held.interpreters[0]!.snapshot;
  const withSnapshot = (held: Held, change: object) => ({
    ...held,
    interpreters: [{ snapshot: { ...snapshotOf(held), ...change } }],
  });

  test.each<[string, (held: Held) => unknown, RegExp]>([
    [
      "another format",
      (held) => ({ ...held, format: "heap" }),
      /format must be "held-heap", got "heap"/,
    ],
    ["another version", (held) => ({ ...held, version: 2 }), /version must be 1, got 2/],
    [
      "no geometry",
      (held) => ({ ...held, geometry: null }),
      /geometry must be an object, got null/,
    ],
    [
      "a pool of an odd size",
      (held) => ({ ...held, geometry: { ...held.geometry, poolBytes: 5000 } }),
      /geometry.poolBytes must be a power of two, got 5000/,
    ],
    [
      "no interpreter",
      (held) => ({ ...held, interpreters: [] }),
      /interpreters must be one or more/,
    ],
    [
      "arenas that overlap",
      (held) => {
        const [first, ...rest] = snapshotOf(held).arenas;
        return withSnapshot(held, {
          arenas: [{ ...first, address: rest[0]!.address + 4096 }, ...rest],
        });
      },
      /arenas must be arenas that do not overlap/,
    ],
    [
      "a pool that is missing",
      (held) => withSnapshot(held, { pools: snapshotOf(held).pools.slice(1) }),
      /pools must be the 129 carved pools, each once, got 128/,
    ],
    [
      "a free list with a block twice",
      (held) => {
        const pools = snapshotOf(held).pools.map((pool) => [...pool]);
        pools.at(-1)!.push(pools.at(-1)!.at(-1)!);
        return withSnapshot(held, { pools });
      },
      /must be a pool whose free list has each block once/,
    ],
    [
      "a used pool that is on no list",
      (held) => withSnapshot(held, { usedPools: snapshotOf(held).usedPools.map(() => []) }),
      /usedPools must be used pools with pool 0 of arena 2 right/,
    ],
    [
      "usable arenas that have no room",
      (held) => withSnapshot(held, { usableArenas: [0, 1, 2] }),
      /usableArenas must be the arenas with room, the fullest first/,
    ],
    [
      "labels of too few blocks",
      (held) => ({ ...held, blockLabels: packLabels(Uint16Array.of(1)) }),
      /blockLabels: there are 898 blocks, and 1 have labels/,
    ],
    [
      "a holder of blocks that are not there",
      (held) => ({ ...held, holders: [{ ...held.holders[0], frees: packBlocks([5000]) }] }),
      /holders\[0\]\.frees: block 5000 is named/,
    ],
    [
      "a holder whose number of blocks is another",
      (held) => ({ ...held, holders: [{ ...held.holders[0], blocks: 5 }] }),
      /holders\[0\]\.frees must be the 5 blocks of the holder, got 448/,
    ],
    [
      "a negative price",
      (held) => ({ ...held, priceCurve: [{ arenas: -1 }] }),
      /priceCurve\[0\]\.arenas must be a whole number, 0 or more, got -1/,
    ],
  ])("with %s is refused by the name of the field", (_, change, message) => {
    expect(() => checkHeldHeap(change(heldHeap()))).toThrow(message);
  });

  test("that somebody changed anywhere is refused or read, and breaks nothing", () => {
    const text = JSON.stringify(heldHeap());
    fc.assert(
      fc.property(
        fc.nat({ max: text.length - 1 }),
        fc.constantFrom("0", "9", "-", "[", "x"),
        (at, letter) => {
          const changed = `${text.slice(0, at)}${letter}${text.slice(at + 1)}`;
          let value: unknown;
          try {
            value = JSON.parse(changed);
          } catch {
            return;
          }
          try {
            const held = checkHeldHeap(value);
            arenasBackWithout(held, [0, 1, 2]);
          } catch (error) {
            expect(error).toBeInstanceOf(RangeError);
            expect(String(error)).toMatch(/^RangeError: not a held heap: /);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
