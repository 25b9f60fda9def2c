/**
 * For each node of a graph the last node that every path from the root to it goes through.
 *
 * What dies when a node goes is what it dominates: that is reference counting with the
 * collector's help, cycles included. The algorithm is the simple one of Lengauer and Tarjan,
 * without recursion, since a linked list is as deep as it is long.
 *
 * @see T. Lengauer and R. E. Tarjan, A fast algorithm for finding dominators in a flowgraph, 1979.
 */

/** A graph as arrays: the edges of node `n` are `edges[start[n]]` to before `edges[start[n + 1]]`. */
export interface Graph {
  readonly nodeCount: number;
  readonly start: Uint32Array;
  readonly edges: Int32Array;
}

/** Dominator of a node that no path leads to. */
export const UNREACHED = -1;

/**
 * The immediate dominator of each node; that of the root is the root.
 *
 * @param roots - nodes that the root refers to besides its own edges; the root is node 0.
 *
 * @example
 * const graph = { nodeCount: 3, start: Uint32Array.of(0, 1, 2, 2), edges: Int32Array.of(1, 2) };
 * [...immediateDominators(graph, [])]; // => [0, 0, 1]
 */
export function immediateDominators(graph: Graph, roots: Iterable<number>): Int32Array {
  const search = searchInDepth(graph, roots);
  const into = incomingEdges(graph, roots, search);
  return dominatorsOf(graph.nodeCount, search, into);
}

interface Search {
  /** Nodes in the order in which they were met. */
  readonly order: Int32Array;
  readonly reached: number;
  /** Place of each node in `order`; -1 for one that was not met. */
  readonly place: Int32Array;
  /** By place: the place of the node from which it was met. */
  readonly parent: Int32Array;
}

function searchInDepth({ nodeCount, start, edges }: Graph, roots: Iterable<number>): Search {
  const order = new Int32Array(nodeCount);
  const place = new Int32Array(nodeCount).fill(UNREACHED);
  const parent = new Int32Array(nodeCount);
  const next = Uint32Array.from(start.subarray(0, nodeCount));
  const path = new Int32Array(nodeCount);
  let reached = 0;
  const descend = (from: number, parentPlace: number): void => {
    let depth = 0;
    path[0] = from;
    place[from] = reached;
    parent[reached] = parentPlace;
    order[reached++] = from;
    while (depth >= 0) {
      const node = path[depth]!;
      if (next[node]! === start[node + 1]!) {
        depth--;
        continue;
      }
      const target = edges[next[node]!++]!;
      if (place[target] !== UNREACHED) continue;
      place[target] = reached;
      parent[reached] = place[node]!;
      order[reached++] = target;
      path[++depth] = target;
    }
  };
  descend(0, 0);
  for (const root of roots) if (place[root] === UNREACHED) descend(root, 0);
  return { order, reached, place, parent };
}

interface Incoming {
  readonly start: Uint32Array;
  /** Places of the sources, by place of the target. */
  readonly sources: Int32Array;
}

function incomingEdges(graph: Graph, roots: Iterable<number>, search: Search): Incoming {
  const { start, edges } = graph;
  const { order, reached, place } = search;
  const into = new Uint32Array(reached + 2);
  for (let at = 0; at < reached; at++) {
    const node = order[at]!;
    for (let edge = start[node]!; edge < start[node + 1]!; edge++)
      into[place[edges[edge]!]! + 2]!++;
  }
  for (const root of roots) into[place[root]! + 2]!++;
  for (let at = 2; at < into.length; at++) into[at]! += into[at - 1]!;
  const sources = new Int32Array(into[reached + 1]!);
  for (let at = 0; at < reached; at++) {
    const node = order[at]!;
    for (let edge = start[node]!; edge < start[node + 1]!; edge++) {
      sources[into[place[edges[edge]!]! + 1]!++] = at;
    }
  }
  for (const root of roots) sources[into[place[root]! + 1]!++] = 0;
  return { start: into, sources };
}

function dominatorsOf(nodeCount: number, search: Search, into: Incoming): Int32Array {
  const { order, reached, parent } = search;
  const semi = Int32Array.from({ length: reached }, (_, at) => at);
  const best = Int32Array.from(semi);
  const ancestor = new Int32Array(reached).fill(UNREACHED);
  const dominator = new Int32Array(reached);
  const bucket = new Int32Array(reached).fill(UNREACHED);
  const nextInBucket = new Int32Array(reached).fill(UNREACHED);
  const path = new Int32Array(reached);

  /** The node with the smallest semidominator on the way up from a node. */
  const evaluate = (at: number): number => {
    if (ancestor[at] === UNREACHED) return at;
    let depth = 0;
    let top = at;
    while (ancestor[ancestor[top]!]! !== UNREACHED) {
      path[depth++] = top;
      top = ancestor[top]!;
    }
    while (depth > 0) {
      const node = path[--depth]!;
      const above = ancestor[node]!;
      if (semi[best[above]!]! < semi[best[node]!]!) best[node] = best[above]!;
      ancestor[node] = ancestor[above]!;
    }
    return best[at]!;
  };

  for (let at = reached - 1; at > 0; at--) {
    for (let edge = into.start[at]!; edge < into.start[at + 1]!; edge++) {
      const candidate = semi[evaluate(into.sources[edge]!)]!;
      if (candidate < semi[at]!) semi[at] = candidate;
    }
    const home = semi[at]!;
    nextInBucket[at] = bucket[home]!;
    bucket[home] = at;
    const up = parent[at]!;
    ancestor[at] = up;
    for (let node = bucket[up]!; node !== UNREACHED; node = nextInBucket[node]!) {
      const lowest = evaluate(node);
      dominator[node] = semi[lowest]! < semi[node]! ? lowest : up;
    }
    bucket[up] = UNREACHED;
  }
  const result = new Int32Array(nodeCount).fill(UNREACHED);
  result[0] = 0;
  for (let at = 1; at < reached; at++) {
    if (dominator[at] !== semi[at]) dominator[at] = dominator[dominator[at]!]!;
    result[order[at]!] = order[dominator[at]!]!;
  }
  return result;
}
