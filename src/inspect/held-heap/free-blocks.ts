/** Blocks of a held heap freed in the allocator itself: which arenas go back. */
import { restoreHeap } from "../../pymalloc/heap/heap-snapshot.js";
import { AdjacentArenas } from "../../pymalloc/sources/arena-source.js";
import type { HeldHeap } from "./held-heap.js";

/** Where arenas would come from that nobody asks for. */
const UNUSED_ADDRESS = 0x1000_0000_0000;

/**
 * Frees blocks in the order of their addresses, by the exact rules of the version.
 *
 * @param blocks - numbers of live blocks, as `unpackBlocks` gives them for a holder; free ones
 *   among them are passed over.
 * @returns the addresses of the arenas that go back to the system, in order.
 *
 * @example
 * import { readFileSync } from "node:fs";
 * const held = await readHeldHeap(readFileSync("test/data/held-heaps/rare-survivors.held.json.gz"));
 * const [holder] = held.holders;
 * const blocks = unpackBlocks(holder.frees, blockCountOf(held.interpreters));
 * arenasBackWithout(held, blocks).length; // => holder.arenasBack
 */
export function arenasBackWithout(held: HeldHeap, blocks: Iterable<number>): number[] {
  const going = new Set(blocks);
  const addresses: number[] = [];
  let first = 0;
  for (const { snapshot } of held.interpreters) {
    const source = new AdjacentArenas(UNUSED_ADDRESS);
    const allocator = restoreHeap(held.geometry, snapshot, source);
    allocator.onArena = ({ kind, address }) => {
      if (kind === "returned") addresses.push(address);
    };
    const { heap } = allocator;
    const births = snapshot.arenas.map(({ address }) => heap.arenaAt(address)!.birth);
    for (const [arena, pool, , carvedBlocks] of snapshot.pools) {
      for (let index = 0; index < carvedBlocks; index++) {
        const block = heap.blockAt({ birth: births[arena]!, pool, ordinal: index + 1 });
        if (going.has(first + index) && allocator.isLive(block)) allocator.free(block);
      }
      first += carvedBlocks;
    }
  }
  return addresses;
}
