/**
 * The memory of a packed trie: records of 16-bit units, in chunks.
 *
 * It is a small allocator. Records of one length are taken from a list of freed
 * ones first and carved from the last chunk otherwise; a record too large for that
 * has a chunk of its own, which goes when the record does. A new chunk is added when
 * the last one is full, so growing copies nothing. When the trie goes, so do its
 * chunks.
 *
 * A record's address is the number of its chunk in the upper 16 bits and its first
 * unit in the lower 16.
 */
import { Unit } from "./layout.js";

/** Units of a chunk once the trie has grown: 128 KiB. The first few are smaller. */
const CHUNK_UNITS = 0x1_0000;
const FIRST_CHUNK_UNITS = 512;

/** Longest record, in units, that shares a chunk. */
const LARGEST_SHARED_UNITS = 1024;

/** A freed record holds the address of the next one, so it has room for two units at least. */
const SMALLEST_UNITS = 2;

const MOST_CHUNKS = 0x1_0000;

/** The end of a list: no record starts at a chunk's last unit. */
const NO_RECORD = -1;

const BYTES_PER_UNIT = 2;
const NOTHING = new Uint16Array(0);

/** Chunks of units, and the records freed in them. */
export class PackedArena {
  /** The chunks by number; an empty one in place of a large record that was released. */
  readonly chunks: Uint16Array[] = [];
  /** First freed record by its units; each leads to the next. */
  readonly #freeRecords: number[] = [];
  readonly #freeChunkNumbers: number[] = [];
  #carvedFrom: Uint16Array = NOTHING;
  #carvedNumber = -1;
  #carvedUnits = 0;
  #liveUnits = 0;
  #heldUnits = 0;

  /** Bytes of records in use. */
  get liveBytes(): number {
    return this.#liveUnits * BYTES_PER_UNIT;
  }

  /** Bytes of all chunks. */
  get heldBytes(): number {
    return this.#heldUnits * BYTES_PER_UNIT;
  }

  /**
   * Takes a record of a length.
   *
   * @returns its address. The record is not cleared.
   * @throws {RangeError} when the 65,536 chunks an address can name are taken.
   */
  take(wantedUnits: number): number {
    const units = Math.max(wantedUnits, SMALLEST_UNITS);
    this.#liveUnits += units;
    if (units > LARGEST_SHARED_UNITS) return this.#addChunk(units) << Unit.BITS;
    const freed = this.#freeRecords[units];
    if (freed === undefined || freed === NO_RECORD) return this.#carve(units);
    const chunk = this.chunks[freed >>> Unit.BITS]!;
    const at = freed & Unit.MASK;
    this.#freeRecords[units] = (chunk[at]! << Unit.BITS) | chunk[at + 1]!;
    return freed;
  }

  /** Gives a record back; its length must be the one it was taken with. */
  release(address: number, takenUnits: number): void {
    const units = Math.max(takenUnits, SMALLEST_UNITS);
    this.#liveUnits -= units;
    if (units <= LARGEST_SHARED_UNITS) {
      this.#keepForLater(address, units);
    } else {
      this.chunks[address >>> Unit.BITS] = NOTHING;
      this.#freeChunkNumbers.push(address >>> Unit.BITS);
      this.#heldUnits -= units;
    }
  }

  #carve(units: number): number {
    if (this.#carvedUnits + units > this.#carvedFrom.length) this.#beginChunk();
    const address = (this.#carvedNumber << Unit.BITS) | this.#carvedUnits;
    this.#carvedUnits += units;
    return address;
  }

  #beginChunk(): void {
    const left = this.#carvedFrom.length - this.#carvedUnits;
    const doubled = Math.max(this.#carvedFrom.length * 2, FIRST_CHUNK_UNITS);
    const number = this.#addChunk(Math.min(Math.max(doubled, LARGEST_SHARED_UNITS), CHUNK_UNITS));
    if (left >= SMALLEST_UNITS) {
      this.#keepForLater((this.#carvedNumber << Unit.BITS) | this.#carvedUnits, left);
    }
    this.#carvedFrom = this.chunks[number]!;
    this.#carvedNumber = number;
    this.#carvedUnits = 0;
  }

  #keepForLater(address: number, units: number): void {
    while (this.#freeRecords.length <= units) this.#freeRecords.push(NO_RECORD);
    const chunk = this.chunks[address >>> Unit.BITS]!;
    const next = this.#freeRecords[units]!;
    chunk[address & Unit.MASK] = next >>> Unit.BITS;
    chunk[(address & Unit.MASK) + 1] = next & Unit.MASK;
    this.#freeRecords[units] = address;
  }

  #addChunk(units: number): number {
    const number = this.#freeChunkNumbers.pop() ?? this.chunks.length;
    if (number >= MOST_CHUNKS) {
      throw new RangeError(`a packed trie holds at most ${MOST_CHUNKS} chunks, and all are taken`);
    }
    this.chunks[number] = new Uint16Array(units);
    this.#heldUnits += units;
    return number;
  }
}
