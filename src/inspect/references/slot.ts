/**
 * Where in an object a reference stands, in one number.
 */

/** Kinds of places. */
export const SLOT = {
  /** A field of the object itself; the index is its offset in bytes. */
  field: 0,
  /** An item of a list, tuple, deque or array. */
  item: 1,
  /** A dict's key and value, by entry. */
  key: 2,
  value: 3,
  /** An attribute of an instance, by its place among the keys that its class shares. */
  attribute: 4,
  element: 5,
  /** The `__dict__` of an instance. */
  dict: 6,
  /** The type of an object. */
  type: 7,
  /** In memory that the object owns besides its own. */
  buffer: 8,
  /** A local variable of a frame. */
  local: 9,
  /** The working stack of a frame. */
  stack: 10,
} as const;

const KIND_COUNT = 16;

/** Puts kind and index into one number. */
export function slotOf(kind: number, index: number): number {
  return index * KIND_COUNT + kind;
}

/** The kind of a slot. */
export function slotKind(slot: number): number {
  return slot % KIND_COUNT;
}

/** The index of a slot. */
export function slotIndex(slot: number): number {
  return Math.floor(slot / KIND_COUNT);
}
