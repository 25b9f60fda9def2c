/**
 * A node of a packed trie, as a record of 16-bit units:
 *
 *     header | counts (4, if wide) | value (2, if it has one)
 *            | label | letters of the children | links to the children (2 each)
 *
 * The header has three flags, the child count in 6 bits and the label's length in 7;
 * a record for which these are too few is *wide* and has the counts behind it, 32 bits
 * each. The label leaves out its first unit, which is the letter under which the
 * parent lists the node. Letters are in ascending order, and the links in the order of
 * the letters. A node with many children has room for some more, so that the next
 * one need not move the record.
 */
import type { PackedArena } from "./packed-arena.js";

export const IS_TERMINAL = 1;
/** The flag's value is also the units that it adds before the label. */
export const HAS_VALUE = 2;
/** The flag's value is also the units that it adds before the label. */
export const IS_WIDE = 4;
export const CHILD_COUNT_SHIFT = 3;
export const CHILD_COUNT_MASK = 0x3f;
export const LABEL_LENGTH_SHIFT = 9;
const MOST_LABEL_LENGTH = 0x7f;

/** No key's value. */
export const NO_VALUE = -1;

/** Copying unit by unit beats a call of `set` up to about this many units. */
const FEW_UNITS = 32;

/** Units of a header and what follows it, up to the label. */
export function unitsBeforeLabel(header: number): number {
  return 1 + (header & (IS_WIDE | HAS_VALUE));
}

/** Children of the record whose header is at a place. */
export function childCountOf(chunk: Uint16Array, at: number, header: number): number {
  if ((header & IS_WIDE) === 0) return (header >>> CHILD_COUNT_SHIFT) & CHILD_COUNT_MASK;
  return (chunk[at + 1]! << 16) | chunk[at + 2]!;
}

/** Units of the label of the record whose header is at a place. */
export function labelLengthOf(chunk: Uint16Array, at: number, header: number): number {
  if ((header & IS_WIDE) === 0) return header >>> LABEL_LENGTH_SHIFT;
  return (chunk[at + 3]! << 16) | chunk[at + 4]!;
}

/** Place of the value of the record whose header is at a place, or {@link NO_VALUE}. */
export function valueIndexOf(chunk: Uint16Array, at: number, header: number): number {
  if ((header & HAS_VALUE) === 0) return NO_VALUE;
  const labelAt = at + unitsBeforeLabel(header);
  return (chunk[labelAt - 2]! << 16) | chunk[labelAt - 1]!;
}

/** The children a record has room for: as many as it has, or up to an eighth more. */
export function childRoom(childCount: number): number {
  if (childCount <= 16) return childCount;
  const step = 1 << (28 - Math.clz32(childCount - 1));
  return Math.ceil(childCount / step) * step;
}

const NOTHING = new Uint16Array(0);

/** What a record says of its node, besides label and children. */
export interface RecordShape {
  readonly isTerminal: boolean;
  /** Place of the key's value, or {@link NO_VALUE}. */
  readonly valueIndex: number;
  readonly labelLength: number;
  readonly childCount: number;
}

/** A record being read or written: where its parts are. Moved from record to record. */
export class PackedRecord implements RecordShape {
  address = 0;
  chunk: Uint16Array = NOTHING;
  isTerminal = false;
  valueIndex = NO_VALUE;
  labelAt = 0;
  labelLength = 0;
  lettersAt = 0;
  linksAt = 0;
  childCount = 0;

  /** Moves to the record at an address. */
  read(arena: PackedArena, address: number): this {
    const chunk = arena.chunks[address >>> 16]!;
    const at = address & 0xffff;
    const header = chunk[at]!;
    const labelAt = at + unitsBeforeLabel(header);
    const childCount = childCountOf(chunk, at, header);
    const labelLength = labelLengthOf(chunk, at, header);
    this.#place(address, chunk, labelAt, labelLength, childCount);
    this.isTerminal = (header & IS_TERMINAL) !== 0;
    this.valueIndex = valueIndexOf(chunk, at, header);
    return this;
  }

  /** Takes a record from the arena and moves to it; label and children are to be filled in. */
  make(arena: PackedArena, shape: RecordShape): this {
    const { isTerminal, valueIndex, labelLength, childCount } = shape;
    const address = arena.take(recordUnits(shape));
    const chunk = arena.chunks[address >>> 16]!;
    const at = address & 0xffff;
    const header = writeHeader(chunk, at, shape);
    this.#place(address, chunk, at + unitsBeforeLabel(header), labelLength, childCount);
    this.isTerminal = isTerminal;
    this.valueIndex = valueIndex;
    return this;
  }

  /** Gives the record back to the arena. */
  release(arena: PackedArena): void {
    arena.release(this.address, recordUnits(this));
  }

  /** The address of a child. */
  link(child: number): number {
    const at = this.linksAt + 2 * child;
    return (this.chunk[at]! << 16) | this.chunk[at + 1]!;
  }

  setChild(child: number, letter: number, address: number): void {
    this.chunk[this.lettersAt + child] = letter;
    setLink(this.chunk, this.linksAt + 2 * child, address);
  }

  #place(
    address: number,
    chunk: Uint16Array,
    labelAt: number,
    labelLength: number,
    childCount: number,
  ): void {
    this.address = address;
    this.chunk = chunk;
    this.labelAt = labelAt;
    this.labelLength = labelLength;
    this.lettersAt = labelAt + labelLength;
    this.linksAt = this.lettersAt + childRoom(childCount);
    this.childCount = childCount;
  }
}

/** Units of a record. */
export function recordUnits({ valueIndex, labelLength, childCount }: RecordShape): number {
  const before =
    1 + (isWide(labelLength, childCount) ? IS_WIDE : 0) + (valueIndex < 0 ? 0 : HAS_VALUE);
  return before + labelLength + 3 * childRoom(childCount);
}

/** Writes what comes before the label. */
export function writeHeader(chunk: Uint16Array, at: number, shape: RecordShape): number {
  const { isTerminal, valueIndex, labelLength, childCount } = shape;
  const flags = (isTerminal ? IS_TERMINAL : 0) | (valueIndex < 0 ? 0 : HAS_VALUE);
  let valueAt = at + 1;
  let header = flags | IS_WIDE;
  if (isWide(labelLength, childCount)) {
    setLink(chunk, at + 1, childCount);
    setLink(chunk, at + 3, labelLength);
    valueAt += IS_WIDE;
  } else {
    header = flags | (childCount << CHILD_COUNT_SHIFT) | (labelLength << LABEL_LENGTH_SHIFT);
  }
  chunk[at] = header;
  if (valueIndex >= 0) setLink(chunk, valueAt, valueIndex);
  return header;
}

/** Writes 32 bits, such as an address, into two units. */
export function setLink(chunk: Uint16Array, at: number, value: number): void {
  chunk[at] = value >>> 16;
  chunk[at + 1] = value & 0xffff;
}

/** Copies units between chunks, or within one where the ranges do not overlap. */
export function copyUnits(
  from: Uint16Array,
  fromAt: number,
  to: Uint16Array,
  toAt: number,
  unitCount: number,
): void {
  if (unitCount <= FEW_UNITS) {
    for (let i = 0; i < unitCount; i++) to[toAt + i] = from[fromAt + i]!;
  } else {
    to.set(from.subarray(fromAt, fromAt + unitCount), toAt);
  }
}

/** Copies children from a record to another. */
export function copyChildren(
  from: PackedRecord,
  firstChild: number,
  to: PackedRecord,
  atChild: number,
  count: number,
): void {
  copyUnits(from.chunk, from.lettersAt + firstChild, to.chunk, to.lettersAt + atChild, count);
  const fromAt = from.linksAt + 2 * firstChild;
  copyUnits(from.chunk, fromAt, to.chunk, to.linksAt + 2 * atChild, 2 * count);
}

function isWide(labelLength: number, childCount: number): boolean {
  return childCount > CHILD_COUNT_MASK || labelLength > MOST_LABEL_LENGTH;
}
