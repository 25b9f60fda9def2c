/** The nodes of a trie being made, split and joined, and how many there are. */
import { lastOf, onlyChild, type TrieNode } from "./node.js";

/** Makes a trie's nodes and keeps count of them. */
export class TrieNodes<Value> {
  /** Whether a path without words or forks is one node; else each letter is a node. */
  isCompressed = false;
  /** Nodes in the trie, the root among them. */
  count = 0;
  #madeCount = 0;

  /** Nodes that were ever made: `madeAs` of the next one. */
  get madeCount(): number {
    return this.#madeCount;
  }

  make(label: string): TrieNode<Value> {
    this.count += 1;
    const madeAs = this.#madeCount++;
    return { madeAs, label, isTerminal: false, value: undefined, children: new Map() };
  }

  /** Puts a node into the edge to `child`, after `length` code units of its label. */
  split(parent: TrieNode<Value>, child: TrieNode<Value>, length: number): TrieNode<Value> {
    const upper = this.make(child.label.slice(0, length));
    child.label = child.label.slice(length);
    upper.children.set(child.label.charAt(0), child);
    parent.children.set(upper.label.charAt(0), upper);
    return upper;
  }

  /** Adds the rest of a word below a node: a letter a node, or one node in a compressed trie. */
  extend(node: TrieNode<Value>, rest: string): TrieNode<Value> {
    const labelLength = this.isCompressed ? rest.length : 1;
    let last = node;
    for (let at = 0; at < rest.length; at += labelLength) {
      const next = this.make(rest.slice(at, at + labelLength));
      last.children.set(next.label.charAt(0), next);
      last = next;
    }
    return last;
  }

  /**
   * Takes the nodes off the end of a path that no word needs, and joins what is then
   * left over of a compressed one.
   */
  prune(path: TrieNode<Value>[]): void {
    for (let node = lastOf(path); path.length > 1; node = lastOf(path)) {
      if (node.isTerminal || node.children.size > 0) break;
      path.pop();
      lastOf(path).children.delete(node.label.charAt(0));
      this.count -= 1;
    }
    if (this.isCompressed) this.#joinWithChild(path);
  }

  /** Joins the last node of a path with its only child, where no word ends between them. */
  #joinWithChild(path: readonly TrieNode<Value>[]): void {
    const node = lastOf(path);
    const parent = path.at(-2);
    const child = onlyChild(node);
    if (parent === undefined || node.isTerminal || child === undefined) return;
    child.label = node.label + child.label;
    parent.children.set(child.label.charAt(0), child);
    this.count -= 1;
  }
}
