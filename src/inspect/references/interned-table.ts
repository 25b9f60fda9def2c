/**
 * The interpreter's table of interned strs: a dict from each to itself, whose references do
 * not count. (In 3.12 interned strs are immortal, in other versions they die with their users.)
 *
 * @see CPython, Objects/unicodeobject.c, `PyUnicode_InternInPlace`.
 */
import type { LabelledHeap } from "../labels/labelled-heap.js";
import { readDictKeys } from "../values/dict-keys.js";

const FEWEST_ENTRIES = 256;
const SAMPLE = 64;
const INTERNED_BITS = 3;

/** Blocks of the dicts that are tables of interned strs: one for each interpreter. */
export function findInternedTables(heap: LabelledHeap): number[] {
  const found: number[] = [];
  heap.forEachObject((block, address, _number, type) => {
    if (type.kind === "dict" && !type.isHeapType && isInternedTable(heap, address)) {
      found.push(block);
    }
  });
  return found;
}

function isInternedTable(heap: LabelledHeap, address: number): boolean {
  const { image, layout } = heap;
  if (image.word(address + 16) < FEWEST_ENTRIES) return false;
  const keys = readDictKeys(image, layout, image.word(address + 32));
  if (keys === undefined || keys.entryCount < FEWEST_ENTRIES) return false;
  let seen = 0;
  for (let entry = 0; entry < keys.entryCount && seen < SAMPLE; entry++) {
    const at = keys.entries + entry * keys.entryBytes + keys.keyAt;
    const key = image.word(at);
    if (key <= 0) continue;
    if (image.word(at + 8) !== key) return false;
    if (heap.types.at(image.word(key + 8))?.kind !== "str") return false;
    const lowBits = layout.strKindBit === 2 ? INTERNED_BITS : 0xffff;
    if ((image.uint32(key + 32) & lowBits) === 0) return false;
    seen++;
  }
  return seen > 0;
}
