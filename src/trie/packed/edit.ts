/**
 * Changes to the nodes of a packed trie. Each writes over the record, or, if that is
 * impossible, makes another, releases the old one, and returns where the new one is. The
 * caller changes the link to it.
 */

import { LAYOUT, linkAt, recordUnits } from "./layout.js";
import { copyChildren, copyLabel, copyUnits, PackedRecord } from "./record.js";
import type { PackedArena } from "./record-arena.js";

const { CHILD_UNITS, NO_VALUE } = LAYOUT;

/** Whether a key ends at a node, and the place of its value. */
export interface KeyEnd {
  readonly isTerminal: boolean;
  readonly valueIndex: number;
}

/** No key ends here. */
export const NO_KEY: KeyEnd = { isTerminal: false, valueIndex: NO_VALUE };

/** The changes, on the nodes of one arena. */
export class PackedEditor {
  readonly #arena: PackedArena;
  readonly #made = new PackedRecord();
  readonly #child = new PackedRecord();

  constructor(arena: PackedArena) {
    this.#arena = arena;
  }

  /** Makes a node without children, its label what a text has from a place on. */
  makeLeaf(text: string, from: number, { isTerminal, valueIndex }: KeyEnd): number {
    const labelLength = Math.max(text.length - from, 0);
    const made = this.#made.make(this.#arena, isTerminal, valueIndex, labelLength, 0);
    const { chunk, labelAt } = made;
    for (let i = 0; i < labelLength; i++) chunk[labelAt + i] = text.charCodeAt(from + i);
    return made.address;
  }

  /** Sets whether a key ends at a node. */
  restate(node: PackedRecord, { isTerminal, valueIndex }: KeyEnd): number {
    const { labelLength, childCount } = node;
    const units = recordUnits(isTerminal, valueIndex, labelLength, childCount);
    if (units === node.unitsFor(childCount)) {
      node.isTerminal = isTerminal;
      node.valueIndex = valueIndex;
      node.writeHeader();
      return node.address;
    }
    const made = this.#made.make(this.#arena, isTerminal, valueIndex, labelLength, childCount);
    copyLabel(node, made);
    copyChildren(node, 0, made, 0, childCount);
    node.release(this.#arena);
    return made.address;
  }

  /** Lists a child at a place among a node's children. */
  addChild(node: PackedRecord, place: number, letter: number, address: number): number {
    const { isTerminal, valueIndex, labelLength, childCount } = node;
    if (node.unitsFor(childCount) === node.unitsFor(childCount + 1)) {
      const at = node.childAt(place);
      node.chunk.copyWithin(at + CHILD_UNITS, at, node.childAt(childCount));
      node.setChild(place, letter, address);
      node.childCount += 1;
      node.writeHeader();
      return node.address;
    }
    const made = this.#made.make(this.#arena, isTerminal, valueIndex, labelLength, childCount + 1);
    copyLabel(node, made);
    copyChildren(node, 0, made, 0, place);
    made.setChild(place, letter, address);
    copyChildren(node, place, made, place + 1, childCount - place);
    node.release(this.#arena);
    return made.address;
  }

  /** Takes a child off a node's list. */
  removeChild(node: PackedRecord, place: number): number {
    const { isTerminal, valueIndex, labelLength, childCount } = node;
    if (node.unitsFor(childCount) === node.unitsFor(childCount - 1)) {
      node.chunk.copyWithin(node.childAt(place), node.childAt(place + 1), node.childAt(childCount));
      node.childCount -= 1;
      node.writeHeader();
      return node.address;
    }
    const made = this.#made.make(this.#arena, isTerminal, valueIndex, labelLength, childCount - 1);
    copyLabel(node, made);
    copyChildren(node, 0, made, 0, place);
    copyChildren(node, place + 1, made, place, childCount - place - 1);
    node.release(this.#arena);
    return made.address;
  }

  /**
   * Puts a node into the edge to another, after so many units of its label. The upper
   * one has the lower one as a child, and room for one more where there is to be one.
   */
  splitLabel(node: PackedRecord, length: number, end: KeyEnd, childCount: number): PackedRecord {
    const lower = this.#child.make(
      this.#arena,
      node.isTerminal,
      node.valueIndex,
      node.labelLength - length - 1,
      node.childCount,
    );
    const splitAt = node.labelAt + length;
    copyUnits(node.chunk, splitAt + 1, lower.chunk, lower.labelAt, lower.labelLength);
    copyChildren(node, 0, lower, 0, lower.childCount);
    const upper = this.#made.make(this.#arena, end.isTerminal, end.valueIndex, length, childCount);
    copyUnits(node.chunk, node.labelAt, upper.chunk, upper.labelAt, length);
    upper.setChild(0, node.chunk[splitAt]!, lower.address);
    node.release(this.#arena);
    return upper;
  }

  /** As {@link splitLabel}, and lists another child beside the lower node. */
  forkLabel(node: PackedRecord, length: number, letter: number, address: number): number {
    const lowerLetter = node.chunk[node.labelAt + length]!;
    const upper = this.splitLabel(node, length, NO_KEY, 2);
    if (letter > lowerLetter) {
      upper.setChild(1, letter, address);
    } else {
      upper.setChild(1, lowerLetter, linkAt(upper.chunk, upper.childrenAt + 1));
      upper.setChild(0, letter, address);
    }
    return upper.address;
  }

  /** Joins a node, at which no key ends, with one of its children; its other children must be gone. */
  joinWithChild(node: PackedRecord, place: number): number {
    const at = node.childAt(place);
    const child = this.#child.read(this.#arena, linkAt(node.chunk, at + 1));
    const { isTerminal, valueIndex, childCount } = child;
    const labelLength = node.labelLength + 1 + child.labelLength;
    const made = this.#made.make(this.#arena, isTerminal, valueIndex, labelLength, childCount);
    copyLabel(node, made);
    const joinedAt = made.labelAt + node.labelLength;
    made.chunk[joinedAt] = node.chunk[at]!;
    copyUnits(child.chunk, child.labelAt, made.chunk, joinedAt + 1, child.labelLength);
    copyChildren(child, 0, made, 0, childCount);
    child.release(this.#arena);
    node.release(this.#arena);
    return made.address;
  }
}
