/**
 * Pass 2 of labelling: the parts of the containers that Python lays out itself.
 *
 * A container's own pointer is certain. It overrules what merely looked like an object: the
 * first values of a table can look like a count and a type.
 */
import { keysBytesAt } from "../values/dict-keys.js";
import type { LabelKind } from "./label-table.js";
import { FREE_LABEL, UNKNOWN_LABEL } from "./label-table.js";
import type { LabelledHeap, OutsidePart } from "./labelled-heap.js";
import type { PythonType } from "./type-table.js";

const HIGH_WORD = 0x1_0000_0000;
/** Words of a dict, list and set, counted from the object, in half words. */
const DICT_KEYS = 8;
const DICT_VALUES = 10;
const LIST_ITEMS = 6;
const LIST_ALLOCATED = 8;
const SET_MASK = 8;
const SET_TABLE = 10;
/** Bytes of a set before its own small table. */
const SMALL_TABLE_AT = 64;
const SET_ENTRY_BYTES = 16;
/** The most attributes that instances share keys for. */
const SHARED_KEYS_LIMIT = 64;

/** Labels keys, values, items and tables. */
export function findParts(heap: LabelledHeap): void {
  const { instanceValues } = heap.layout;
  heap.forEachObject((_block, address, number, type, halves, half) => {
    const word = (place: number) => halves[half + place]! + halves[half + place + 1]! * HIGH_WORD;
    if (type.kind === "dict") {
      dictParts(heap, address, number, word(DICT_KEYS), word(DICT_VALUES));
    } else if (type.kind === "list") {
      const items = word(LIST_ITEMS);
      claim(heap, items, number, "items", address, items + 8 * word(LIST_ALLOCATED));
    } else if (type.kind === "set") {
      const table = word(SET_TABLE);
      const end = table + SET_ENTRY_BYTES * (word(SET_MASK) + 1);
      if (table !== address + SMALL_TABLE_AT) claim(heap, table, number, "table", address, end);
    }
    if (!type.hasManagedDict) return;
    if (instanceValues === "pointer") claimInside(heap, word(-8) - 1, number, type);
    // An odd word is values; the values begin one after it.
    else if (instanceValues === "tagged" && halves[half - 6]! % 2 === 1) {
      claimInside(heap, word(-6), number, type);
    }
  });
}

function dictParts(
  heap: LabelledHeap,
  address: number,
  number: number,
  keys: number,
  values: number,
): void {
  if (heap.pools.blockAt(keys) >= 0) claim(heap, keys, number, "keys", address, keys);
  else if (keys > 0) {
    const bytes = keysBytesAt(heap.image, heap.layout, keys);
    if (bytes > 0) addOutside(heap, keys, keys + bytes, "keys", address);
  }
  if (values <= 0) return;
  if (heap.layout.instanceValues === "dict") {
    claim(heap, values, number, "values", address, values + 8 * SHARED_KEYS_LIMIT);
  } else {
    const isPointer = heap.layout.valuesHeadBytes > 0;
    claimInside(heap, isPointer ? values : values - 1, number, undefined);
  }
}

function addOutside(
  heap: LabelledHeap,
  start: number,
  end: number,
  kind: OutsidePart["kind"],
  owner: number,
): void {
  if (heap.image.regionAt(start) === undefined || !(end > start)) return;
  heap.outsideParts.push({ start, end, kind, owner });
}

/** Labels the block that begins at an address, or remembers the memory outside the arenas. */
function claim(
  heap: LabelledHeap,
  start: number,
  number: number,
  kind: OutsidePart["kind"],
  owner: number,
  end: number,
): void {
  if (start <= 0) return;
  const block = heap.pools.blockAt(start);
  if (block < 0) addOutside(heap, start, end, kind, owner);
  else if (heap.blockStartingAt(start) === block) overrule(heap, block, kind, number);
}

/** Labels the block that an address lies in: values are pointed at somewhere inside. */
function claimInside(
  heap: LabelledHeap,
  address: number,
  number: number,
  owner: PythonType | undefined,
): void {
  if (address <= 0) return;
  const block = heap.pools.blockAt(address);
  // Inline values are in the object's own block.
  if (block < 0 || (owner === undefined && isInlineIn(heap, block, address))) return;
  overrule(heap, block, "values", number);
}

function isInlineIn(heap: LabelledHeap, block: number, address: number): boolean {
  if (heap.layout.instanceValues !== "inline" || heap.kindOf(block) !== "object") return false;
  const type = heap.typeOf(block)!;
  return type.hasInlineValues && heap.objectAddress(block) + type.basicBytes === address;
}

function overrule(heap: LabelledHeap, block: number, kind: LabelKind, number: number): void {
  const label = heap.labels[block]!;
  if (label === FREE_LABEL) return;
  const known = heap.table.kinds[label]!;
  const looksLikeObject = known === "object" || known === "free list" || known === "dead";
  if (label !== UNKNOWN_LABEL && !looksLikeObject) return;
  heap.labels[block] = heap.table.numberOf(kind, number);
}
