/**
 * A process's address space as `mmap` fills it on Linux: from the top down, each
 * mapping in the highest gap it fits.
 *
 * With address randomisation off this predicts the address of every arena. The
 * predictions are off for file mappings, which the kernel may align otherwise; a
 * start-up snapshot says where the space below those begins.
 */
import type { ArenaSource } from "../pymalloc/sources/arena-source.js";

const PAGE_BYTES = 4096;

/** Bytes between the addresses at which pools can start, in the versions where it matters. */
export const POOL_GRID_BYTES = 16 * 1024;

/** Mapped memory: from `start` up to but not including `end`. */
export interface Mapping {
  readonly start: number;
  readonly end: number;
}

/** Mapped memory below a ceiling, and the gaps in it. */
export class AddressSpace implements ArenaSource {
  readonly #ceiling: number;
  /** Mapped intervals, highest first; no two overlap. */
  readonly #mapped: { start: number; end: number }[];

  /**
   * @param ceiling - the address below which everything else is free.
   * @param mapped - what is mapped below it, in any order; no two may overlap.
   */
  constructor(ceiling: number, mapped: readonly Mapping[] = []) {
    this.#ceiling = ceiling;
    this.#mapped = mapped
      .map(({ start, end }) => ({ start, end }))
      .sort((one, other) => other.start - one.start);
  }

  obtain(byteCount: number): number {
    const bytes = wholePages(byteCount);
    let gapEnd = this.#ceiling;
    let place = 0;
    for (const { start, end } of this.#mapped) {
      if (gapEnd - end >= bytes) break;
      gapEnd = Math.min(gapEnd, start);
      place += 1;
    }
    this.#mapped.splice(place, 0, { start: gapEnd - bytes, end: gapEnd });
    return gapEnd - bytes;
  }

  release(address: number): void {
    const place = this.#mapped.findIndex(({ start }) => start === address);
    if (place >= 0) this.#mapped.splice(place, 1);
  }

  /** Grows a mapping in place where the space above it is free, else moves it (`mremap`). */
  resize(address: number, byteCount: number): number {
    const place = this.#mapped.findIndex(({ start }) => start === address);
    const mapping = this.#mapped[place];
    if (mapping === undefined) return this.obtain(byteCount);
    const above = this.#mapped[place - 1]?.start ?? this.#ceiling;
    const end = address + wholePages(byteCount);
    if (end <= above) {
      mapping.end = end;
      return address;
    }
    const moved = this.obtain(byteCount);
    this.release(address);
    return moved;
  }
}

/** Bytes that glibc maps for a request it does not serve from its own heap. */
export function mappedChunkBytes(requestBytes: number): number {
  const chunkBytes = Math.ceil((requestBytes + 8) / 16) * 16;
  return wholePages(chunkBytes + 8);
}

function wholePages(byteCount: number): number {
  return Math.ceil(byteCount / PAGE_BYTES) * PAGE_BYTES;
}
