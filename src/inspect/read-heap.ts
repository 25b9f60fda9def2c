/** Reads the heap of a process: the interpreter, its pools, its arenas, all lists and counters. */
import { CopyTorn, InspectionRefused } from "../image/inspection-refused.js";
import type { MemoryImage } from "../image/memory-image.js";
import { GEOMETRIES, type Geometry, PYTHON_VERSIONS } from "../pymalloc/geometry.js";
import type { HeapReading, InterpreterVersion } from "./heap-reading.js";
import { type FoundPool, ReadPools } from "./read-pools.js";
import { type AllocatorState, structState } from "./structure/allocator-state.js";
import { findArenaMapRoot } from "./structure/arena-map-counts.js";
import { firstPoolAddress } from "./structure/arena-object.js";
import { assembleHeap, heldSlots } from "./structure/assemble-heap.js";
import { DEBUG_PREFIX_BYTES, hasDebugHooks } from "./structure/debug-hooks.js";
import { findPython, isStatic } from "./structure/find-python.js";
import { scanPools } from "./structure/scan-pools.js";
import { staticState } from "./structure/static-state.js";
import { findUsedPools } from "./structure/used-pools.js";

/** From this version the allocator's variables are one structure, and interpreters have their own. */
const FIRST_MINOR_WITH_STRUCT = 12;
/** Arenas of 3.15 built `--with-pymalloc-hugepages`. */
const HUGE_ARENA_BYTES = 2 * 1024 * 1024;
const MIB = 1024 * 1024;

/**
 * Reads a heap.
 *
 * A reading with `problems` is torn or broken: none of its figures is to be shown as good.
 *
 * @throws {InspectionRefused} when the process runs no CPython with pymalloc.
 *
 * @example
 * // `image` is what readImageFile gives of a core, or a LiveProcess of a running one.
 * const reading = readHeap(image);
 * reading.interpreters.map(({ counters }) => counters.current); // => [2]
 */
export function readHeap(image: MemoryImage): HeapReading {
  const python = findPython(image);
  const usual = geometryOfMinor(python.minor);
  const scanned = scanPools(image, usual);
  if (scanned.length === 0) throw withoutPools(image, python);
  const byAddress = new Map(scanned.map((pool) => [pool.address, pool]));
  const bases = findUsedPools(image, byAddress, usual);
  for (const geometry of geometriesOf(usual)) {
    const states = statesOf(image, bases, byAddress, geometry, python);
    if (states.length > 0) return reading(image, python, geometry, scanned, states, bases.length);
  }
  if (!image.origin.isOfOneMoment) {
    throw new CopyTorn(
      `${image.origin.name} kept running while it was copied, and the copy is so torn that no heap is found in it; read it without --no-stop`,
    );
  }
  throw new InspectionRefused(
    `${image.origin.name} runs CPython ${python.version} and has ${scanned.length} pools, but the allocator's own variables were not found: the build differs from those that are known`,
  );
}

/** The geometry of a minor version; a version without a row has that of the newest one. */
function geometryOfMinor(minor: number): Geometry {
  const version = PYTHON_VERSIONS.find((one) => one === `3.${minor}`);
  return GEOMETRIES[version ?? PYTHON_VERSIONS.at(-1)!];
}

function geometriesOf(usual: Geometry): Geometry[] {
  const { arenaMap } = usual;
  if (arenaMap === undefined || arenaMap.rootBytes < HUGE_ARENA_BYTES / 8) return [usual];
  const huge = {
    ...usual,
    arenaBytes: HUGE_ARENA_BYTES,
    arenaMap: { ...arenaMap, botBytes: arenaMap.botBytes / 2 },
  };
  return [usual, huge];
}

function statesOf(
  image: MemoryImage,
  bases: readonly number[],
  byAddress: ReadonlyMap<number, FoundPool>,
  geometry: Geometry,
  { minor }: InterpreterVersion,
): AllocatorState[] {
  if (minor < FIRST_MINOR_WITH_STRUCT) {
    const [base] = bases;
    const state = base === undefined ? undefined : staticState(image, base, byAddress, geometry);
    return state === undefined ? [] : [withArenaMap(image, state, geometry)];
  }
  const states = bases.flatMap((base) => structState(image, base, byAddress, geometry) ?? []);
  // The main interpreter's is a variable of the program; the others' are on the heap.
  const isMain = ({ usedPoolsAddress }: AllocatorState) => {
    const region = image.regionAt(usedPoolsAddress);
    return region !== undefined && isStatic(image, region) ? 0 : 1;
  };
  return states.sort((a, b) => isMain(a) - isMain(b));
}

function withArenaMap(
  image: MemoryImage,
  state: AllocatorState,
  geometry: Geometry,
): AllocatorState {
  const [arena] = heldSlots(image, state, geometry);
  if (arena === undefined) return state;
  const near = state.usedPoolsAddress;
  const arenaMapRoot = findArenaMapRoot(image, near, arena.entry.address, geometry);
  return { ...state, arenaMapRoot };
}

function reading(
  image: MemoryImage,
  python: InterpreterVersion,
  geometry: Geometry,
  scanned: readonly FoundPool[],
  states: readonly AllocatorState[],
  baseCount: number,
): HeapReading {
  const { owned, strayCount } = ownedPools(image, geometry, scanned, states);
  const pools = new ReadPools(image, geometry, owned);
  const interpreters = states.map((state, place) =>
    assembleHeap(image, geometry, state, pools, place),
  );
  const problems = [
    ...image.origin.problems,
    ...interpreters.flatMap((heap) => heap.problems),
    ...(baseCount > states.length ? ["an interpreter's heap was found and cannot be read"] : []),
    ...(strayCount > 0 ? [`${strayCount} pools lie in no arena`] : []),
  ];
  const isPadded = hasDebugHooks(pools);
  if (isPadded && python.minor === 6) {
    throw new InspectionRefused(
      `${image.origin.name} runs CPython 3.6 with debug hooks (PYTHONMALLOC=debug or -X dev), whose blocks are not understood; start it without`,
    );
  }
  return {
    image,
    python,
    geometry,
    pools,
    interpreters,
    hasDebugHooks: isPadded,
    blockPrefixBytes: isPadded ? DEBUG_PREFIX_BYTES : 0,
    problems,
  };
}

/**
 * The pools that lie in arenas. What looks like a pool elsewhere is somebody's data, unless
 * the process kept running while it was copied: then an arena may have been missed.
 */
function ownedPools(
  image: MemoryImage,
  geometry: Geometry,
  scanned: readonly FoundPool[],
  states: readonly AllocatorState[],
) {
  const arenas = states.flatMap((state) => heldSlots(image, state, geometry));
  const firsts = new Map(
    arenas.map(({ entry }) => [firstPoolAddress(entry.address, geometry), entry]),
  );
  const owned: FoundPool[] = [];
  let strayCount = 0;
  const isInArena = new Set<number>();
  for (const [first, { carvePointer, poolCount }] of firsts) {
    const end = first + poolCount * geometry.poolBytes;
    for (let address = first; address < end; address += geometry.poolBytes) {
      isInArena.add(address < carvePointer ? address : -address);
    }
  }
  for (const pool of scanned) {
    if (isInArena.has(pool.address)) owned.push(pool);
    else if (isInArena.has(-pool.address) || !image.origin.isOfOneMoment) strayCount += 1;
  }
  return { owned, strayCount };
}

function withoutPools(image: MemoryImage, { version }: InterpreterVersion): InspectionRefused {
  const { name, pythonVariables } = image.origin;
  const start = `${name} runs CPython ${version}, and ${Math.round(image.copiedBytes / MIB)} MiB of its memory have not one pymalloc pool`;
  const allocator = pythonVariables.get("PYTHONMALLOC");
  if (allocator === undefined || allocator === "") {
    return new InspectionRefused(
      `${start}: it runs with another allocator (PYTHONMALLOC=malloc?) or was built without pymalloc`,
    );
  }
  const hooks = allocator.includes("debug") ? " under debug hooks" : "";
  const by = allocator.startsWith("mimalloc") ? "mimalloc" : `the system's malloc${hooks}`;
  return new InspectionRefused(
    `${start}: PYTHONMALLOC=${allocator} has its objects from ${by}, so there are no arenas`,
  );
}
