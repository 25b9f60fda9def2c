/**
 * The Python objects behind a trie's nodes, as blocks.
 *
 *     class Node:
 *         __slots__ = ("label", "children", "end")
 *         def __init__(self, label):
 *             self.label, self.children, self.end = label, {}, False
 *
 * A node is an instance, a dict, the dict's key table once it has a child, and
 * its label where the label is longer than one character: single characters and
 * the empty string are cached by Python and cost nothing here.
 *
 * Left out, because they change no arena that stays: iterators, temporary tuples,
 * and Python's own free lists.
 */
import {
  dictObjectBytes,
  instanceRequests,
  strBytes,
  strKeyTableBytes,
} from "../../cpython/objects.js";
import type { PythonProcess } from "../../cpython/process.js";
import type { Block } from "../../pymalloc/block.js";

/** Whether the class has `__slots__`, or each instance its attributes in a dict. */
export type NodeKind = "slots" | "plain";

/** A string object, and how many names and lists hold it; block 0 where Python has it cached. */
export interface PythonString {
  readonly block: Block;
  holderCount: number;
}

/** The blocks of one node. */
interface NodeBlocks {
  /** The instance, and what else it is made of. */
  readonly instance: readonly Block[];
  readonly children: Block;
  /** The dict's key table, 0 while it has no child. */
  keyTable: Block;
  keyTableBytes: number;
  label: PythonString;
}

/** The nodes of one trie in one process. */
export class PythonNodes {
  readonly #process: PythonProcess;
  readonly #kind: NodeKind;
  readonly #nodes = new Map<number, NodeBlocks>();

  constructor(process: PythonProcess, kind: NodeKind) {
    this.#process = process;
    this.#kind = kind;
  }

  has(node: number): boolean {
    return this.#nodes.has(node);
  }

  /** Makes a string object, held by its maker. */
  makeString(text: string): PythonString {
    const bytes = strBytes(text, this.#process.python);
    const block = bytes === undefined ? 0 : this.#process.allocator.malloc(bytes);
    return { block, holderCount: 1 };
  }

  /** Holds a string no longer; it goes with its last holder. */
  letGo(text: PythonString): void {
    text.holderCount -= 1;
    if (text.holderCount === 0) this.#process.allocator.free(text.block);
  }

  /**
   * Makes a node: `Node(label)`.
   *
   * @param label - its text, of which a string is made; or a string that others hold too.
   */
  create(node: number, label: string | PythonString): void {
    const { allocator, python } = this.#process;
    const held = typeof label === "string" ? this.makeString(label) : label;
    if (typeof label !== "string") label.holderCount += 1;
    const instance = instanceRequests(this.#kind, python).map((bytes) => allocator.malloc(bytes));
    const children = allocator.malloc(dictObjectBytes(python));
    this.#nodes.set(node, { instance, children, keyTable: 0, keyTableBytes: 0, label: held });
  }

  /** Enters a child: the key table grows where it is full, the new one before the old one goes. */
  setChildCount(node: number, childCount: number): void {
    const { allocator, python } = this.#process;
    const blocks = this.#blocksOf(node);
    const bytes = strKeyTableBytes(childCount, python);
    if (bytes === blocks.keyTableBytes) return;
    const larger = allocator.malloc(bytes);
    allocator.free(blocks.keyTable);
    blocks.keyTable = larger;
    blocks.keyTableBytes = bytes;
  }

  /** Gives a node another label: the new string is made before the old one goes. */
  relabel(node: number, label: string): void {
    this.letGo(this.relabelKeeping(node, label));
  }

  /** Gives a node another label, and the caller the old one to hold. */
  relabelKeeping(node: number, label: string): PythonString {
    const blocks = this.#blocksOf(node);
    const old = blocks.label;
    blocks.label = this.makeString(label);
    return old;
  }

  /** Drops a node and all that only it held. */
  drop(node: number): void {
    const { allocator } = this.#process;
    const blocks = this.#blocksOf(node);
    allocator.free(blocks.keyTable);
    allocator.free(blocks.children);
    this.letGo(blocks.label);
    for (const block of blocks.instance) allocator.free(block);
    this.#nodes.delete(node);
  }

  #blocksOf(node: number): NodeBlocks {
    const blocks = this.#nodes.get(node);
    if (blocks === undefined) throw new RangeError(`no node ${node} was made`);
    return blocks;
  }
}
