/**
 * Where CPython's objects keep their parts, one row a version, 64-bit builds with the GIL.
 *
 * The offsets of 3.6 to 3.13 come from the debug information of released builds, those of
 * 3.14 and 3.15 from the objects of running interpreters (`test/inspect/layout` looks at
 * both again, in whatever interpreters the machine has).
 */

/** How an instance keeps its attributes. */
export type InstanceValues =
  /** In a `__dict__` at `tp_dictoffset` (to 3.10). */
  | "dict"
  /** In a block of values; pointers to it and to a dict stand before the object (3.11). */
  | "pointer"
  /** The same with one pointer, odd while it means values (3.12). */
  | "tagged"
  /** In the object's own block, after its fields (3.13 and later). */
  | "inline";

/** Offsets in a function, in bytes. */
export interface FunctionLayout {
  readonly name: number;
  readonly qualifiedName: number;
  readonly code: number;
  readonly defaults: number;
  readonly keywordDefaults: number;
  readonly closure: number;
  readonly dict: number;
  readonly module: number;
}

/** Offsets in a code object, in bytes; `names` are those of locals. */
export interface CodeLayout {
  readonly globalNames: number;
  readonly localNames: number;
  readonly localCount: number;
  /** Of variables from the functions around it; up to 3.10 a tuple after the names tells them. */
  readonly freeCount: number;
  readonly stackWords: number;
  readonly fileName: number;
  readonly name: number;
  /** Absent before 3.11. */
  readonly qualifiedName?: number;
}

/** Offsets in the interpreter's own frame, in bytes: on the data stack from 3.11, else an object. */
export interface FrameLayout {
  readonly code: number;
  readonly locals: number;
  /** References besides the locals that the frame counts. */
  readonly counted: readonly number[];
}

/** The layouts of one version. */
export interface ObjectLayout {
  /** 11 of 3.11. */
  readonly minor: number;
  /** Bytes before an object that the collector watches. */
  readonly collectorHeadBytes: number;
  /** Bytes of a str before its characters: ASCII, and other compact ones. */
  readonly asciiHeadBytes: number;
  readonly compactHeadBytes: number;
  /** Where in the state of a str its kind begins, in bits. */
  readonly strKindBit: number;
  /** Where else it may begin: builds of one version differ. */
  readonly otherStrKindBit?: number;
  readonly tupleItemsAt: number;
  /** Whether an int keeps sign and digit count in one tag (3.12 and later). */
  readonly intHasTag: boolean;
  /** Whether reference counts have 32 bits, and some objects are immortal (3.12 and later). */
  readonly hasImmortals: boolean;
  /** Whether dict keys tell their size as a logarithm, and may be of str only (3.11 and later). */
  readonly keysHaveKinds: boolean;
  readonly instanceValues: InstanceValues;
  /** Bytes of a values block before its first value: 3.13 and later have a head. */
  readonly valuesHeadBytes: number;
  /** In a heap type. */
  readonly cachedKeysAt: number;
  readonly typeNamesAt: readonly [from: number, to: number];
  /** Whether an instance of a heap type counts as a reference to it (3.8 and later). */
  readonly instancesHoldType: boolean;
  readonly function: FunctionLayout;
  readonly code: CodeLayout;
  readonly frame: FrameLayout;
  /** Counted fields of a generator besides its frame; all fields up to 3.10. */
  readonly generatorFields?: readonly number[];
  /** Whether the frames of functions lie on a data stack of their own (3.11 and later). */
  readonly hasDataStack: boolean;
  /** Words that a frame on the data stack has before its locals. */
  readonly frameHeadBytes: number;
}

const earlyFunction: FunctionLayout = {
  code: 16,
  defaults: 32,
  keywordDefaults: 40,
  closure: 48,
  name: 64,
  dict: 72,
  module: 88,
  qualifiedName: 104,
};

const lateFunction: FunctionLayout = {
  name: 32,
  qualifiedName: 40,
  code: 48,
  defaults: 56,
  keywordDefaults: 64,
  closure: 72,
  dict: 88,
  module: 104,
};

const codeOf36: CodeLayout = {
  globalNames: 56,
  localNames: 64,
  localCount: 24,
  freeCount: 72,
  stackWords: 28,
  fileName: 96,
  name: 104,
};

const codeOf38: CodeLayout = {
  globalNames: 64,
  localNames: 72,
  localCount: 28,
  freeCount: 80,
  stackWords: 32,
  fileName: 104,
  name: 112,
};

const codeOf311: CodeLayout = {
  globalNames: 32,
  localNames: 96,
  localCount: 76,
  freeCount: 92,
  stackWords: 68,
  fileName: 112,
  name: 120,
  qualifiedName: 128,
};

const codeOf312: CodeLayout = { ...codeOf311, localCount: 72, freeCount: 88, stackWords: 64 };

const row36: ObjectLayout = {
  minor: 6,
  collectorHeadBytes: 32,
  asciiHeadBytes: 48,
  compactHeadBytes: 72,
  strKindBit: 2,
  tupleItemsAt: 24,
  intHasTag: false,
  hasImmortals: false,
  keysHaveKinds: false,
  instanceValues: "dict",
  valuesHeadBytes: 0,
  cachedKeysAt: 856,
  typeNamesAt: [832, 856],
  instancesHoldType: false,
  function: earlyFunction,
  code: codeOf36,
  frame: { code: 32, locals: 376, counted: [] },
  hasDataStack: false,
  frameHeadBytes: 376,
};

const row37: ObjectLayout = {
  ...row36,
  minor: 7,
  frame: { code: 32, locals: 360, counted: [] },
  frameHeadBytes: 360,
};

const row38: ObjectLayout = {
  ...row37,
  minor: 8,
  collectorHeadBytes: 16,
  cachedKeysAt: 872,
  typeNamesAt: [848, 872],
  instancesHoldType: true,
  code: codeOf38,
};

const row39: ObjectLayout = { ...row38, minor: 9, cachedKeysAt: 864, typeNamesAt: [840, 880] };

const row310: ObjectLayout = {
  ...row39,
  minor: 10,
  cachedKeysAt: 872,
  typeNamesAt: [848, 888],
  function: lateFunction,
  frame: { code: 32, locals: 352, counted: [] },
  frameHeadBytes: 352,
};

const row311: ObjectLayout = {
  ...row310,
  minor: 11,
  keysHaveKinds: true,
  instanceValues: "pointer",
  code: codeOf311,
  frame: { code: 32, locals: 72, counted: [0, 24, 32, 40] },
  hasDataStack: true,
  generatorFields: [16, 32, 40, 48, 64],
  frameHeadBytes: 72,
};

const row312: ObjectLayout = {
  ...row311,
  minor: 12,
  asciiHeadBytes: 40,
  compactHeadBytes: 56,
  intHasTag: true,
  hasImmortals: true,
  instanceValues: "tagged",
  cachedKeysAt: 880,
  typeNamesAt: [856, 896],
  code: codeOf312,
  generatorFields: [24, 32, 40, 56],
  frame: { code: 0, locals: 72, counted: [0, 16, 40, 48] },
};

const row313: ObjectLayout = {
  ...row312,
  minor: 13,
  instanceValues: "inline",
  valuesHeadBytes: 8,
};

const row314: ObjectLayout = {
  ...row313,
  minor: 14,
  otherStrKindBit: 16,
  tupleItemsAt: 32,
  frame: { ...row313.frame, locals: 80 },
  frameHeadBytes: 80,
};

const row315: ObjectLayout = { ...row314, minor: 15, cachedKeysAt: 888, typeNamesAt: [864, 904] };

/** All rows, oldest first. */
export const OBJECT_LAYOUTS: readonly ObjectLayout[] = [
  row36,
  row37,
  row38,
  row39,
  row310,
  row311,
  row312,
  row313,
  row314,
  row315,
];

/**
 * The layouts of a version.
 *
 * @param minor - 11 of 3.11.
 * @throws {RangeError} when the version has none.
 *
 * @example
 * objectLayoutOf(14).tupleItemsAt; // => 32
 */
export function objectLayoutOf(minor: number): ObjectLayout {
  const layout = OBJECT_LAYOUTS.find((row) => row.minor === minor);
  if (layout !== undefined) return layout;
  const known = `3.${OBJECT_LAYOUTS[0]!.minor} to 3.${OBJECT_LAYOUTS.at(-1)!.minor}`;
  throw new RangeError(`the objects of CPython 3.${minor} are not known; those of ${known} are`);
}
