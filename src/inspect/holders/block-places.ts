/**
 * For any block: what would have to go for it to be freed, and at which named place that is.
 */
import { OUTSIDE, type ReferenceGraph } from "../references/reference-graph.js";
import type { Retained } from "../references/retained.js";
import { isNamespace, ROLE } from "./namespaces.js";
import type { NearestNames } from "./nearest-names.js";

/** Place of blocks that no name leads to. */
export const NO_PLACE = -1;

/** Finds places by block. */
export class BlockPlaces {
  readonly #graph: ReferenceGraph;
  readonly #retained: Retained;
  readonly #nearest: NearestNames;
  /** By label: whether it is an object. */
  readonly #isObject: readonly boolean[];

  constructor(graph: ReferenceGraph, retained: Retained, nearest: NearestNames) {
    this.#graph = graph;
    this.#retained = retained;
    this.#nearest = nearest;
    this.#isObject = graph.heap.table.kinds.map((kind) => kind === "object");
  }

  /**
   * Number of the object at the named place that a block belongs to; {@link NO_PLACE} where
   * there is no name, or where it is the program itself: code, a class, a function, a module.
   */
  placeOf(block: number): number {
    const { nodeOfBlock, objects, ids, heap } = this.#graph;
    const node = nodeOfBlock[block]!;
    if (node === OUTSIDE || !this.#nearest.isNamed(node)) return NO_PLACE;
    const { roles } = this.#nearest.namespaces;
    const role = roles[node]!;
    if (isNamespace(role)) {
      // A leaf at a named place; other blocks here are the namespace's own table.
      const isLeaf = this.#isObject[heap.labels[block]!] === true && objects[node] !== block;
      return isLeaf && role !== ROLE.code ? block : NO_PLACE;
    }
    const place = this.#nearest.placeOf(node);
    const parent = this.#nearest.parent[place]!;
    if (roles[place] !== ROLE.none || roles[parent] === ROLE.code) return NO_PLACE;
    const id = objects[place]!;
    const isImmortal = ids.referenceCount(ids.addressOf(id)) === Number.POSITIVE_INFINITY;
    return parent === OUTSIDE || isImmortal ? NO_PLACE : id;
  }

  /** The blocks that go when what a block belongs to is let go: at least the block itself. */
  blocksGoingWith(block: number): Uint32Array {
    const { nodeOfBlock, objects, heap } = this.#graph;
    const node = nodeOfBlock[block]!;
    const isLeaf = this.#isObject[heap.labels[block]!] === true && objects[node] !== block;
    if (isLeaf || node === OUTSIDE) return Uint32Array.of(block);
    return this.#retained.blocksOf(node);
  }
}
