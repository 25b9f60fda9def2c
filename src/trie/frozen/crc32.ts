/** CRC-32 as zip and PNG have it: it finds every flip of up to 32 bits in a row. */

const POLYNOMIAL = 0xedb8_8320;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ ((rest & 1) * POLYNOMIAL);
  return rest;
});

/**
 * The checksum of some bytes.
 *
 * @example
 * crc32(new TextEncoder().encode("123456789")).toString(16); // => "cbf43926"
 */
export function crc32(bytes: Uint8Array): number {
  let rest = 0xffff_ffff;
  for (let i = 0; i < bytes.length; i++) {
    rest = (rest >>> 8) ^ TABLE[(rest ^ bytes[i]!) & 0xff]!;
  }
  return (rest ^ 0xffff_ffff) >>> 0;
}
