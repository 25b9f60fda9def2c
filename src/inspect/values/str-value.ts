/** The text of a str. */
import type { MemoryImage } from "../../image/memory-image.js";
import type { ObjectLayout } from "../layout/object-layout.js";

const LATIN1 = new TextDecoder("latin1");
const UTF16 = new TextDecoder("utf-16le");
/** Places of a str's length and state, in half words. */
const LENGTH_HALF = 4;
const STATE_HALF = 8;
const LENGTH_LIMIT = 1e9;
const LARGEST_CODE_POINT = 0x10ffff;
const REPLACEMENT = 0xfffd;

/**
 * Whether a str can be what a block has.
 *
 * @param half - place of its first half word in `halves`.
 * @param roomBytes - from the str to the end of its block.
 */
export function strFits(
  { strKindBit, asciiHeadBytes, compactHeadBytes }: ObjectLayout,
  halves: Uint32Array,
  half: number,
  roomBytes: number,
): boolean {
  const state = halves[half + STATE_HALF]! >>> strKindBit;
  const characterBytes = state & 7;
  if (((state >>> 3) & 1) === 0) return true;
  const isAscii = ((state >>> 4) & 1) === 1;
  if (isAscii ? characterBytes !== 1 : ![1, 2, 4].includes(characterBytes)) return false;
  const headBytes = isAscii ? asciiHeadBytes : compactHeadBytes;
  return headBytes + (halves[half + LENGTH_HALF]! + 1) * characterBytes <= roomBytes;
}

/** Whether a str keeps its characters after its head, as almost all do. */
export function strIsCompact(
  { strKindBit }: ObjectLayout,
  halves: Uint32Array,
  half: number,
): boolean {
  return ((halves[half + STATE_HALF]! >>> (strKindBit + 3)) & 1) === 1;
}

/**
 * Reads the str at an address.
 *
 * @param limit - characters after which it is cut, with an ellipsis.
 * @returns `undefined` when the memory does not have it.
 * @see CPython, Include/cpython/unicodeobject.h, `PyASCIIObject`, `PyCompactUnicodeObject`.
 */
export function strAt(
  image: MemoryImage,
  layout: ObjectLayout,
  address: number,
  limit = 200,
): string | undefined {
  const length = image.word(address + 16);
  if (!(length >= 0 && length < LENGTH_LIMIT)) return undefined;
  const state = image.uint32(address + 32) >>> layout.strKindBit;
  const characterBytes = state & 7;
  const isCompact = ((state >>> 3) & 1) === 1;
  const isAscii = ((state >>> 4) & 1) === 1;
  const { asciiHeadBytes, compactHeadBytes } = layout;
  const start = isCompact
    ? address + (isAscii ? asciiHeadBytes : compactHeadBytes)
    : image.word(address + compactHeadBytes);
  const count = Math.min(length, limit);
  const bytes = image.bytes(start, count * characterBytes);
  if (bytes === undefined) return undefined;
  const text = decode(bytes, characterBytes);
  return text !== undefined && length > limit ? `${text}…` : text;
}

function decode(bytes: Uint8Array, characterBytes: number): string | undefined {
  if (characterBytes === 1) return LATIN1.decode(bytes);
  if (characterBytes === 2) return UTF16.decode(bytes);
  if (characterBytes !== 4) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const points = Array.from({ length: bytes.length / 4 }, (_, place) => {
    const point = view.getUint32(place * 4, true);
    return point > LARGEST_CODE_POINT ? REPLACEMENT : point;
  });
  return String.fromCodePoint(...points);
}
