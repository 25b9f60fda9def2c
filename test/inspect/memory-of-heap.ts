/**
 * The memory of an imaginary CPython with a given heap: pools with their headers and free
 * lists, `arenas`, `usedpools`, counters and arena map, as the real one lays them out.
 */
import { type CopiedRegion, type Mapping, MemoryImage } from "../../src/image/memory-image.js";
import { emptyRegion } from "../../src/image/memory-map.js";
import type { Geometry } from "../../src/pymalloc/geometry.js";
import type { HeapSnapshot, PoolPlace } from "../../src/pymalloc/heap/heap-snapshot.js";
import { blockBytesOf } from "../../src/pymalloc/size-class.js";

const STATICS = 0x5580_0000_0000;
const STATICS_BYTES = 0x10_0000;
const C_HEAP = 0x5590_0000_0000;
const C_HEAP_BYTES = 0x40_0000;
const USED_POOLS = STATICS + 0x1000;
const ROOT_OF_STATICS = STATICS + 0x8000;
const ARENAS = C_HEAP;
const NODES = C_HEAP + 0x10_0000;
const SLOTS = 16;

/** What can be chosen of the imaginary process. */
export interface ImaginaryProcess {
  readonly python: string;
  readonly minor: number;
  readonly geometry: Geometry;
  readonly snapshot: HeapSnapshot;
  /** Whether the compiler laid statics down in the order of their definition (before 3.12). */
  readonly isForward?: boolean;
}

/** Writes the memory. */
export function memoryOfHeap(imaginary: ImaginaryProcess): MemoryImage {
  return new HeapWriter(imaginary).image();
}

class HeapWriter {
  readonly #of: ImaginaryProcess;
  readonly #regions: CopiedRegion[] = [];
  readonly #mappings: Mapping[] = [];

  constructor(imaginary: ImaginaryProcess) {
    this.#of = imaginary;
    const library = `/usr/lib/libpython3.${imaginary.minor}.so.1.0`;
    this.#map(STATICS, STATICS_BYTES, library);
    this.#map(C_HEAP, C_HEAP_BYTES, "[heap]");
    for (const { address } of imaginary.snapshot.arenas) {
      this.#map(address, imaginary.geometry.arenaBytes, "");
    }
    this.#text(STATICS + 0x100, `${imaginary.python} (main, Jan  1 2026, 00:00:00) [GCC 12.2.0]\0`);
    this.#writePools();
    this.#writeUsedPools();
    this.#writeArenas();
    if (imaginary.minor >= 12) this.#writeStruct();
    else this.#writeStatics(imaginary.isForward ?? true);
  }

  image(): MemoryImage {
    const origin = {
      kind: "copy" as const,
      name: "an imaginary process",
      commandLine: "",
      pythonVariables: new Map<string, string>(),
      stoppedMs: 0,
      isOfOneMoment: true,
      problems: [],
    };
    return new MemoryImage(origin, this.#mappings, this.#regions);
  }

  #map(start: number, byteCount: number, fileName: string): void {
    const mapping = { start, end: start + byteCount, permissions: "rw-p", fileName, fileOffset: 0 };
    this.#mappings.push(mapping);
    this.#regions.push(emptyRegion(start, start + byteCount, mapping));
  }

  #at(address: number, bytes: number): DataView {
    const region = this.#regions.find(({ start, end }) => address >= start && address < end)!;
    return new DataView(region.bytes.buffer, address - region.start, bytes);
  }

  #word(address: number, value: number): void {
    this.#at(address, 8).setBigUint64(0, BigInt(value), true);
  }

  #half(address: number, value: number): void {
    this.#at(address, 4).setUint32(0, value, true);
  }

  #text(address: number, text: string): void {
    const view = this.#at(address, text.length);
    for (let at = 0; at < text.length; at++) view.setUint8(at, text.charCodeAt(at));
  }

  #poolAddress([arena, pool]: PoolPlace): number {
    const { snapshot, geometry } = this.#of;
    const first = Math.ceil(snapshot.arenas[arena]!.address / geometry.poolBytes);
    return (first + pool) * geometry.poolBytes;
  }

  #writePools(): void {
    const { snapshot, geometry } = this.#of;
    for (const [arena, pool, sizeClass, carvedBlocks, ...freeList] of snapshot.pools) {
      const address = this.#poolAddress([arena, pool]);
      const blockBytes = blockBytesOf(sizeClass, geometry);
      this.#half(address, carvedBlocks - freeList.length);
      this.#half(address + 32, arena);
      this.#half(address + 36, sizeClass);
      this.#half(address + 40, geometry.poolHeaderBytes + carvedBlocks * blockBytes);
      this.#half(address + 44, geometry.poolBytes - blockBytes);
      let link = address + 8;
      for (const index of [...freeList].reverse()) {
        const block = address + geometry.poolHeaderBytes + index * blockBytes;
        this.#word(link, block);
        link = block;
      }
      this.#word(link, 0);
    }
  }

  #writeUsedPools(): void {
    this.#of.snapshot.usedPools.forEach((list, sizeClass) => {
      const head = USED_POOLS + 16 * sizeClass - 16;
      const ring = [head, ...list.map((place) => this.#poolAddress(place)), head];
      for (let at = 1; at < ring.length; at++) {
        this.#word(ring[at - 1]! + 16, ring[at]!);
        this.#word(ring[at]! + 24, ring[at - 1]!);
      }
    });
  }

  #writeArenas(): void {
    const { snapshot, geometry } = this.#of;
    const entry = (place: number | undefined) => (place === undefined ? 0 : ARENAS + 48 * place);
    snapshot.arenas.forEach(({ address, carvedPools, freePools }, arena) => {
      const at = ARENAS + 48 * arena;
      const poolCount =
        geometry.arenaBytes / geometry.poolBytes - (address % geometry.poolBytes === 0 ? 0 : 1);
      const list = [...freePools].reverse().map((pool) => this.#poolAddress([arena, pool]));
      const usable = snapshot.usableArenas.indexOf(arena);
      this.#word(at, address);
      this.#word(at + 8, this.#poolAddress([arena, carvedPools]));
      this.#half(at + 16, poolCount - carvedPools + freePools.length);
      this.#half(at + 20, poolCount);
      this.#word(at + 24, list[0] ?? 0);
      list.forEach((pool, place) => {
        this.#word(pool + 16, list[place + 1] ?? 0);
      });
      if (usable >= 0) {
        this.#word(at + 32, entry(snapshot.usableArenas[usable + 1]));
        this.#word(at + 40, entry(snapshot.usableArenas[usable - 1]));
      }
    });
    for (let slot = snapshot.arenas.length; slot < SLOTS; slot++) {
      this.#word(ARENAS + 48 * slot + 32, slot + 1 < SLOTS ? ARENAS + 48 * (slot + 1) : 0);
    }
  }

  #usable(): number {
    const [first] = this.#of.snapshot.usableArenas;
    return first === undefined ? 0 : ARENAS + 48 * first;
  }

  #counters(): number[] {
    const { arenas, total, highwater, rawBlocks } = this.#of.snapshot;
    return [arenas.length, total, highwater, rawBlocks];
  }

  /** One structure after `usedpools`, the arena map's root at its end. */
  #writeStruct(): void {
    const { geometry } = this.#of;
    const at = USED_POOLS + 512;
    this.#word(at, ARENAS);
    this.#half(at + 8, SLOTS);
    this.#word(at + 24, this.#usable());
    const counters = at + 32 + 8 * (geometry.arenaBytes / geometry.poolBytes + 1);
    this.#counters().forEach((value, place) => {
      this.#word(counters + 8 * place, value);
    });
    this.#writeArenaMap(counters + 32);
  }

  #writeStatics(isForward: boolean): void {
    const lastWith = new Array<number>(65).fill(0);
    const values = [ARENAS, SLOTS, ARENAS, this.#usable(), ...lastWith, ...this.#counters()];
    const ordered = isForward ? values : values.reverse();
    ordered.forEach((value, place) => {
      this.#word(USED_POOLS + 0x1000 + 8 * place, value);
    });
    this.#writeArenaMap(ROOT_OF_STATICS);
  }

  #writeArenaMap(root: number): void {
    const { geometry, snapshot } = this.#of;
    const map = geometry.arenaMap;
    if (map === undefined) return;
    const bits = Math.log2(geometry.arenaBytes);
    let nextNode = NODES;
    const child = (at: number, nodeBytes: number): number => {
      const known = Number(this.#at(at, 8).getBigUint64(0, true));
      if (known !== 0) return known;
      const node = nextNode;
      nextNode += nodeBytes;
      this.#word(at, node);
      return node;
    };
    const index = (address: number, shift: number, nodeBytes: number) =>
      Math.floor(address / 2 ** shift) % (nodeBytes / 8);
    const entry = (address: number): number => {
      const mid = child(root + 8 * index(address, map.topShift, map.rootBytes), map.midBytes);
      const bot = child(mid + 8 * index(address, map.midShift, map.midBytes), map.botBytes);
      return bot + 8 * index(address, bits, map.botBytes);
    };
    for (const { address } of snapshot.arenas) {
      const tail = address % geometry.arenaBytes;
      this.#half(entry(address), tail === 0 ? 0xffff_ffff : tail);
      if (tail !== 0) this.#half(entry(address + geometry.arenaBytes) + 4, tail);
    }
  }
}
