/**
 * A node of a packed trie, as a record of 16-bit units:
 *
 *     header | counts (4, if wide) | label | children (3 each) | room | value (2, if it has one)
 *
 *     header   label length: 7 bits | child count: 6 | is wide | has value | is terminal
 *     child    letter | link: 2
 *
 * What a look-up reads stands in front, a child's letter beside the link it leads to, so
 * that a step down touches one or two cache lines. The label leaves out its first unit,
 * which is the letter under which the parent lists the node. Children are in the order
 * of their letters. A node with many of them has room for some more, so that the next one
 * need not move the record. Where the header's bits are too few for a count, the record is
 * *wide*: the child count and the label's length follow the header, 32 bits each.
 *
 * A third of the nodes of a word list are leaves without label and value. They are all
 * alike, and one record stands for them: the arena's first.
 *
 * The constants are one object, of which a file takes what it needs: V8 compiles a file's
 * own constants into its code, and reads imported ones from memory each time.
 */

/**
 * A unit of a record. Two of them make a 32-bit number, the upper half first; an address is one:
 * the number of a chunk, and of the unit in it at which a record begins.
 */
export const enum Unit {
  BITS = 16,
  MASK = 0xffff,
}

export const LAYOUT = {
  IS_TERMINAL: 1,
  /** The flag's value is also the units that it adds after the children. */
  HAS_VALUE: 2,
  /** The flag's value is also the units that it adds before the label. */
  IS_WIDE: 4,
  CHILD_COUNT_SHIFT: 3,
  CHILD_COUNT_MASK: 0x3f,
  LABEL_LENGTH_SHIFT: 9,
  MOST_LABEL_LENGTH: 0x7f,
  /** Units of a child: its letter and the link to it. */
  CHILD_UNITS: 3,
  /** The record that stands for every leaf without label and value. */
  BARE_LEAF: 0,
  /** Not an address: no record starts at a chunk's last unit. */
  NO_RECORD: -1,
  /** Not the place of a value. */
  NO_VALUE: -1,
} as const;

const { IS_WIDE, HAS_VALUE, CHILD_COUNT_SHIFT, CHILD_COUNT_MASK, LABEL_LENGTH_SHIFT } = LAYOUT;
const { MOST_LABEL_LENGTH, CHILD_UNITS } = LAYOUT;

/** 32 bits out of two units: an address, a count or a value's place. */
export function linkAt(chunk: Uint16Array, at: number): number {
  return (chunk[at]! << Unit.BITS) | chunk[at + 1]!;
}

/** Writes 32 bits, such as an address, into two units. */
export function setLink(chunk: Uint16Array, at: number, value: number): void {
  chunk[at] = value >>> Unit.BITS;
  chunk[at + 1] = value & Unit.MASK;
}

/** Children of the record whose header is at a place. */
export function childCountOf(chunk: Uint16Array, at: number, header: number): number {
  if ((header & IS_WIDE) !== 0) return linkAt(chunk, at + 1);
  return (header >>> CHILD_COUNT_SHIFT) & CHILD_COUNT_MASK;
}

/** Units of the label of the record whose header is at a place. */
export function labelLengthOf(chunk: Uint16Array, at: number, header: number): number {
  return (header & IS_WIDE) !== 0 ? linkAt(chunk, at + 3) : header >>> LABEL_LENGTH_SHIFT;
}

/** Whether a record needs its counts after the header. */
export function isWide(labelLength: number, childCount: number): boolean {
  return childCount > CHILD_COUNT_MASK || labelLength > MOST_LABEL_LENGTH;
}

/** The children a record has room for: as many as it has, or up to an eighth more. */
export function childRoom(childCount: number): number {
  if (childCount <= 16) return childCount;
  const step = 1 << (28 - Math.clz32(childCount - 1));
  return Math.ceil(childCount / step) * step;
}

/** Record length in units; 0 for a bare leaf, which shares one record. */
export function recordUnits(
  isTerminal: boolean,
  valueIndex: number,
  labelLength: number,
  childCount: number,
): number {
  const valueUnits = valueIndex < 0 ? 0 : HAS_VALUE;
  if (labelLength + childCount + valueUnits === 0 && isTerminal) return 0;
  const wideUnits = isWide(labelLength, childCount) ? IS_WIDE : 0;
  return 1 + wideUnits + labelLength + CHILD_UNITS * childRoom(childCount) + valueUnits;
}
