/** The arenas of a held heap pool by pool, and an arena's blocks one by one: who holds what. */
import { labelText } from "../told/label-text.js";
import { unpackBlocks, unpackLabels } from "./block-runs.js";
import type { HeldHeap } from "./held-heap.js";

/** No holder of the file keeps the block: the program itself does, or something without a name. */
export const NO_HOLDER = -1;

/** A pool of a held heap. */
export interface HeldPool {
  /** Its place in the arena. */
  readonly pool: number;
  readonly blockBytes: number;
  readonly carvedBlocks: number;
  /** The file's number of its first block. */
  readonly firstBlock: number;
  readonly liveBlocks: number;
  /** Live blocks by the place of their holder in the file, {@link NO_HOLDER} for the others. */
  readonly byHolder: ReadonlyMap<number, number>;
}

/** An arena of a held heap. */
export interface HeldArenaPools {
  readonly address: number;
  /** Pools that have a place in it, the lost one not counted. */
  readonly poolCount: number;
  readonly isShifted: boolean;
  readonly carvedPools: number;
  /** Pools in use, by address. */
  readonly pools: readonly HeldPool[];
}

/** A block of a held heap that is alive. */
export interface HeldBlock {
  /** Its place in the pool. */
  readonly index: number;
  /** "str", "keys of dict". */
  readonly what: string;
  /** Place of its holder in the file, or {@link NO_HOLDER}. */
  readonly holder: number;
}

/**
 * Who holds each block of a file, ready to be asked many times.
 *
 * @example
 * import { readFileSync } from "node:fs";
 * const held = await readHeldHeap(readFileSync("test/data/held-heaps/rare-survivors.held.json.gz"));
 * const holders = new BlockHolders(held);
 * holders.blocksOf([0]).size; // => held.holders[0].blocks
 */
export class BlockHolders {
  readonly held: HeldHeap;
  readonly #labels: Uint16Array;
  readonly #holders: Int16Array;
  readonly #frees: readonly Uint32Array[];
  #arenas: readonly HeldArenaPools[] | undefined;

  constructor(held: HeldHeap) {
    this.held = held;
    let blockCount = 0;
    for (const { snapshot } of held.interpreters) {
      for (const [, , , carvedBlocks] of snapshot.pools) blockCount += carvedBlocks;
    }
    this.#labels = unpackLabels(held.blockLabels, blockCount, held.labels.length);
    this.#frees = held.holders.map(({ frees }) => unpackBlocks(frees, blockCount));
    this.#holders = new Int16Array(blockCount).fill(NO_HOLDER);
    // What is within another holder's is the smaller one's: the nearer name says more.
    const byBytes = held.holders.map((_, place) => place);
    byBytes.sort((a, b) => held.holders[b]!.blocks - held.holders[a]!.blocks);
    for (const place of byBytes) {
      for (const block of this.#frees[place]!) this.#holders[block] = place;
    }
  }

  /** The arenas of all interpreters, in the order of the file. */
  get arenas(): readonly HeldArenaPools[] {
    this.#arenas ??= this.#readArenas();
    return this.#arenas;
  }

  /** The blocks that die without some holders, by their places in the file. */
  blocksOf(holders: Iterable<number>): Set<number> {
    const blocks = new Set<number>();
    for (const place of holders) for (const block of this.#frees[place] ?? []) blocks.add(block);
    return blocks;
  }

  /** What is alive in a pool. */
  blocksIn({ firstBlock, carvedBlocks }: HeldPool): HeldBlock[] {
    const blocks: HeldBlock[] = [];
    for (let index = 0; index < carvedBlocks; index++) {
      const label = this.#labels[firstBlock + index]!;
      if (label === 0) continue;
      const what = labelText(this.held.labels[label]!);
      blocks.push({ index, what, holder: this.#holders[firstBlock + index]! });
    }
    return blocks;
  }

  #readArenas(): HeldArenaPools[] {
    const { geometry, interpreters } = this.held;
    let first = 0;
    return interpreters.flatMap(({ snapshot }) => {
      const pools: HeldPool[][] = snapshot.arenas.map(() => []);
      for (const [arena, pool, sizeClass, carvedBlocks] of snapshot.pools) {
        const blockBytes = (sizeClass + 1) * geometry.alignment;
        const place = { pool, blockBytes, carvedBlocks, firstBlock: first };
        pools[arena]!.push({ ...place, ...this.#aliveIn(first, carvedBlocks) });
        first += carvedBlocks;
      }
      return snapshot.arenas.map(({ address, carvedPools }, arena) => {
        const isShifted = address % geometry.poolBytes !== 0;
        const poolCount = geometry.arenaBytes / geometry.poolBytes - (isShifted ? 1 : 0);
        const inUse = pools[arena]!.sort((a, b) => a.pool - b.pool);
        return { address, poolCount, isShifted, carvedPools, pools: inUse };
      });
    });
  }

  #aliveIn(first: number, carvedBlocks: number) {
    const byHolder = new Map<number, number>();
    let liveBlocks = 0;
    for (let block = first; block < first + carvedBlocks; block++) {
      if (this.#labels[block] === 0) continue;
      liveBlocks++;
      const holder = this.#holders[block]!;
      byHolder.set(holder, (byHolder.get(holder) ?? 0) + 1);
    }
    return { liveBlocks, byHolder };
  }
}
