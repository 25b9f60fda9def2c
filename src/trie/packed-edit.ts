/**
 * Changes to the nodes of a packed trie. Each makes the record that is to take the
 * place of another, where the old one cannot be written over, gives the old one back,
 * and says where the new one is. The link to it is the caller's to change.
 */
import type { PackedArena } from "./packed-arena.js";
import {
  copyChildren,
  copyUnits,
  NO_VALUE,
  PackedRecord,
  recordUnits,
  writeHeader,
} from "./packed-record.js";

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
  makeLeaf(text: string, from: number, end: KeyEnd): number {
    const { isTerminal, valueIndex } = end;
    const labelLength = Math.max(text.length - from, 0);
    this.#made.make(this.#arena, { isTerminal, valueIndex, labelLength, childCount: 0 });
    const { chunk, labelAt } = this.#made;
    for (let i = 0; i < labelLength; i++) chunk[labelAt + i] = text.charCodeAt(from + i);
    return this.#made.address;
  }

  /** Says of a node whether a key ends there. */
  restate(node: PackedRecord, end: KeyEnd): number {
    const { isTerminal, valueIndex } = end;
    const { labelLength, childCount } = node;
    const shape = { isTerminal, valueIndex, labelLength, childCount };
    if (recordUnits(shape) === recordUnits(node)) {
      writeHeader(node.chunk, node.address & 0xffff, shape);
      return node.address;
    }
    this.#made.make(this.#arena, shape);
    copyUnits(node.chunk, node.labelAt, this.#made.chunk, this.#made.labelAt, labelLength);
    copyChildren(node, 0, this.#made, 0, childCount);
    node.release(this.#arena);
    return this.#made.address;
  }

  /** Lists a child at a place among a node's children. */
  addChild(node: PackedRecord, place: number, letter: number, address: number): number {
    const { isTerminal, valueIndex, labelLength, childCount } = node;
    const shape = { isTerminal, valueIndex, labelLength, childCount: childCount + 1 };
    if (recordUnits(shape) === recordUnits(node)) {
      shiftChildren(node, place, place + 1, childCount - place);
      node.setChild(place, letter, address);
      writeHeader(node.chunk, node.address & 0xffff, shape);
      return node.address;
    }
    this.#made.make(this.#arena, shape);
    copyUnits(node.chunk, node.labelAt, this.#made.chunk, this.#made.labelAt, labelLength);
    copyChildren(node, 0, this.#made, 0, place);
    this.#made.setChild(place, letter, address);
    copyChildren(node, place, this.#made, place + 1, childCount - place);
    node.release(this.#arena);
    return this.#made.address;
  }

  /** Strikes a child off a node's list. */
  removeChild(node: PackedRecord, place: number): number {
    const { isTerminal, valueIndex, labelLength, childCount } = node;
    const shape = { isTerminal, valueIndex, labelLength, childCount: childCount - 1 };
    if (recordUnits(shape) === recordUnits(node)) {
      shiftChildren(node, place + 1, place, childCount - place - 1);
      writeHeader(node.chunk, node.address & 0xffff, shape);
      return node.address;
    }
    this.#made.make(this.#arena, shape);
    copyUnits(node.chunk, node.labelAt, this.#made.chunk, this.#made.labelAt, labelLength);
    copyChildren(node, 0, this.#made, 0, place);
    copyChildren(node, place + 1, this.#made, place, childCount - place - 1);
    node.release(this.#arena);
    return this.#made.address;
  }

  /**
   * Puts a node into the edge to another, after so many units of its label. The upper
   * one has the lower one as its only child, and no key ends at it yet.
   */
  splitLabel(node: PackedRecord, length: number): number {
    const { isTerminal, valueIndex, chunk, labelAt, childCount } = node;
    const labelLength = node.labelLength - length - 1;
    this.#child.make(this.#arena, { isTerminal, valueIndex, labelLength, childCount });
    copyUnits(chunk, labelAt + length + 1, this.#child.chunk, this.#child.labelAt, labelLength);
    copyChildren(node, 0, this.#child, 0, childCount);
    const upper = { isTerminal: false, valueIndex: NO_VALUE, labelLength: length, childCount: 1 };
    this.#made.make(this.#arena, upper);
    copyUnits(chunk, labelAt, this.#made.chunk, this.#made.labelAt, length);
    this.#made.setChild(0, chunk[labelAt + length]!, this.#child.address);
    node.release(this.#arena);
    return this.#made.address;
  }

  /** Joins a node, at which no key ends, with its only this.#child. */
  joinWithChild(node: PackedRecord): number {
    this.#child.read(this.#arena, node.link(0));
    const { isTerminal, valueIndex, childCount } = this.#child;
    const labelLength = node.labelLength + 1 + this.#child.labelLength;
    this.#made.make(this.#arena, { isTerminal, valueIndex, labelLength, childCount });
    copyUnits(node.chunk, node.labelAt, this.#made.chunk, this.#made.labelAt, node.labelLength);
    this.#made.chunk[this.#made.labelAt + node.labelLength] = node.chunk[node.lettersAt]!;
    const joinedAt = this.#made.labelAt + node.labelLength + 1;
    copyUnits(
      this.#child.chunk,
      this.#child.labelAt,
      this.#made.chunk,
      joinedAt,
      this.#child.labelLength,
    );
    copyChildren(this.#child, 0, this.#made, 0, childCount);
    this.#child.release(this.#arena);
    node.release(this.#arena);
    return this.#made.address;
  }
}

/** Moves the last children of a record to other places among the room it has. */
function shiftChildren(node: PackedRecord, from: number, to: number, count: number): void {
  const { chunk, lettersAt, linksAt } = node;
  chunk.copyWithin(lettersAt + to, lettersAt + from, lettersAt + from + count);
  chunk.copyWithin(linksAt + 2 * to, linksAt + 2 * from, linksAt + 2 * (from + count));
}
