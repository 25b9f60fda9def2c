/**
 * For each node the way from the nearest name to it: one search through the whole graph.
 *
 * Modules, classes, functions and code lend their names first, frames to what is left, then
 * comes what only memory outside holds, and last what nothing holds but a cycle of its own.
 */
import { OUTSIDE, type ReferenceGraph } from "../references/reference-graph.js";
import { isNamespace, type Namespaces } from "./namespaces.js";

/** Parent of a node that was not met. */
const NOT_MET = -1;

/** Ways from names to nodes. */
export class NearestNames {
  readonly graph: ReferenceGraph;
  readonly namespaces: Namespaces;
  /** By node: the node before it on the way; {@link OUTSIDE} for one where a way begins. */
  readonly parent: Int32Array;
  /** By node: the named place that it is or belongs to. */
  readonly #place: Int32Array;
  /** By node: whether its way begins with a name. */
  readonly #isNamed: Uint8Array;

  constructor(graph: ReferenceGraph, namespaces: Namespaces) {
    this.graph = graph;
    this.namespaces = namespaces;
    const { nodeCount, unseen } = graph;
    this.parent = new Int32Array(nodeCount).fill(NOT_MET);
    this.#place = new Int32Array(nodeCount);
    this.#isNamed = new Uint8Array(nodeCount);
    this.parent[OUTSIDE] = OUTSIDE;
    const queue = new Int32Array(nodeCount);
    this.#search(queue, namespaces.named, true);
    this.#search(queue, namespaces.frames, true);
    const left = (isWanted: (node: number) => boolean): number[] => {
      const nodes: number[] = [];
      for (let node = 1; node < nodeCount; node++) {
        if (this.parent[node] === NOT_MET && isWanted(node)) nodes.push(node);
      }
      return nodes;
    };
    this.#search(
      queue,
      left((node) => unseen[node]! > 0),
      false,
    );
    this.#search(
      queue,
      left(() => true),
      false,
    );
  }

  /** The named place that a node is or belongs to. */
  placeOf(node: number): number {
    return this.#place[node]!;
  }

  /** Whether a node's way begins at a module, class, function, code or frame. */
  isNamed(node: number): boolean {
    return this.#isNamed[node] === 1;
  }

  /** Whether a node is a place of its own: a global, an attribute of a class, a local. */
  isPlace(node: number): boolean {
    return node !== OUTSIDE && this.#place[node] === node;
  }

  /** The nodes from the beginning of the way to a node, that one included. */
  wayTo(node: number): number[] {
    const way: number[] = [];
    for (let at = node; at !== OUTSIDE; at = this.parent[at]!) way.push(at);
    return way.reverse();
  }

  #search(queue: Int32Array, seeds: readonly number[], isNamed: boolean): void {
    const { edgeStart, edges } = this.graph;
    let end = 0;
    for (const seed of seeds) {
      if (this.parent[seed] !== NOT_MET) continue;
      this.#meet(seed, OUTSIDE, isNamed);
      queue[end++] = seed;
    }
    for (let at = 0; at < end; at++) {
      const node = queue[at]!;
      for (let edge = edgeStart[node]!; edge < edgeStart[node + 1]!; edge++) {
        const target = edges[edge]!;
        if (this.parent[target] !== NOT_MET) continue;
        this.#meet(target, node, isNamed);
        queue[end++] = target;
      }
    }
  }

  #meet(node: number, parent: number, isNamed: boolean): void {
    const { roles } = this.namespaces;
    this.parent[node] = parent;
    if (isNamed) this.#isNamed[node] = 1;
    const isOwn = parent === OUTSIDE || isNamespace(roles[node]!) || isNamespace(roles[parent]!);
    this.#place[node] = isOwn ? node : this.#place[parent]!;
  }
}
