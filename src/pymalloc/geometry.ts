/**
 * The geometry of pymalloc: its constants, one row a CPython build.
 *
 * A version by itself means a late patch release of the default 64-bit build with the
 * GIL (3.7.3, for one, still had 8-byte alignment). Other builds of a version have its
 * name and what was chosen. Free-threaded builds use mimalloc and are not modelled, nor
 * are the debug hooks, which pad every request before it arrives here.
 */

/** CPython versions whose allocator is modelled. */
export type PythonVersion =
  | "3.6"
  | "3.7"
  | "3.8"
  | "3.9"
  | "3.10"
  | "3.11"
  | "3.12"
  | "3.13"
  | "3.14"
  | "3.15";

/**
 * A build of CPython: a version, and what was chosen where it is not the default.
 * `-32` is a 32-bit build. `-2m` has arenas of 2 MiB: `--with-pymalloc-hugepages` of 3.15,
 * which earlier versions can be patched to have.
 */
export type PythonBuild =
  | PythonVersion
  | `${"3.9" | "3.10" | "3.11" | "3.12" | "3.13" | "3.14" | "3.15"}-32`
  | `${"3.13" | "3.14" | "3.15"}-2m`;

/** An order of `usableArenas`; the first arena in it is used first. */
export type ArenaOrder = "fullest-first" | "emptiest-first" | "by-address";

/** The orders, CPython's own first; the others are what-ifs. */
export const ARENA_ORDERS: readonly ArenaOrder[] = [
  "fullest-first",
  "emptiest-first",
  "by-address",
];

/**
 * Shape of the radix tree that tells which addresses are pymalloc's (3.10 and later). In
 * 32-bit builds it is the root alone: `midBytes` and `botBytes` are 0.
 */
export interface ArenaMapGeometry {
  /** Addresses that differ above this bit have different middle nodes. */
  readonly topShift: number;
  /** Addresses that differ above this bit have different bottom nodes. */
  readonly midShift: number;
  readonly rootBytes: number;
  readonly midBytes: number;
  readonly botBytes: number;
}

/**
 * Every constant that the allocator's rules depend on.
 *
 * Invariants: `arenaBytes` is `poolBytes` times a power of two; the largest
 * block fits a pool at least twice.
 */
export interface Geometry {
  /** Alignment of blocks and step between size classes, in bytes; a power of two. */
  readonly alignment: number;
  /** Largest request served from a pool, in bytes; larger ones go to the raw allocator. */
  readonly smallRequestThreshold: number;
  readonly poolBytes: number;
  readonly arenaBytes: number;
  /** Bytes at the start of a pool that hold its header. */
  readonly poolHeaderBytes: number;
  /** Whether one wholly free arena is kept while it is last in `usableArenas` (3.9 and later). */
  readonly keepsLastEmptyArena: boolean;
  /** Which arena gives the next pool; absent, as in every CPython, the fullest. */
  readonly arenaOrder?: ArenaOrder;
  /** Absent before 3.10, where a pool's header told whose an address was. */
  readonly arenaMap?: ArenaMapGeometry;
}

const KIB = 1024;

const smallArenas = {
  alignment: 16,
  smallRequestThreshold: 512,
  poolBytes: 4 * KIB,
  arenaBytes: 256 * KIB,
  poolHeaderBytes: 48,
} as const;

const largeArenas = {
  ...smallArenas,
  poolBytes: 16 * KIB,
  arenaBytes: 1024 * KIB,
  keepsLastEmptyArena: true,
} as const;

const arenaMapOf310: ArenaMapGeometry = {
  topShift: 38,
  midShift: 28,
  rootBytes: 8 * KIB,
  midBytes: 8 * KIB,
  botBytes: 2 * KIB,
};

const arenaMapOf311: ArenaMapGeometry = {
  topShift: 49,
  midShift: 34,
  rootBytes: 256 * KIB,
  midBytes: 256 * KIB,
  botBytes: 128 * KIB,
};

/**
 * The geometry of each version.
 *
 * @see CPython, Include/internal/pycore_obmalloc.h, and Objects/obmalloc.c up to 3.11.
 */
export const GEOMETRIES: Readonly<Record<PythonVersion, Geometry>> = {
  "3.6": { ...smallArenas, keepsLastEmptyArena: false },
  "3.7": { ...smallArenas, keepsLastEmptyArena: false },
  "3.8": { ...smallArenas, keepsLastEmptyArena: false },
  "3.9": { ...smallArenas, keepsLastEmptyArena: true },
  "3.10": { ...largeArenas, arenaMap: arenaMapOf310 },
  "3.11": { ...largeArenas, arenaMap: arenaMapOf311 },
  "3.12": { ...largeArenas, arenaMap: arenaMapOf311 },
  "3.13": { ...largeArenas, arenaMap: arenaMapOf311 },
  "3.14": { ...largeArenas, arenaMap: arenaMapOf311 },
  "3.15": { ...largeArenas, arenaMap: arenaMapOf311 },
};

const build32 = {
  ...smallArenas,
  alignment: 8,
  poolHeaderBytes: 32,
  keepsLastEmptyArena: true,
} as const;

/** An address of 32 bits is an arena's number and a place in it: the root has an entry an arena. */
const arenaMapOf32Bit: ArenaMapGeometry = {
  topShift: 32,
  midShift: 32,
  rootBytes: 128 * KIB,
  midBytes: 0,
  botBytes: 0,
};

/** Arenas are twice as large, so the bottom of the map has half as many entries. */
const hugeArenas = {
  ...largeArenas,
  arenaBytes: 2048 * KIB,
  arenaMap: { ...arenaMapOf311, botBytes: arenaMapOf311.botBytes / 2 },
} as const;

/**
 * The geometry of each build: the versions' own, then the others.
 *
 * @see CPython 3.15, Include/internal/pycore_obmalloc.h, `PYMALLOC_USE_HUGEPAGES`, and `SIZEOF_VOID_P`.
 */
export const BUILD_GEOMETRIES: Readonly<Record<PythonBuild, Geometry>> = {
  ...GEOMETRIES,
  "3.13-2m": hugeArenas,
  "3.14-2m": hugeArenas,
  "3.15-2m": hugeArenas,
  "3.9-32": build32,
  "3.10-32": { ...build32, arenaMap: arenaMapOf32Bit },
  "3.11-32": { ...build32, arenaMap: arenaMapOf32Bit },
  "3.12-32": { ...build32, arenaMap: arenaMapOf32Bit },
  "3.13-32": { ...build32, arenaMap: arenaMapOf32Bit },
  "3.14-32": { ...build32, arenaMap: arenaMapOf32Bit },
  "3.15-32": { ...build32, arenaMap: arenaMapOf32Bit },
};

/** The modelled builds, those of the versions first. */
export const PYTHON_BUILDS = Object.keys(BUILD_GEOMETRIES) as readonly PythonBuild[];

/**
 * The version that a build is of.
 *
 * @example
 * versionOfBuild("3.15-2m"); // => "3.15"
 */
export function versionOfBuild(build: PythonBuild): PythonVersion {
  return parsePythonVersion(build.replace(/-.*/, ""));
}

/**
 * The builds of a version, its default one first.
 *
 * @example
 * buildsOf("3.8"); // => ["3.8"]
 */
export function buildsOf(version: PythonVersion): readonly PythonBuild[] {
  return PYTHON_BUILDS.filter((build) => versionOfBuild(build) === version);
}

/** The modelled versions, oldest first. */
export const PYTHON_VERSIONS = Object.keys(GEOMETRIES) as readonly PythonVersion[];

/**
 * The modelled versions as a sentence has them, from the oldest to the newest.
 *
 * @example
 * modelledVersions().startsWith("3.6 to 3."); // => true
 */
export function modelledVersions(): string {
  return `${PYTHON_VERSIONS[0]} to ${PYTHON_VERSIONS.at(-1)}`;
}

/**
 * Reads a version as a user writes it: "3.11" or "3.11.7".
 *
 * @throws {RangeError} when the version is not modelled; the message names the nearest one.
 *
 * @example
 * parsePythonVersion("3.11.7"); // => "3.11"
 */
export function parsePythonVersion(text: string): PythonVersion {
  const minorOf = (version: string) => Number(/^3\.(\d+)/.exec(version)?.[1] ?? Number.NaN);
  const minor = /^3\.\d+(\.\d+)?$/.test(text) ? minorOf(text) : Number.NaN;
  const exact = PYTHON_VERSIONS.find((version) => minorOf(version) === minor);
  if (exact !== undefined) return exact;
  const [oldest] = PYTHON_VERSIONS;
  const newest = PYTHON_VERSIONS.at(-1);
  const isOlder = minor < 6 || /^[12]\./.test(text);
  const nearest = isOlder ? oldest : newest;
  throw new RangeError(
    `Python version must be one of ${PYTHON_VERSIONS.join(", ")}, got "${text}"; the nearest is ${nearest}`,
  );
}

/**
 * The geometry of a build, from the table.
 *
 * @example
 * geometryOf("3.11").arenaBytes; // => 1_048_576
 * geometryOf("3.15-2m").arenaBytes; // => 2_097_152
 */
export function geometryOf(build: PythonBuild): Geometry {
  return BUILD_GEOMETRIES[build];
}
