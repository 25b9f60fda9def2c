import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Graph,
  immediateDominators,
  UNREACHED,
} from "../../../src/inspect/references/dominators.js";

function graphOf(nodeCount: number, pairs: readonly (readonly [number, number])[]): Graph {
  const bySource = Array.from({ length: nodeCount }, (_, node) =>
    pairs.filter(([from]) => from === node).map(([, to]) => to),
  );
  const start = Uint32Array.from({ length: nodeCount + 1 }, (_, node) =>
    bySource.slice(0, node).reduce((sum, { length }) => sum + length, 0),
  );
  return { nodeCount, start, edges: Int32Array.from(bySource.flat()) };
}

/** What is reached from node 0 when one node is taken away. */
function reached(graph: Graph, roots: readonly number[], without: number): Set<number> {
  const found = new Set<number>();
  const waiting = [0, ...roots];
  while (waiting.length > 0) {
    const node = waiting.pop()!;
    if (node === without || found.has(node)) continue;
    found.add(node);
    for (let edge = graph.start[node]!; edge < graph.start[node + 1]!; edge++) {
      waiting.push(graph.edges[edge]!);
    }
  }
  return found;
}

test("the node that all ways to two branches share dominates where they meet", () => {
  //      0 -> 1 -> 2 -> 4
  //            \-> 3 -> 4      5 alone
  const graph = graphOf(6, [
    [0, 1],
    [1, 2],
    [1, 3],
    [2, 4],
    [3, 4],
  ]);
  expect([...immediateDominators(graph, [])]).toEqual([0, 0, 1, 1, 1, UNREACHED]);
  expect([...immediateDominators(graph, [3])]).toEqual([0, 0, 1, 0, 0, UNREACHED]);
});

test("a node dominates exactly what is out of reach without it", () => {
  const node = fc.nat(11);
  const edges = fc.array(fc.tuple(node, node), { maxLength: 40 });
  fc.assert(
    fc.property(edges, fc.uniqueArray(node, { maxLength: 3 }), (pairs, roots) => {
      const graph = graphOf(12, pairs);
      const dominators = immediateDominators(graph, roots);
      const whole = reached(graph, roots, -1);
      for (let target = 0; target < 12; target++) {
        expect(dominators[target] !== UNREACHED).toBe(whole.has(target));
        if (!whole.has(target)) continue;
        const above = new Set<number>([target]);
        for (let at = target; at !== 0; at = dominators[at]!) above.add(dominators[at]!);
        for (let other = 1; other < 12; other++) {
          const isNeeded = whole.has(other) && !reached(graph, roots, other).has(target);
          expect(above.has(other)).toBe(isNeeded);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test("a chain of a million nodes is not deeper than any other graph", () => {
  const nodeCount = 1_000_000;
  const start = Uint32Array.from({ length: nodeCount + 1 }, (_, node) =>
    Math.min(node, nodeCount - 1),
  );
  const edges = Int32Array.from({ length: nodeCount - 1 }, (_, node) => node + 1);
  const dominators = immediateDominators({ nodeCount, start, edges }, []);
  expect(dominators[nodeCount - 1]).toBe(nodeCount - 2);
});
