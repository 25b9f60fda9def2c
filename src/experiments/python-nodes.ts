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
} from "../cpython/objects.js";
import type { PythonProcess } from "../cpython/process.js";
import type { Block } from "../pymalloc/pymalloc.js";

/** Whether the class has `__slots__`, or each instance its attributes in a dict. */
export type NodeKind = "slots" | "plain";

/** The blocks of one node. */
interface NodeBlocks {
  /** The instance, and what else it is made of. */
  readonly instance: readonly Block[];
  readonly children: Block;
  /** The dict's key table, 0 while it has no child. */
  keyTable: Block;
  keyTableBytes: number;
  /** The label's string, 0 where Python has it cached. */
  label: Block;
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

  /** Makes a node: `Node(label)`. */
  create(node: number, label: string): void {
    const { allocator, python } = this.#process;
    const labelBlock = this.#makeString(label);
    const instance = instanceRequests(this.#kind, python).map((bytes) => allocator.malloc(bytes));
    const children = allocator.malloc(dictObjectBytes(python));
    this.#nodes.set(node, { instance, children, keyTable: 0, keyTableBytes: 0, label: labelBlock });
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
    const blocks = this.#blocksOf(node);
    const made = this.#makeString(label);
    this.#process.allocator.free(blocks.label);
    blocks.label = made;
  }

  /** Drops a node and all that only it held. */
  drop(node: number): void {
    const { allocator } = this.#process;
    const blocks = this.#blocksOf(node);
    allocator.free(blocks.keyTable);
    allocator.free(blocks.children);
    allocator.free(blocks.label);
    for (const block of blocks.instance) allocator.free(block);
    this.#nodes.delete(node);
  }

  #makeString(text: string): Block {
    const bytes = strBytes(text, this.#process.python);
    return bytes === undefined ? 0 : this.#process.allocator.malloc(bytes);
  }

  #blocksOf(node: number): NodeBlocks {
    const blocks = this.#nodes.get(node);
    if (blocks === undefined) throw new RangeError(`no node ${node} was made`);
    return blocks;
  }
}
