/**
 * A record of a packed trie being read or written: where its parts are.
 *
 * @see layout.ts for the parts.
 */

import {
  childCountOf,
  childRoom,
  isWide,
  LAYOUT,
  labelLengthOf,
  linkAt,
  recordUnits,
  setLink,
  Unit,
} from "./layout.js";
import { PackedArena } from "./record-arena.js";

const { IS_TERMINAL, HAS_VALUE, IS_WIDE, CHILD_COUNT_SHIFT, LABEL_LENGTH_SHIFT } = LAYOUT;
const { CHILD_UNITS, BARE_LEAF, NO_VALUE } = LAYOUT;

/** Copying unit by unit beats a call of `set` up to about this many units. */
const FEW_UNITS = 48;

const NOTHING = new Uint16Array(0);

/** A record being read or written: where its parts are. Moved from record to record. */
export class PackedRecord {
  address = 0;
  chunk: Uint16Array = NOTHING;
  isTerminal = false;
  /** Place of the key's value, or `NO_VALUE`. */
  valueIndex: number = NO_VALUE;
  labelAt = 0;
  labelLength = 0;
  childrenAt = 0;
  childCount = 0;

  /** Moves to the record at an address. */
  read(arena: PackedArena, address: number): this {
    const chunk = arena.chunks[address >>> Unit.BITS]!;
    const at = address & Unit.MASK;
    const header = chunk[at]!;
    this.address = address;
    this.chunk = chunk;
    this.isTerminal = (header & IS_TERMINAL) !== 0;
    this.labelAt = at + 1 + (header & IS_WIDE);
    this.labelLength = labelLengthOf(chunk, at, header);
    this.childrenAt = this.labelAt + this.labelLength;
    this.childCount = childCountOf(chunk, at, header);
    const valueAt = this.childrenAt + CHILD_UNITS * childRoom(this.childCount);
    this.valueIndex = (header & HAS_VALUE) === 0 ? NO_VALUE : linkAt(chunk, valueAt);
    return this;
  }

  /** Takes a record from the arena and moves to it; label and children are to be filled in. */
  make(
    arena: PackedArena,
    isTerminal: boolean,
    valueIndex: number,
    labelLength: number,
    childCount: number,
  ): this {
    this.isTerminal = isTerminal;
    this.valueIndex = valueIndex;
    this.labelLength = labelLength;
    this.childCount = childCount;
    const units = recordUnits(isTerminal, valueIndex, labelLength, childCount);
    this.address = units === 0 ? BARE_LEAF : arena.take(units);
    this.chunk = arena.chunks[this.address >>> Unit.BITS]!;
    this.writeHeader();
    return this;
  }

  /** Writes the record's header before its label, and the place of its value after its children. */
  writeHeader(): void {
    const { chunk, labelLength, childCount, valueIndex } = this;
    const at = this.address & Unit.MASK;
    const flags = (this.isTerminal ? IS_TERMINAL : 0) | (valueIndex < 0 ? 0 : HAS_VALUE);
    this.labelAt = at + 1;
    if (isWide(labelLength, childCount)) {
      chunk[at] = flags | IS_WIDE;
      setLink(chunk, at + 1, childCount);
      setLink(chunk, at + 3, labelLength);
      this.labelAt += IS_WIDE;
    } else {
      chunk[at] = flags | (childCount << CHILD_COUNT_SHIFT) | (labelLength << LABEL_LENGTH_SHIFT);
    }
    this.childrenAt = this.labelAt + labelLength;
    if (valueIndex < 0) return;
    setLink(chunk, this.childrenAt + CHILD_UNITS * childRoom(childCount), valueIndex);
  }

  /** Gives the record back to the arena. */
  release(arena: PackedArena): void {
    const units = this.unitsFor(this.childCount);
    if (units > 0) arena.release(this.address, units);
  }

  /** Units of the record if it had so many children. */
  unitsFor(childCount: number): number {
    return recordUnits(this.isTerminal, this.valueIndex, this.labelLength, childCount);
  }

  /** Where a child stands. */
  childAt(child: number): number {
    return this.childrenAt + CHILD_UNITS * child;
  }

  setChild(child: number, letter: number, address: number): void {
    const at = this.childAt(child);
    this.chunk[at] = letter;
    setLink(this.chunk, at + 1, address);
  }
}

/** Copies units between chunks, or to a lower place in one. */
export function copyUnits(
  from: Uint16Array,
  fromAt: number,
  to: Uint16Array,
  toAt: number,
  unitCount: number,
): void {
  if (unitCount > FEW_UNITS) to.set(from.subarray(fromAt, fromAt + unitCount), toAt);
  else for (let i = 0; i < unitCount; i++) to[toAt + i] = from[fromAt + i]!;
}

/** Copies a record's label to where a label of another begins. */
export function copyLabel(from: PackedRecord, to: PackedRecord): void {
  copyUnits(from.chunk, from.labelAt, to.chunk, to.labelAt, from.labelLength);
}

/** Copies children from a record to another. */
export function copyChildren(
  from: PackedRecord,
  firstChild: number,
  to: PackedRecord,
  atChild: number,
  count: number,
): void {
  const toAt = to.childAt(atChild);
  copyUnits(from.chunk, from.childAt(firstChild), to.chunk, toAt, CHILD_UNITS * count);
}

/** An arena with the record that stands for every leaf without label and value. */
export function arenaForRecords(): PackedArena {
  const arena = new PackedArena();
  const bareLeaf = arena.take(1);
  arena.chunks[bareLeaf >>> Unit.BITS]![bareLeaf & Unit.MASK] = IS_TERMINAL;
  return arena;
}
