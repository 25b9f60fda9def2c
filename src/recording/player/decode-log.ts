/** A log's bytes as text. */

/**
 * Decodes a log that a program wrote: UTF-8, or UTF-16 with its mark, which the shells of
 * Windows write.
 *
 * @example
 * decodeLog(new Uint8Array([0xff, 0xfe, 0x41, 0x00])); // => "A"
 */
export function decodeLog(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? "utf-16le" : "utf-8").decode(bytes);
}
