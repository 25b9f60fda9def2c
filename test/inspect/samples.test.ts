/** The two real heaps that the site and the notebook use. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { BlockHolders, NO_HOLDER } from "../../src/inspect/held-heap/arenas-by-holder.js";
import { arenasBackWithout } from "../../src/inspect/held-heap/free-blocks.js";
import { readHeldHeap } from "../../src/inspect/held-heap/read-held-heap.js";

const MOST_BYTES = 150_000;
const fileOf = (name: string) =>
  new Uint8Array(readFileSync(`test/data/held-heaps/${name}.held.json.gz`));

test.each([
  ["rare-survivors", "__main__.keep"],
  ["django-shop", "__main__.last_seen"],
])("%s is small, and without %s the arenas come back that it says", async (name, path) => {
  const file = fileOf(name);
  expect(file.length).toBeLessThan(MOST_BYTES);
  const held = await readHeldHeap(file);
  expect(held.source.consistent).toBe(true);
  expect(held.contains).toEqual({ values: false, names: true });
  const [best] = held.holders;
  expect(best?.path).toBe(path);
  const holders = new BlockHolders(held);
  const back = arenasBackWithout(held, holders.blocksOf([0]));
  expect(back).toHaveLength(best?.arenasBack ?? -1);
});

test("every live block of an arena is told, and counted with its holder", async () => {
  const holders = new BlockHolders(await readHeldHeap(fileOf("rare-survivors")));
  const snapshot = holders.held.interpreters[0]!.snapshot;
  const carved = snapshot.pools.reduce((sum, [, , , blocks]) => sum + blocks, 0);
  const free = snapshot.pools.reduce((sum, pool) => sum + pool.length - 4, 0);
  const pools = holders.arenas.flatMap((arena) => arena.pools);
  expect(pools.reduce((sum, { liveBlocks }) => sum + liveBlocks, 0)).toBe(carved - free);
  for (const pool of pools) {
    const blocks = holders.blocksIn(pool);
    const byHolder = new Map<number, number>();
    for (const { holder } of blocks) byHolder.set(holder, (byHolder.get(holder) ?? 0) + 1);
    expect(byHolder).toEqual(pool.byHolder);
  }
  const kept = pools.reduce((sum, { byHolder }) => sum + (byHolder.get(0) ?? 0), 0);
  expect(kept).toBe(holders.held.holders[0]?.blocks);
  expect(pools.some(({ byHolder }) => byHolder.has(NO_HOLDER))).toBe(true);
});
