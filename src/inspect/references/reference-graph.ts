/**
 * Who refers to whom, for the whole heap.
 *
 * The nodes are the objects that can refer to others, and besides them only those leaves (a
 * str, an int) that more than one object holds, or that something unseen holds too. Every
 * other leaf, every table and buffer dies with one node: {@link ReferenceGraph.nodeOfBlock}.
 *
 * Node 0 is everything outside: static variables, stacks, memory of C code. An object whose
 * count is higher than the references found to it is held from there.
 */

import { GrowingArray } from "../../growing/growing-array.js";
import type { LabelledHeap } from "../labels/labelled-heap.js";
import { findStackFrames, type StackFrame } from "./data-stacks.js";
import { findInternedTables } from "./interned-table.js";
import { ObjectIds } from "./object-ids.js";
import { ReferenceReader } from "./reference-reader.js";

/** Node of everything outside. */
export const OUTSIDE = 0;

/** References that an immortal object has more than are found. */
const NEVER_DIES = 1 << 30;

/** The graph of a heap. */
export class ReferenceGraph {
  readonly heap: LabelledHeap;
  readonly ids: ObjectIds;
  readonly reader: ReferenceReader;
  /** Frames on data stacks, which hold their locals. */
  readonly frames: readonly StackFrame[];
  /** Blocks of the tables of interned strs. */
  readonly internedTables: readonly number[];
  /** Object number of each node; that of node 0 is -1. */
  readonly objects: Int32Array;
  /** References to each node that were not found: held from outside when above 0. */
  readonly unseen: Int32Array;
  /** Where the edges of each node begin in {@link edges}; one more entry than nodes. */
  readonly edgeStart: Uint32Array;
  /** Nodes referred to, a node once for each reference. */
  readonly edges: Int32Array;
  /** By block: the node with which it dies; {@link OUTSIDE} where none is known. */
  readonly nodeOfBlock: Int32Array;
  /** Nodes of objects outside the pools, by object number less the count of blocks. */
  readonly nodeOfOutside: Int32Array;

  constructor(heap: LabelledHeap) {
    this.heap = heap;
    this.ids = new ObjectIds(heap);
    this.reader = new ReferenceReader(this.ids);
    this.internedTables = findInternedTables(heap);
    for (const block of this.internedTables) this.reader.uncounted.add(block);
    this.frames = findStackFrames(heap);
    const builder = new GraphBuilder(this.ids, this.reader, this.frames);
    builder.readAll();
    builder.addSharedLeaves();
    this.objects = builder.objects.values;
    this.unseen = builder.unseenOfNodes();
    this.edgeStart = Uint32Array.from(builder.edgeStart.values);
    this.edges = builder.edges.values;
    this.nodeOfBlock = builder.nodeOfBlock;
    this.nodeOfOutside = builder.nodeOfOutside.values;
  }

  get nodeCount(): number {
    return this.objects.length;
  }

  /** Node of an object; {@link OUTSIDE} for one that is not known. */
  nodeOfObject(id: number): number {
    if (id < 0) return OUTSIDE;
    const { blockCount } = this.ids;
    return (id < blockCount ? this.nodeOfBlock[id] : this.nodeOfOutside[id - blockCount]) ?? 0;
  }

  /** Whether an object is a node itself, rather than a leaf that dies with one. */
  isNode(id: number): boolean {
    return this.objects[this.nodeOfObject(id)] === id;
  }
}

/** Puts the graph together, node by node. */
class GraphBuilder {
  readonly objects = new GrowingArray(Int32Array);
  readonly edgeStart = new GrowingArray(Int32Array);
  edges = new GrowingArray(Int32Array);
  readonly nodeOfBlock: Int32Array;
  readonly nodeOfOutside = new GrowingArray(Int32Array);
  readonly #ids: ObjectIds;
  readonly #reader: ReferenceReader;
  readonly #isLeaf: Uint8Array;
  /** Count less the references found so far, by block and by object outside. */
  readonly #unseen: Int32Array;
  readonly #unseenOutside = new GrowingArray(Int32Array);
  /** Leaves that are to become nodes. */
  readonly #isShared: Uint8Array;

  constructor(ids: ObjectIds, reader: ReferenceReader, frames: readonly StackFrame[]) {
    this.#ids = ids;
    this.#reader = reader;
    this.nodeOfBlock = new Int32Array(ids.blockCount);
    this.#unseen = new Int32Array(ids.blockCount);
    this.#isLeaf = new Uint8Array(ids.blockCount);
    this.#isShared = new Uint8Array(ids.blockCount);
    this.objects.push(-1);
    ids.heap.forEachObject((block, address, number) => {
      this.#unseen[block] = this.#countOf(address);
      if (ids.isLeafType(number)) this.#isLeaf[block] = 1;
      else this.#addNode(block);
    });
    for (const { address } of frames) ids.addFrame(address);
  }

  /** Reads every object; those outside are met on the way and read last. */
  readAll(): void {
    this.edgeStart.push(0);
    this.edgeStart.push(0);
    for (let node = 1; ; node++) {
      this.#addMetOutside();
      if (node >= this.objects.length) break;
      this.#readNode(node);
      this.edgeStart.push(this.edges.length);
    }
  }

  /** Makes nodes of the leaves with several holders, and forgets the edges to the others. */
  addSharedLeaves(): void {
    const { blockCount } = this.#ids;
    const containers = this.objects.length;
    for (let block = 0; block < blockCount; block++) {
      const isHeldUnseen = this.#unseen[block]! > 0 && this.nodeOfBlock[block] !== 0;
      if (this.#isLeaf[block] !== 1) continue;
      if (this.#isShared[block] === 1 || isHeldUnseen) this.#addNode(block);
    }
    const kept = new GrowingArray(Int32Array);
    const edges = this.edges.values;
    const starts = this.edgeStart.values;
    for (let node = 0; node < containers; node++) {
      const end = starts[node + 1]!;
      const from = starts[node]!;
      starts[node] = kept.length;
      for (let edge = from; edge < end; edge++) {
        const target = edges[edge]!;
        if (target >= 0) kept.push(target);
        else if (this.nodeOfBlock[~target]! >= containers) kept.push(this.nodeOfBlock[~target]!);
      }
    }
    starts[containers] = kept.length;
    for (let node = containers; node < this.objects.length; node++) {
      this.edgeStart.push(kept.length);
    }
    this.edges = kept;
  }

  unseenOfNodes(): Int32Array {
    const { blockCount } = this.#ids;
    const outside = this.#unseenOutside.values;
    return this.objects.values.map((id) =>
      id < 0 ? 0 : id < blockCount ? this.#unseen[id]! : outside[id - blockCount]!,
    );
  }

  #countOf(address: number): number {
    return Math.min(NEVER_DIES, this.#ids.referenceCount(address));
  }

  #addNode(id: number): void {
    if (id < this.#ids.blockCount) this.nodeOfBlock[id] = this.objects.length;
    this.objects.push(id);
  }

  #addMetOutside(): void {
    const { blockCount, outsideAddress, count } = this.#ids;
    for (let id = blockCount + this.nodeOfOutside.length; id < count; id++) {
      const address = outsideAddress[id - blockCount]!;
      const isFrame = this.#ids.typeOf(id) === undefined;
      this.nodeOfOutside.push(this.objects.length);
      this.#unseenOutside.push(isFrame ? 1 : this.#countOf(address));
      this.#addNode(id);
    }
  }

  #readNode(node: number): void {
    const { blockCount } = this.#ids;
    const reader = this.#reader;
    reader.read(this.objects.at(node));
    this.#addMetOutside();
    for (let place = 0; place < reader.count; place++) {
      const target = reader.targets[place]!;
      if (target >= blockCount) {
        this.#unseenOutside.add(target - blockCount, -1);
        this.edges.push(this.nodeOfOutside.at(target - blockCount));
      } else {
        this.#unseen[target]!--;
        if (this.#isLeaf[target] === 1) this.#meetLeaf(node, target);
        else this.edges.push(this.nodeOfBlock[target]!);
      }
    }
    for (const block of reader.parts) {
      if (this.nodeOfBlock[block] === 0) this.nodeOfBlock[block] = node;
    }
  }

  #meetLeaf(node: number, block: number): void {
    const holder = this.nodeOfBlock[block]!;
    if (holder === 0) this.nodeOfBlock[block] = node;
    else if (holder !== node) this.#isShared[block] = 1;
    this.edges.push(~block);
  }
}
