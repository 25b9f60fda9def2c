import { describe, expect, it } from "vitest";
import { type Geometry, geometryOf } from "../../../src/pymalloc/geometry.js";
import { AdjacentArenas } from "../../../src/pymalloc/sources/arena-source.js";
import { LoggedPymalloc } from "../../../src/recording/log/logged-pymalloc.js";
import { shortNames } from "../../../src/recording/place-names.js";
import { tellNextPool } from "../../../src/recording/player/next-pool.js";
import { RunPlayer } from "../../../src/recording/player/run-player.js";
import { tellOperation } from "../../../src/recording/player/tell-operation.js";

/** Arenas of two pools of 256 bytes: six 32-byte blocks in each, after a header of 48. */
const SMALL: Geometry = {
  ...geometryOf("3.11"),
  smallRequestThreshold: 64,
  poolBytes: 256,
  arenaBytes: 512,
};

/** Tells of the last operation of a program; arenas lie at 0x1000 and below. */
function lastWords(program: (allocator: LoggedPymalloc) => void, geometry = SMALL): string {
  const player = played(program, geometry);
  player.seek(player.length);
  const { verb, rest } = tellOperation(
    player.outcome!,
    shortNames((birth) => birth),
    512,
  );
  return `${verb} ${rest}`;
}

function played(program: (allocator: LoggedPymalloc) => void, geometry = SMALL): RunPlayer {
  const allocator = LoggedPymalloc.onEmptyHeap(geometry, new AdjacentArenas(0x1200));
  program(allocator);
  return new RunPlayer({ ...allocator.loggedRun(), geometry });
}

function mallocs(allocator: LoggedPymalloc, count: number, bytes = 32): number[] {
  return Array.from({ length: count }, () => allocator.malloc(bytes));
}

describe("the words for a malloc", () => {
  it("say that a new arena came", () => {
    expect(lastWords((a) => mallocs(a, 1, 20))).toBe(
      "malloc of 20 bytes takes a 32-byte block at 0x1030 (block 1 of pool A1·1): " +
        "no pool of 32-byte blocks had one free, so a pool is taken: A1·1, never used before. " +
        "No arena had a free pool either: 512 bytes come from the system: A1.",
    );
  });

  it("say where a listed block was", () => {
    expect(lastWords((a) => mallocs(a, 2))).toMatch(
      /block 2 of pool A1·1\): it was first on the free list of A1·1, the first used pool of its size\. 2 of 6 are live\.$/,
    );
  });

  it("say that the pool is full", () => {
    expect(lastWords((a) => mallocs(a, 6))).toMatch(
      /Now all 6 are live: the pool is full and leaves its list\.$/,
    );
  });

  it("say that an emptied pool continues, or is divided anew", () => {
    const emptied = (bytes: number) =>
      lastWords((a) => {
        a.malloc(64);
        a.free(a.malloc(32));
        a.malloc(bytes);
      });
    expect(emptied(32)).toMatch(/A1·2, emptied before, and of the same size: it continues where/);
    expect(emptied(16)).toMatch(
      /A1·2, emptied before; it is divided anew for this size\. A1 now has no free pools\./,
    );
  });

  it("say that a size is none of pymalloc's", () => {
    expect(lastWords((a) => mallocs(a, 1, 65))).toMatch(/^malloc of 65 bytes: not a size that/);
  });
});

describe("the words for a free", () => {
  it("say that the pool was full", () => {
    expect(lastWords((a) => a.free(mallocs(a, 6)[2]!))).toBe(
      "free of a 32-byte block at 0x1070 (block 3 of pool A1·1): its pool was full and on no list, " +
        "so it goes to the front of the list of 32-byte pools. The next block of that size comes from here. " +
        "5 of 6 are live, so nothing goes back.",
    );
  });

  it("say that the pool stays", () => {
    expect(lastWords((a) => a.free(mallocs(a, 3)[0]!))).toMatch(
      /it becomes first on its pool's free list\. 2 of 6 are live, so nothing goes back\.$/,
    );
  });

  it("say what an emptied pool means for its arena", () => {
    const first = lastWords((a) => {
      mallocs(a, 6);
      a.free(a.malloc(32));
    });
    expect(first).toMatch(/A1 had no free pool; with one it is first among the usable arenas/);
    const kept = lastWords((a) => a.free(a.malloc(32)));
    expect(kept).toMatch(
      /A1 is wholly free now, but it is last among the usable arenas, and one such is kept\.$/,
    );
    const returned = lastWords((a) => a.free(a.malloc(32)), {
      ...SMALL,
      keepsLastEmptyArena: false,
    });
    expect(returned).toMatch(
      /It was the last pool in use of A1 too: 512 bytes go back to the system\.$/,
    );
  });

  it("say that a block was the raw allocator's", () => {
    expect(lastWords((a) => a.free(a.malloc(65)))).toMatch(/^free of a block of the system's own/);
  });
});

describe("the words for a realloc", () => {
  it("say that it stays, moves, or leaves", () => {
    const to = (bytes: number) => lastWords((a) => a.realloc(a.malloc(32), bytes));
    expect(to(30)).toMatch(/^realloc to 30 bytes: a 32-byte block .* so it stays where it is\.$/);
    expect(to(40)).toMatch(
      /^realloc to 40 bytes: a new block is taken first, .*A1·2, never used before.* The old one is freed, .*A1·1/,
    );
    expect(to(100)).toMatch(
      /^realloc to 100 bytes: the block now is the system's own allocator's\. The old one is freed/,
    );
  });
});

describe("the words for the next pool", () => {
  const words = (program: (allocator: LoggedPymalloc) => void) => {
    const player = played(program);
    player.seek(player.length);
    return tellNextPool(player).words;
  };

  it("say that a new arena must come", () => {
    expect(words((a) => mallocs(a, 7))).toMatch(/^No arena has a free pool\./);
  });

  it("say which arena gives it, and why", () => {
    expect(words((a) => mallocs(a, 1))).toBe(
      "The next pool comes from A1: A1·2. It is the only arena with a free pool. " +
        "No emptied pool is left in it, so its next untouched one is cut.",
    );
    const two = words((a) => {
      const first = mallocs(a, 12);
      mallocs(a, 1);
      for (const block of first.slice(0, 6)) a.free(block);
    });
    expect(two).toMatch(
      /^The next pool comes from A1: A1·1\. It is first of the arenas with 1 free/,
    );
  });
});
