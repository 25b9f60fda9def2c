/** Blocks of a held heap freed in the allocator itself: which arenas go back. */
import { restoreHeap } from "../../pymalloc/heap/heap-snapshot.js";
import { AdjacentArenas } from "../../pymalloc/sources/arena-source.js";
import { BLOCK_BITS } from "../../pymalloc/tables/pool-records.js";
import type { HeldHeap } from "./held-heap.js";

/** Where arenas would come from that nobody asks for. */
const UNUSED_ADDRESS = 0x1000_0000_0000;

/**
 * Frees blocks in the order of their addresses, by the exact rules of the version.
 *
 * @param blocks - numbers of live blocks, as `unpackBlocks` gives them for a holder; free ones
 *   among them are passed over.
 * @returns the addresses of the arenas that go back to the system, in order.
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
    const { table, poolBits } = allocator.arenas;
    const slotAt = new Map(table.heldSlots().map((slot) => [table.address[slot]!, slot]));
    const slots = snapshot.arenas.map(({ address }) => slotAt.get(address)!);
    for (const [arena, pool, , carvedBlocks] of snapshot.pools) {
      const number = ((slots[arena]! << poolBits) + pool) << BLOCK_BITS;
      for (let index = 0; index < carvedBlocks; index++) {
        const block = number | (index + 1);
        if (going.has(first + index) && allocator.isLive(block)) allocator.free(block);
      }
      first += carvedBlocks;
    }
  }
  return addresses;
}
