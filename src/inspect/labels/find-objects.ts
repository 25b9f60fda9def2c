/**
 * Pass 1 of labelling: which blocks begin with a Python object.
 *
 * An object has a reference count and a type pointer. Before them may stand the collector's
 * head and the pointers of managed attributes; the type says which, so each place is tried
 * and believed only when the type agrees.
 */
import type { ObjectLayout } from "../layout/object-layout.js";
import { strFits } from "../values/str-value.js";
import { UNKNOWN_LABEL } from "./label-table.js";
import type { LabelledHeap } from "./labelled-heap.js";
import type { PythonType } from "./type-table.js";

const HIGH_WORD = 0x1_0000_0000;

/** Types whose dead objects CPython keeps on a free list. */
const KEPT_WHEN_DEAD = new Set([
  "float",
  "int",
  "tuple",
  "list",
  "dict",
  "method",
  "builtin_function_or_method",
  "slice",
  "Context",
  "async_generator_asend",
  "async_generator_wrapped_value",
  "list_iterator",
  "tuple_iterator",
  "range",
  "range_iterator",
]);

/** What the word where a reference count would be says. */
const LIVE = 0;
const DEAD = 1;
const NO_COUNT = 2;

/** The most references that a count of 64 bits is believed to have, in units of 2^32. */
const HIGHEST_COUNT_HALF = 255;
/** High halves of pointers: a free list keeps a link in the place of the count. */
const POINTER_HALVES = [0x100, 0x8000] as const;

/** Labels the objects, live and dead. */
export function findObjects(heap: LabelledHeap): void {
  const offsets = headOffsets(heap.layout);
  for (let pool = 0; pool < heap.pools.count; pool++) {
    if (heap.pools.liveBlocks[pool] !== 0) labelPool(heap, pool, offsets);
  }
}

/** Bytes that can stand in a block before an object. */
function headOffsets({ minor, collectorHeadBytes }: ObjectLayout): number[] {
  const offsets = [0, collectorHeadBytes];
  if (minor >= 11) offsets.push(collectorHeadBytes + 16);
  return offsets;
}

function labelPool(heap: LabelledHeap, pool: number, offsets: readonly number[]): void {
  const { pools, labels, types, layout, prefixBytes } = heap;
  const { highHalves } = heap.image;
  const halves = pools.halvesOf(pool);
  const blockBytes = pools.blockBytes[pool]!;
  const end = pools.firstBlock[pool + 1]!;
  let at = pools.half[pool]! + pools.poolHeaderBytes / 4;
  for (let block = pools.firstBlock[pool]!; block < end; block++, at += blockBytes / 4) {
    if (labels[block] !== UNKNOWN_LABEL) continue;
    // A head can hold old words that look like a dead object: one that lives goes before it.
    let dead = UNKNOWN_LABEL;
    for (const offset of offsets) {
      const headBytes = offset + prefixBytes;
      if (headBytes + 16 > blockBytes) break;
      const half = at + headBytes / 4;
      const high = halves[half + 3]!;
      const low = halves[half + 2]!;
      if ((low & 7) !== 0 || !highHalves.has(high)) continue;
      const number = types.numberAt(low + high * HIGH_WORD);
      if (number < 0) continue;
      const type = types.types[number]!;
      if (type.headBytes !== offset) continue;
      const count = countKind(layout, halves[half]!, halves[half + 1]!);
      if (count === NO_COUNT) continue;
      // A link in the place of the count leads to the next dead object, which is in a pool.
      const isLink = count === DEAD && halves[half + 1]! >= POINTER_HALVES[0];
      if (isLink && pools.poolAt(halves[half]! + halves[half + 1]! * HIGH_WORD) < 0) continue;
      if (!fits(heap, type, halves, half, blockBytes - headBytes)) continue;
      if (count === LIVE) {
        labels[block] = heap.table.numberOf("object", number);
        break;
      }
      const kind = KEPT_WHEN_DEAD.has(type.name) ? "free list" : "dead";
      if (dead === UNKNOWN_LABEL) dead = heap.table.numberOf(kind, number);
    }
    if (labels[block] === UNKNOWN_LABEL) labels[block] = dead;
  }
}

function countKind({ minor }: ObjectLayout, low: number, high: number): number {
  const isPointer = high >= POINTER_HALVES[0] && high < POINTER_HALVES[1];
  if (minor >= 14) {
    // A count of 32 bits, 16 for its overflow, 16 of flags.
    if (isPointer) return DEAD;
    if ((high & 0xffff) !== 0) return NO_COUNT;
    return low === 0 ? DEAD : LIVE;
  }
  if (minor >= 12) {
    if (high !== 0) return isPointer ? DEAD : NO_COUNT;
    return low === 0 ? DEAD : LIVE;
  }
  if (high > HIGHEST_COUNT_HALF) return NO_COUNT;
  return high === 0 && low === 0 ? DEAD : LIVE;
}

/** Whether a block is of the size that such an object asks for. */
function fits(
  heap: LabelledHeap,
  type: PythonType,
  halves: Uint32Array,
  half: number,
  roomBytes: number,
): boolean {
  const { layout, reading } = heap;
  const hooksTailBytes = reading.hasDebugHooks ? 8 : 0;
  if (type.kind === "str") return strFits(layout, halves, half, roomBytes);
  if (type.basicBytes + hooksTailBytes > roomBytes) {
    // A datetime or time without a time zone is allocated without its last field.
    return type.name.startsWith("datetime.") && type.basicBytes - 16 <= roomBytes;
  }
  if (type.itemBytes === 0) {
    if (type.hasInlineValues || type.basicBytes < 24) return true;
    const asked = type.headBytes + heap.prefixBytes + type.basicBytes + hooksTailBytes;
    const blockBytes = type.headBytes + heap.prefixBytes + roomBytes;
    return asked > blockBytes - 16 || asked * 4 > blockBytes * 3 - 64;
  }
  if (type.kind !== "tuple" && type.kind !== "bytes" && type.kind !== "int") return true;
  const count = itemCount(layout, type, halves, half);
  if (count < 0 || count > roomBytes) return false;
  const headBytes = type.kind === "int" && layout.minor >= 11 ? 24 : type.basicBytes;
  return headBytes + count * type.itemBytes <= roomBytes + (type.kind === "int" ? 8 : 0);
}

function itemCount(
  layout: ObjectLayout,
  type: PythonType,
  halves: Uint32Array,
  half: number,
): number {
  const low = halves[half + 4]!;
  const high = halves[half + 5]!;
  if (type.kind !== "int") return low + (high | 0) * HIGH_WORD;
  if (layout.intHasTag) return (low >>> 3) + high * (HIGH_WORD / 8);
  return Math.abs(low + (high | 0) * HIGH_WORD);
}
