/** What the containers of items refer to: lists, tuples, sets, deques, and NumPy's arrays of objects. */
import type { PythonType } from "../labels/type-table.js";
import { OBJECT_HEADER_BYTES, type ReferenceSink } from "./reference-sink.js";
import { SLOT } from "./slot.js";

/** Items of one block of a deque. */
const DEQUE_BLOCK_ITEMS = 64;
/** More items than this are not believed. */
const ITEM_LIMIT = 1e9;

/** Reads a list: its items, in a buffer of its own. */
export function readListReferences(reader: ReferenceSink, address: number): void {
  const items = reader.image.word(address + 24);
  const count = reader.image.word(address + 16);
  if (items <= 0 || count > ITEM_LIMIT) return;
  reader.addWords(items, count, SLOT.item);
  reader.addPart(items);
}

/** Reads a tuple: its items, in the object itself. */
export function readTupleReferences(reader: ReferenceSink, address: number): void {
  const count = reader.image.word(address + 16);
  if (count < ITEM_LIMIT) reader.addWords(address + reader.layout.tupleItemsAt, count, SLOT.item);
}

/** Reads a set or frozenset: the elements of its table. */
export function readSetReferences(reader: ReferenceSink, address: number): void {
  const { image } = reader;
  const mask = image.word(address + 32);
  const table = image.word(address + 40);
  if (table <= 0 || mask > ITEM_LIMIT) return;
  for (let entry = 0; entry <= mask; entry++) {
    const at = table + 16 * entry;
    // A deleted entry keeps a dummy, with this hash.
    if (image.signedWord(at + 8) !== -1) reader.add(image.word(at), SLOT.element, entry);
  }
  if (table !== address + 64) reader.addPart(table);
}

/** Reads a deque: the items of its blocks, which are linked. */
export function readDequeReferences(reader: ReferenceSink, address: number): void {
  const { image } = reader;
  let block = image.word(address + 24);
  let place = image.word(address + 40);
  const count = image.word(address + 16);
  for (let item = 0; item < count && block > 0; item++) {
    reader.add(image.word(block + 8 + 8 * place), SLOT.item, item);
    if (++place < DEQUE_BLOCK_ITEMS) continue;
    place = 0;
    block = image.word(block + 8 + 8 * DEQUE_BLOCK_ITEMS);
  }
}

/** Reads an array of NumPy: one of objects holds them in memory of its own. */
export function readArrayReferences(
  reader: ReferenceSink,
  id: number,
  address: number,
  type: PythonType,
): void {
  const { image } = reader;
  reader.addFields(id, address, OBJECT_HEADER_BYTES, type.basicBytes, type);
  const descriptor = image.word(address + 56);
  const ownsData = (image.uint32(address + 64) & 4) !== 0;
  if (!ownsData || image.byte(descriptor + 24) !== "O".charCodeAt(0)) return;
  const dimensions = image.uint32(address + 24);
  const lengths = image.word(address + 32);
  let count = 1;
  for (let axis = 0; axis < dimensions; axis++) count *= image.word(lengths + 8 * axis);
  if (count > 0 && count < ITEM_LIMIT) reader.addWords(image.word(address + 16), count, SLOT.item);
}
