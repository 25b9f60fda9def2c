/** A log's bytes as text. */

/** What a log is written in; the shells of Windows write UTF-16. */
export type LogEncoding = "utf-8" | "utf-16le" | "utf-16be";

/** As many first bytes of a log say what it is written in, or all of a shorter one. */
export const ENCODING_BYTES = 64;

/**
 * Tells what a log is written in, by its mark, or by the zeros that UTF-16 has beside plain letters.
 *
 * @param head - the first {@link ENCODING_BYTES} bytes.
 */
export function encodingOfLog(head: Uint8Array): LogEncoding {
  const [first, second] = head;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const looked = head.subarray(0, ENCODING_BYTES);
  const zerosAt = (parity: number) =>
    looked.filter((byte, i) => i % 2 === parity && byte === 0).length;
  const [even, odd] = [zerosAt(0), zerosAt(1)];
  // A binary file has zeros at both; a text of which half the letters are plain, at one.
  const enough = looked.length / 4;
  if (even === 0 && odd > 0 && odd >= enough) return "utf-16le";
  return odd === 0 && even > 0 && even >= enough ? "utf-16be" : "utf-8";
}

/**
 * Decodes a log that a program wrote: UTF-8 or UTF-16, with or without its mark.
 *
 * @example
 * decodeLog(new Uint8Array([0xff, 0xfe, 0x41, 0x00])); // => "A"
 */
export function decodeLog(bytes: Uint8Array): string {
  return new TextDecoder(encodingOfLog(bytes.subarray(0, ENCODING_BYTES))).decode(bytes);
}
