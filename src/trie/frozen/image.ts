/**
 * A frozen trie as bytes, which is also its form in memory: to load it is to check the
 * bytes and make arrays that view them. All numbers are little-endian.
 *
 *     0  "pmlt"            4  version          8  CRC-32 of all bytes after this one
 *    12  edge count       16  key count       20  first edge of the root
 *    24  flags            28  0
 *    32  links, 4 bytes an edge; then, in an indexed trie, ranks, 4 bytes an edge;
 *        then letters, 2 bytes an edge or, where none is above U+00FF, 1; filled up to
 *        a multiple of 4
 *
 * The edges of a node stand together in the order of their letters. An edge's link is
 * `first edge of the node it leads to * 4 + (a key ends here) * 2 + (last of its node)`;
 * a node without edges is 0, and no edge has the number 0. A node's edges come after
 * those of all nodes below it. An edge's rank is the number of keys that pass through
 * the edges before it in its node.
 */
import { crc32 } from "./crc32.js";

const MAGIC = "pmlt";
/** Version of this layout. */
export const IMAGE_VERSION = 1;
const HEADER_BYTES = 32;
const VERSION_AT = 4;
const CHECKSUM_AT = 8;
const CHECKED_FROM = 12;
const IS_INDEXED = 1;
const HAS_EMPTY_KEY = 2;
const HAS_NARROW_LETTERS = 4;
const WIDEST_NARROW_LETTER = 0xff;

/** An edge's link has 30 bits for the node it leads to. */
export const MOST_EDGES = 2 ** 30;

/** The last edge of its node. */
export const IS_LAST = 1;
/** A key ends with this edge. */
export const ENDS_KEY = 2;

/** Code units, one an edge. */
export type Letters = Uint8Array | Uint16Array;

/** What an image says: its numbers, and its arrays over its own bytes. */
export interface FrozenImage {
  readonly bytes: Uint8Array;
  readonly keyCount: number;
  /** First edge of the root; 0 if it has none. */
  readonly root: number;
  readonly hasEmptyKey: boolean;
  readonly links: Uint32Array;
  readonly letters: Letters;
  /** `undefined` in a trie that is not indexed. */
  readonly ranks: Uint32Array | undefined;
}

/** The parts an image is made of. */
export interface ImageParts {
  readonly keyCount: number;
  readonly root: number;
  readonly hasEmptyKey: boolean;
  readonly links: Uint32Array;
  readonly letters: Uint16Array;
  readonly ranks?: Uint32Array;
}

/** How the arrays lie after the header. */
interface ImageLayout {
  readonly edgeCount: number;
  readonly isIndexed: boolean;
  readonly isNarrow: boolean;
}

/** Lays parts out as an image. */
export function writeImage(parts: ImageParts): FrozenImage {
  const { keyCount, root, hasEmptyKey } = parts;
  const edgeCount = parts.links.length;
  const isIndexed = parts.ranks !== undefined;
  const isNarrow = parts.letters.every((letter) => letter <= WIDEST_NARROW_LETTER);
  const layout = { edgeCount, isIndexed, isNarrow };
  const bytes = new Uint8Array(imageBytes(layout));
  for (let i = 0; i < MAGIC.length; i++) bytes[i] = MAGIC.charCodeAt(i);
  const flags =
    (isIndexed ? IS_INDEXED : 0) |
    (hasEmptyKey ? HAS_EMPTY_KEY : 0) |
    (isNarrow ? HAS_NARROW_LETTERS : 0);
  const numbers = new DataView(bytes.buffer);
  numbers.setUint32(VERSION_AT, IMAGE_VERSION, true);
  [edgeCount, keyCount, root, flags].forEach((number, i) => {
    numbers.setUint32(CHECKED_FROM + 4 * i, number, true);
  });
  const { links, letters, ranks } = arraysOver(bytes, layout);
  links.set(parts.links);
  letters.set(parts.letters);
  if (parts.ranks !== undefined) ranks?.set(parts.ranks);
  numbers.setUint32(CHECKSUM_AT, crc32(bytes.subarray(CHECKED_FROM)), true);
  return { bytes, keyCount, root, hasEmptyKey, links, letters, ranks };
}

/**
 * Reads an image without copying it, unless it starts at an odd place.
 *
 * @throws {TypeError} when it is not a Uint8Array.
 * @throws {RangeError} when it is not an image, or is cut, changed, or of another version.
 */
export function readImage(given: Uint8Array): FrozenImage {
  if (!(given instanceof Uint8Array)) {
    throw new TypeError(`a frozen trie must be a Uint8Array, got ${typeof given}`);
  }
  assertThisMachineIsLittleEndian();
  const bytes = given.byteOffset % 4 === 0 ? given : given.slice();
  const { edgeCount, keyCount, root, flags } = readHeader(bytes);
  const { links, letters, ranks } = arraysOver(bytes, layoutOf(edgeCount, flags));
  assertLinksLeadDown(links, root);
  const hasEmptyKey = (flags & HAS_EMPTY_KEY) !== 0;
  return { bytes, keyCount, root, hasEmptyKey, links, letters, ranks };
}

function readHeader(bytes: Uint8Array) {
  const numbers = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < MAGIC.length; i++) {
    if (bytes[i] !== MAGIC.charCodeAt(i)) {
      throw new RangeError(
        `these ${bytes.length} bytes are not a frozen trie: they do not begin with "${MAGIC}"`,
      );
    }
  }
  if (bytes.length < HEADER_BYTES) {
    throw new RangeError(
      `a frozen trie has a header of ${HEADER_BYTES} bytes, got ${bytes.length}`,
    );
  }
  const version = numbers.getUint32(VERSION_AT, true);
  if (version !== IMAGE_VERSION) {
    throw new RangeError(
      `a frozen trie of version ${IMAGE_VERSION} can be read, got version ${version}`,
    );
  }
  const [edgeCount, keyCount, root, flags] = [12, 16, 20, 24].map((at) =>
    numbers.getUint32(at, true),
  );
  const expectedBytes = imageBytes(layoutOf(edgeCount!, flags!));
  if (bytes.length < expectedBytes) {
    throw new RangeError(
      `the frozen trie is cut: it has ${bytes.length} bytes of ${expectedBytes}`,
    );
  }
  const expected = numbers.getUint32(CHECKSUM_AT, true);
  const actual = crc32(bytes.subarray(CHECKED_FROM));
  if (actual !== expected || bytes.length !== expectedBytes) {
    throw new RangeError(
      `the frozen trie was changed: its checksum is ${hex(actual)}, and should be ${hex(expected)}`,
    );
  }
  return { edgeCount: edgeCount!, keyCount: keyCount!, root: root!, flags: flags! };
}

/** An edge leads to edges before it, so no walk can go in circles or leave the image. */
function assertLinksLeadDown(links: Uint32Array, root: number): void {
  let first = 1;
  for (let edge = 1; edge < links.length; edge++) {
    if (links[edge]! >>> 2 >= first) {
      throw new RangeError(`edge ${edge} of the frozen trie does not lead down`);
    }
    if ((links[edge]! & IS_LAST) !== 0) first = edge + 1;
  }
  const isWhole = links.length === 0 || first === links.length;
  if (!isWhole || root >= Math.max(links.length, 1)) {
    throw new RangeError(
      `the frozen trie's last node has no end, or its root ${root} is not an edge`,
    );
  }
}

function layoutOf(edgeCount: number, flags: number): ImageLayout {
  return {
    edgeCount,
    isIndexed: (flags & IS_INDEXED) !== 0,
    isNarrow: (flags & HAS_NARROW_LETTERS) !== 0,
  };
}

function arraysOver({ buffer, byteOffset }: Uint8Array, layout: ImageLayout) {
  const { edgeCount, isIndexed, isNarrow } = layout;
  const ranksAt = byteOffset + HEADER_BYTES + 4 * edgeCount;
  const lettersAt = isIndexed ? ranksAt + 4 * edgeCount : ranksAt;
  return {
    links: new Uint32Array(buffer, byteOffset + HEADER_BYTES, edgeCount),
    ranks: isIndexed ? new Uint32Array(buffer, ranksAt, edgeCount) : undefined,
    letters: isNarrow
      ? new Uint8Array(buffer, lettersAt, edgeCount)
      : new Uint16Array(buffer, lettersAt, edgeCount),
  };
}

function imageBytes({ edgeCount, isIndexed, isNarrow }: ImageLayout): number {
  const numberBytes = (isIndexed ? 8 : 4) * edgeCount;
  const letterBytes = (isNarrow ? 1 : 2) * edgeCount;
  return HEADER_BYTES + numberBytes + Math.ceil(letterBytes / 4) * 4;
}

function assertThisMachineIsLittleEndian(): void {
  if (new Uint8Array(Uint16Array.of(1).buffer)[0] !== 1) {
    throw new RangeError("a frozen trie can be used on little-endian machines only");
  }
}

function hex(number: number): string {
  return number.toString(16).padStart(8, "0");
}
