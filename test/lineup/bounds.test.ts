import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boundsOf, type LivePool, livePools } from "../../src/lineup/bounds.js";
import { geometryOf } from "../../src/pymalloc/geometry.js";
import { Pymalloc } from "../../src/pymalloc/pymalloc.js";
import { AdjacentArenas } from "../../src/pymalloc/sources/arena-source.js";

/** Four pages, and a header of 48 bytes: 31 blocks of 512 bytes. */
const GEOMETRY = { poolBytes: 16384, poolHeaderBytes: 48 };
const pool = (blockBytes: number, ...live: number[]): LivePool => ({ blockBytes, live });

test("no pool needs no memory", () => {
  expect(boundsOf([], GEOMETRY)).toEqual({
    blockBytes: 0,
    poolsBytes: 0,
    pagesBytes: 0,
    meshedPairsBytes: 0,
    meshedBytes: 0,
    compactedBytes: 0,
  });
});

describe("pages", () => {
  const pages = (...pools: LivePool[]) => boundsOf(pools, GEOMETRY).pagesBytes / 4096;

  test("a pool holds its first page for its header, wherever its blocks are", () => {
    expect(pages(pool(512, 0))).toBe(1);
    // Block 30 is at 48 + 30 * 512 = 15408, in the fourth page.
    expect(pages(pool(512, 30))).toBe(2);
  });

  test("a block on a border of pages holds both", () => {
    // Block 7 is at 3632 and ends at 4144: pages 0 and 1.
    expect(pages(pool(512, 7))).toBe(2);
    // Block 15 is at 7728 and ends at 8240: pages 1 and 2, and the header's.
    expect(pages(pool(512, 15))).toBe(3);
  });

  test("a full pool holds all its pages", () => {
    expect(pages(pool(512, ...Array(31).keys()))).toBe(4);
  });
});

describe("meshing", () => {
  const meshed = (...pools: LivePool[]) => {
    const { meshedPairsBytes, meshedBytes } = boundsOf(pools, GEOMETRY);
    return [meshedPairsBytes / 16384, meshedBytes / 16384];
  };

  test("two pools share one if their blocks lie at different places", () => {
    expect(meshed(pool(512, 0), pool(512, 1))).toEqual([1, 1]);
    expect(meshed(pool(512, 0, 3), pool(512, 3, 5))).toEqual([2, 2]);
  });

  test("three may share one, where only pairs are two", () => {
    expect(meshed(pool(512, 0), pool(512, 1), pool(512, 2))).toEqual([2, 1]);
  });

  test("pools of different classes never share", () => {
    expect(meshed(pool(512, 0), pool(496, 1))).toEqual([2, 2]);
  });

  test("it is greedy: the fullest first, so one more pool than need be is possible", () => {
    const pools = [pool(512, 0, 1), pool(512, 2, 3), pool(512, 2, 4), pool(512, 4, 5)];
    // Best is 01 with 24 and 23 with 45. Greedy takes 01 with 23, the first that fits.
    expect(meshed(...pools)[0]).toBe(3);
  });
});

test("moving needs as many pools of each class as its blocks fill", () => {
  const scattered = Array.from({ length: 32 }, () => pool(512, 4));
  expect(boundsOf(scattered, GEOMETRY).compactedBytes).toBe(2 * 16384);
  expect(boundsOf([...scattered, pool(16, 0)], GEOMETRY).compactedBytes).toBe(3 * 16384);
});

test("a heap's pools with a live block are read with their places", () => {
  const allocator = new Pymalloc(geometryOf("3.11"), new AdjacentArenas());
  const blocks = Array.from({ length: 32 }, () => allocator.malloc(512));
  for (const block of blocks.slice(1, 31)) allocator.free(block);
  expect(livePools(allocator.heap)).toEqual([pool(512, 0), pool(512, 0)]);
  allocator.free(blocks[31]!);
  expect(livePools(allocator.heap)).toEqual([pool(512, 0)]);
});

test("each freedom gives at least as much as the one before it, and none less than what lives", () => {
  const anyPool = fc
    .tuple(
      fc.constantFrom(64, 496, 512),
      fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { minLength: 1 }),
    )
    .map(([blockBytes, live]) => pool(blockBytes, ...live.sort((a, b) => a - b)));
  fc.assert(
    fc.property(fc.array(anyPool, { maxLength: 40 }), (pools) => {
      const bounds = boundsOf(pools, GEOMETRY);
      expect(bounds.pagesBytes).toBeLessThanOrEqual(bounds.poolsBytes);
      expect(bounds.meshedPairsBytes).toBeLessThanOrEqual(bounds.poolsBytes);
      expect(bounds.meshedPairsBytes).toBeGreaterThanOrEqual(bounds.poolsBytes / 2);
      expect(bounds.meshedBytes).toBeLessThanOrEqual(bounds.poolsBytes);
      expect(bounds.compactedBytes).toBeLessThanOrEqual(bounds.meshedBytes);
      expect(bounds.blockBytes).toBeLessThanOrEqual(bounds.compactedBytes);
    }),
  );
});
