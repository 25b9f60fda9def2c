/**
 * A column of varints: whole numbers, seven bits a byte, lowest first, the top bit
 * for "more follows". At most seven bytes, so every number is below 2^49, as the
 * addresses and requests of a 64-bit process are.
 */
import { widen } from "../growing/widen.js";
import { notATrace } from "./pmt1.js";

/** More than any number a column can have. */
export const VARINT_LIMIT = 2 ** 49;

/** Reads a column from front to back. */
export class VarintReader {
  #at = 0;
  readonly #bytes: Uint8Array;
  readonly #name: string;

  constructor(bytes: Uint8Array, name: string) {
    this.#bytes = bytes;
    this.#name = name;
  }

  /**
   * Reads the number that belongs to an event.
   *
   * @throws {RangeError} when the column is at its end, or the number too large.
   */
  next(event: number): number {
    let value = 0;
    // Multiplied, not shifted: numbers pass 32 bits. One loop: an early exit
    // for short ones made reading half as fast.
    for (let scale = 1; scale < VARINT_LIMIT; scale *= 128) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) break;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
    this.#refuse(event);
  }

  /** @throws {RangeError} when the column continues after the last event that reads from it. */
  finish(): void {
    const left = this.#bytes.length - this.#at;
    if (left > 0) throw notATrace(`column "${this.#name}" has ${left} bytes after its last number`);
  }

  #refuse(event: number): never {
    const why = this.#at > this.#bytes.length ? "ends too early" : "has a number of 2^49 or more";
    throw notATrace(`event ${event}: column "${this.#name}" ${why}`);
  }
}

/** Writes a column from front to back. */
export class VarintWriter {
  #bytes = new Uint8Array(1024);
  #at = 0;

  /** @throws {RangeError} when the number is not whole, or not from 0 to 2^49. */
  add(value: number): void {
    if (!(value >= 0 && value < VARINT_LIMIT && Number.isInteger(value))) {
      throw new RangeError(`a trace has whole numbers from 0 to 2^49, not ${value}`);
    }
    if (this.#at + 7 > this.#bytes.length) this.#grow();
    let rest = value;
    while (rest >= 128) {
      this.#bytes[this.#at++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#at++] = rest;
  }

  /** What was written. */
  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#at);
  }

  #grow(): void {
    this.#bytes = widen(this.#bytes, new Uint8Array(this.#bytes.length * 2));
  }
}
