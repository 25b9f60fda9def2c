import { expect, test } from "vitest";
import type { MallocStats } from "../../../src/pymalloc/malloc-stats.js";
import { statsGeometry } from "../../../src/stats/text/stats-geometry.js";
import { pymallocText, sample } from "../stats-sample.js";

/** The header of pools of 4096 bytes, worked out from one class of 16 bytes. */
function headerBytes(poolCount: number, blocks: number, headers: number, quantization = 0): number {
  const stats: MallocStats = {
    ...pymallocText(sample("3.8-startup")).stats,
    classes: [
      { sizeClass: 0, blockBytes: 16, poolCount, blocksInUse: blocks - 4, availableBlocks: 4 },
    ],
    bytesLostToPoolHeaders: headers,
    bytesLostToQuantization: quantization,
  };
  return statsGeometry(stats).poolHeaderBytes;
}

test.each([
  // (4096 - 48) / 16 = 253 blocks a pool; with 32 bytes of header 254, with 64 only 252.
  ["64-bit", 2, 2 * 253, 2 * 48, 48],
  ["32-bit", 2, 2 * 254, 2 * 32, 32],
  ["of a patched build", 2, 2 * 252, 2 * 64, 64],
  ["as the rows say, where the line on headers is wrong", 1, 253, 1000, 48],
  ["as the rows say, where two pools have short ones", 2, 2 * 254, 1000, 32],
  ["as the line on headers says, where the rows are wrong", 2, 2 * 200, 2 * 32, 32],
])("a pool's header is %s", (_, poolCount, blocks, headers, expected) => {
  expect(headerBytes(poolCount, blocks, headers)).toBe(expected);
});

test.each([
  ["larger than the pool", 1, 5000],
  ["as large as the pool", 1, 4096],
  ["no whole bytes", 2, 97],
])("a header that would be %s is none, also where nothing else agrees", (_, pools, headers) => {
  expect(headerBytes(pools, 7, headers, 3)).toBe(48);
});
