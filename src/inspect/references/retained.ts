/**
 * What each node keeps alive, so that it can be asked for any node at once.
 *
 * The nodes are numbered along the tree of dominators: a node and what it dominates have
 * consecutive ranks. Blocks are sorted by their node's rank, so what dies with a node is one
 * stretch of {@link Retained.blocks}.
 */
import { immediateDominators, UNREACHED } from "./dominators.js";
import { OUTSIDE, type ReferenceGraph } from "./reference-graph.js";

/** What nodes keep alive. */
export class Retained {
  readonly graph: ReferenceGraph;
  /** By node; {@link UNREACHED} for what only a cycle of its own holds. */
  readonly dominator: Int32Array;
  /** By node. */
  readonly rank: Int32Array;
  /** By node: one past the rank of the last node it dominates. */
  readonly rankEnd: Int32Array;
  /** Live blocks by their node's rank. */
  readonly blocks: Uint32Array;
  /** By rank: where the blocks of that node begin in {@link blocks}. */
  readonly #start: Uint32Array;
  /** By place in {@link blocks}: bytes of all blocks before. */
  readonly #bytesByRank: Float64Array;
  readonly #objectsByRank: Uint32Array;

  constructor(graph: ReferenceGraph) {
    this.graph = graph;
    const { nodeCount, edgeStart, edges, unseen } = graph;
    const roots: number[] = [];
    for (let node = 1; node < nodeCount; node++) if (unseen[node]! > 0) roots.push(node);
    this.dominator = immediateDominators({ nodeCount, start: edgeStart, edges }, roots);
    const { rank, rankEnd } = ranksOf(this.dominator);
    this.rank = rank;
    this.rankEnd = rankEnd;
    const { nodeOfBlock, heap } = graph;
    this.#start = new Uint32Array(nodeCount + 2);
    this.#bytesByRank = new Float64Array(nodeCount + 1);
    this.#objectsByRank = new Uint32Array(nodeCount + 1);
    this.#countBlocks();
    this.blocks = new Uint32Array(this.#start[nodeCount + 1]!);
    for (let block = 0; block < nodeOfBlock.length; block++) {
      if (heap.labels[block] === 0) continue;
      this.blocks[this.#start[rank[nodeOfBlock[block]!]! + 1]!++] = block;
    }
  }

  /** Whether a node is kept alive by another alone, or is that one. */
  isWithin(node: number, holder: number): boolean {
    const rank = this.rank[node]!;
    return rank >= this.rank[holder]! && rank < this.rankEnd[holder]!;
  }

  /** The blocks that die with a node. */
  blocksOf(node: number): Uint32Array {
    const from = this.#start[this.rank[node]!]!;
    return this.blocks.subarray(from, this.#start[this.rankEnd[node]!]!);
  }

  /** Bytes of those blocks. */
  bytesOf(node: number): number {
    return this.#bytesByRank[this.rankEnd[node]!]! - this.#bytesByRank[this.rank[node]!]!;
  }

  /** Objects that die with a node, itself included. */
  objectsOf(node: number): number {
    return this.#objectsByRank[this.rankEnd[node]!]! - this.#objectsByRank[this.rank[node]!]!;
  }

  /** Nodes that nothing outside leads to: `gc.collect()` would free them. */
  garbage(): number[] {
    const found: number[] = [];
    this.dominator.forEach((dominator, node) => {
      if (dominator === UNREACHED) found.push(node);
    });
    return found;
  }

  #countBlocks(): void {
    const { nodeOfBlock, heap, objects, ids } = this.graph;
    const { pools, labels, table } = heap;
    const isObject = table.kinds.map((kind) => kind === "object");
    for (let pool = 0; pool < pools.count; pool++) {
      const blockBytes = pools.blockBytes[pool]!;
      for (let block = pools.firstBlock[pool]!; block < pools.firstBlock[pool + 1]!; block++) {
        const label = labels[block]!;
        if (label === 0) continue;
        const rank = this.rank[nodeOfBlock[block]!]!;
        this.#start[rank + 2]!++;
        this.#bytesByRank[rank + 1]! += blockBytes;
        if (isObject[label] === true) this.#objectsByRank[rank + 1]!++;
      }
    }
    for (let node = 1; node < objects.length; node++) {
      if (objects[node]! >= ids.blockCount) this.#objectsByRank[this.rank[node]! + 1]!++;
    }
    sumUp(this.#start);
    sumUp(this.#bytesByRank);
    sumUp(this.#objectsByRank);
  }
}

function sumUp(counts: Uint32Array | Float64Array): void {
  for (let place = 1; place < counts.length; place++) counts[place]! += counts[place - 1]!;
}

/** Numbers nodes so that those below a node in the tree follow it directly. */
function ranksOf(dominator: Int32Array): { rank: Int32Array; rankEnd: Int32Array } {
  const count = dominator.length;
  const firstChild = new Int32Array(count).fill(UNREACHED);
  const sibling = new Int32Array(count).fill(UNREACHED);
  for (let node = count - 1; node > 0; node--) {
    const above = dominator[node]! === UNREACHED ? OUTSIDE : dominator[node]!;
    sibling[node] = firstChild[above]!;
    firstChild[above] = node;
  }
  const rank = new Int32Array(count);
  const rankEnd = new Int32Array(count);
  const path = new Int32Array(count);
  let depth = 0;
  let next = 1;
  while (depth >= 0) {
    const node = path[depth]!;
    const child = firstChild[node]!;
    if (child === UNREACHED) {
      rankEnd[node] = next;
      depth--;
      continue;
    }
    firstChild[node] = sibling[child]!;
    rank[child] = next++;
    path[++depth] = child;
  }
  return { rank, rankEnd };
}
