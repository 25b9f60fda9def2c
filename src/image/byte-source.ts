/**
 * Bytes at offsets: the seam between the readers of files and where a file lies.
 *
 * Node reads with `readSync`, a worker in the browser with `FileReaderSync`, a test from an
 * array. Reading is synchronous, because a heap is followed pointer by pointer.
 */
export interface ByteSource {
  /** What to call it in a message: a path, or the name of a dropped file. */
  readonly name: string;
  readonly byteLength: number;

  /**
   * Fills an array from an offset.
   *
   * @returns how many bytes were read: fewer than asked for only at the end of the source.
   */
  read(offset: number, into: Uint8Array): number;
}

/**
 * A source that is in memory already.
 *
 * @example
 * const source = new BytesInMemory("four bytes", Uint8Array.of(1, 2, 3, 4));
 * source.read(2, new Uint8Array(10)); // => 2
 */
export class BytesInMemory implements ByteSource {
  readonly name: string;
  readonly byteLength: number;
  readonly #bytes: Uint8Array;

  constructor(name: string, bytes: Uint8Array) {
    this.name = name;
    this.byteLength = bytes.length;
    this.#bytes = bytes;
  }

  read(offset: number, into: Uint8Array): number {
    const part = this.#bytes.subarray(offset, offset + into.length);
    into.set(part);
    return part.length;
  }
}
