/**
 * Where a type object keeps what a reader needs: the same places in CPython 3.6 to 3.15.
 *
 * @see CPython, Include/cpython/object.h, `struct _typeobject`.
 */

/** Offsets in `PyTypeObject`, in bytes. */
export const TYPE_AT = {
  name: 24,
  basicBytes: 32,
  itemBytes: 40,
  flags: 168,
  weakListOffset: 208,
  members: 240,
  base: 256,
  dict: 264,
  dictOffset: 288,
  bases: 336,
  mro: 344,
  cache: 352,
  subclasses: 360,
} as const;

/** Bytes of the smallest `PyTypeObject` (3.6): more than a block of pymalloc can have. */
export const TYPE_BYTES = 400;

/** Bits of `tp_flags`. */
export const TYPE_FLAG = {
  inlineValues: 1 << 2,
  managedWeakReference: 1 << 3,
  managedDict: 1 << 4,
  heapType: 1 << 9,
  ready: 1 << 12,
  collected: 1 << 14,
  isInt: 1 << 24,
  isList: 1 << 25,
  isTuple: 1 << 26,
  isBytes: 1 << 27,
  isStr: 1 << 28,
  isDict: 1 << 29,
  isException: 1 << 30,
  isType: 1 << 31,
} as const;

/** Offsets in `PyMemberDef`, the descriptions of `__slots__`, in bytes. */
export const MEMBER_AT = { name: 0, offset: 16 } as const;

/** Bytes of a `PyMemberDef`. */
export const MEMBER_BYTES = 40;
