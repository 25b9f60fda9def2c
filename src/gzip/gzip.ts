/**
 * Gzip files: how one is told, and how it is unzipped piece by piece, so that whoever reads
 * can stop before a file of strangers has become a thousand times as large.
 *
 * Runs in Node and in browsers alike.
 */

/** First bytes of a gzip file. @see RFC 1952, 2.3.1 */
const MAGIC = [0x1f, 0x8b] as const;

/** Bytes that tell whether a file is gzip. */
export const GZIP_MAGIC_BYTES = MAGIC.length;

/**
 * Whether a file begins as a gzip file does.
 *
 * @param start - its first bytes, {@link GZIP_MAGIC_BYTES} or more; fewer are not gzip.
 *
 * @example
 * isGzip(Uint8Array.of(0x1f, 0x8b, 8)); // => true
 * isGzip(Uint8Array.of(0x1f)); // => false
 */
export function isGzip(start: Uint8Array): boolean {
  return MAGIC.every((byte, place) => start[place] === byte);
}

/** A file's bytes, or a stream of them: a `Blob`'s, a `Response`'s body. */
export type ZippedFile = Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>>;

/**
 * Unzips a file. Who leaves the loop leaves the rest of the file unread.
 *
 * @throws {RangeError} when the file is not gzip, is cut short or altered.
 */
export async function* unzipped(file: ZippedFile): AsyncGenerator<Uint8Array, void, undefined> {
  const stream = file instanceof Uint8Array ? new Blob([file]).stream() : file;
  const chunks = stream.pipeThrough(new DecompressionStream("gzip")).getReader();
  try {
    for (;;) {
      const { done, value } = await nextChunk(chunks);
      if (done) return;
      yield value;
    }
  } finally {
    await chunks.cancel().catch(() => undefined);
  }
}

async function nextChunk(chunks: ReadableStreamDefaultReader<Uint8Array>) {
  try {
    return await chunks.read();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RangeError(`not a gzip file, or one that is cut short or altered (${why})`);
  }
}
