/** Is what a file calls a heap one? Everything that `restoreHeap` relies on is checked here. */
import type { Geometry } from "../../pymalloc/geometry.js";
import type {
  ArenaSnapshot,
  HeapSnapshot,
  PoolPlace,
  PoolSnapshot,
} from "../../pymalloc/heap/heap-snapshot.js";
import { blocksPerPool, sizeClassCount } from "../../pymalloc/size-class.js";
import { countAt, listAt, objectAt, refuse } from "./held-heap-fields.js";

/** Highest address of a process on 64-bit systems. */
const MOST_ADDRESS = 2 ** 48;

/**
 * Reads a heap's snapshot.
 *
 * @param path - of the field, for messages.
 * @throws {RangeError} with the field that contradicts the others.
 */
export function snapshotAt(value: unknown, path: string, geometry: Geometry): HeapSnapshot {
  const fields = objectAt(value, path);
  const arenas = listAt(fields["arenas"], `${path}.arenas`).map((one, place) =>
    arenaAt(one, `${path}.arenas[${place}]`, geometry),
  );
  checkOverlap(arenas, path, geometry);
  const usable = listAt(fields["usableArenas"], `${path}.usableArenas`);
  const poolFields = listAt(fields["pools"], `${path}.pools`);
  const usedPools = listAt(fields["usedPools"], `${path}.usedPools`);
  const snapshot = {
    total: countAt(fields["total"], `${path}.total`),
    highwater: countAt(fields["highwater"], `${path}.highwater`),
    rawBlocks: countAt(fields["rawBlocks"], `${path}.rawBlocks`),
    arenas,
    usableArenas: usable.map((place, at) =>
      countAt(place, `${path}.usableArenas[${at}]`, arenas.length - 1),
    ),
    pools: poolFields.map((pool, place) =>
      poolAt(pool, `${path}.pools[${place}]`, arenas, geometry),
    ),
    usedPools: usedPools.map((list, at) =>
      listAt(list, `${path}.usedPools[${at}]`).map((place, n) =>
        placeAt(place, `${path}.usedPools[${at}][${n}]`, arenas),
      ),
    ),
  };
  checkTogether(snapshot, path, geometry);
  return snapshot;
}

function arenaAt(value: unknown, path: string, { arenaBytes, poolBytes }: Geometry): ArenaSnapshot {
  const fields = objectAt(value, path);
  const address = countAt(fields["address"], `${path}.address`, MOST_ADDRESS, arenaBytes);
  if (address % 4096 !== 0) refuse(`${path}.address`, "a multiple of 4096", address);
  const mostPools = arenaBytes / poolBytes - (address % poolBytes === 0 ? 0 : 1);
  const carvedPools = countAt(fields["carvedPools"], `${path}.carvedPools`, mostPools);
  const freePools = listAt(fields["freePools"], `${path}.freePools`).map((place, at) =>
    countAt(place, `${path}.freePools[${at}]`, carvedPools - 1),
  );
  if (new Set(freePools).size !== freePools.length) {
    refuse(`${path}.freePools`, "different pools", freePools);
  }
  return { address, carvedPools, freePools };
}

function checkOverlap(arenas: readonly ArenaSnapshot[], path: string, { arenaBytes }: Geometry) {
  const addresses = arenas.map(({ address }) => address).sort((a, b) => a - b);
  const overlapping = addresses.find(
    (one, at) => one < (addresses[at - 1] ?? -arenaBytes) + arenaBytes,
  );
  if (overlapping !== undefined)
    refuse(`${path}.arenas`, "arenas that do not overlap", overlapping);
}

function poolAt(
  value: unknown,
  path: string,
  arenas: readonly ArenaSnapshot[],
  geometry: Geometry,
): PoolSnapshot {
  const [arenaField, poolField, classField, carvedField, ...freeFields] = listAt(value, path);
  const [arena, pool] = placeAt([arenaField, poolField], path, arenas);
  const sizeClass = countAt(classField, `${path}[2]`, sizeClassCount(geometry) - 1);
  const carvedBlocks = countAt(carvedField, `${path}[3]`, blocksPerPool(sizeClass, geometry), 1);
  const freeList = freeFields.map((block, at) =>
    countAt(block, `${path}[${at + 4}]`, carvedBlocks - 1),
  );
  if (new Set(freeList).size !== freeList.length) {
    refuse(path, "a pool whose free list has each block once", freeList);
  }
  return [arena, pool, sizeClass, carvedBlocks, ...freeList];
}

function placeAt(value: unknown, path: string, arenas: readonly ArenaSnapshot[]): PoolPlace {
  const [arenaField, poolField] = listAt(value, path);
  const arena = countAt(arenaField, `${path}[0]`, arenas.length - 1);
  const pool = countAt(poolField, `${path}[1]`, arenas[arena]!.carvedPools - 1);
  return [arena, pool];
}

/** Every carved pool is there once, and stands on the list that its state says. */
function checkTogether(snapshot: HeapSnapshot, path: string, geometry: Geometry): void {
  const { arenas, pools, usedPools, usableArenas } = snapshot;
  const nameOf = ([arena, pool]: PoolPlace) => `pool ${pool} of arena ${arena}`;
  const carved = arenas.reduce((count, { carvedPools }) => count + carvedPools, 0);
  const byName = new Map(pools.map((pool) => [nameOf([pool[0], pool[1]]), pool]));
  if (pools.length !== carved || byName.size !== carved) {
    refuse(`${path}.pools`, `the ${carved} carved pools, each once`, pools.length);
  }
  const free = new Set(
    arenas.flatMap(({ freePools }, arena) => freePools.map((pool) => nameOf([arena, pool]))),
  );
  const used = new Set<string>();
  usedPools.forEach((list, sizeClass) => {
    for (const place of list) {
      const name = nameOf(place);
      if (used.has(name) || byName.get(name)?.[2] !== sizeClass) {
        refuse(`${path}.usedPools[${sizeClass}]`, "pools of that class, each once", place);
      }
      used.add(name);
    }
  });
  for (const [name, [, , sizeClass, carvedBlocks, ...freeList]] of byName) {
    const live = carvedBlocks - freeList.length;
    const isFull = live === blocksPerPool(sizeClass, geometry);
    if ((live === 0) !== free.has(name))
      refuse(`${path}.arenas`, `free pools with ${name} right`, live);
    if ((live > 0 && !isFull) !== used.has(name)) {
      refuse(`${path}.usedPools`, `used pools with ${name} right`, live);
    }
  }
  checkUsable(arenas, usableArenas, path, geometry);
}

function checkUsable(
  arenas: readonly ArenaSnapshot[],
  usable: readonly number[],
  path: string,
  { arenaBytes, poolBytes }: Geometry,
): void {
  const freeCounts = arenas.map(({ address, carvedPools, freePools }) => {
    const poolCount = arenaBytes / poolBytes - (address % poolBytes === 0 ? 0 : 1);
    return poolCount - carvedPools + freePools.length;
  });
  const withRoom = freeCounts.filter((count) => count > 0).length;
  const isInOrder = usable.every(
    (arena, at) =>
      freeCounts[arena]! > 0 && freeCounts[arena]! >= (freeCounts[usable[at - 1] ?? arena] ?? 0),
  );
  if (!isInOrder || new Set(usable).size !== usable.length || usable.length !== withRoom) {
    refuse(`${path}.usableArenas`, "the arenas with room, the fullest first, each once", usable);
  }
}
