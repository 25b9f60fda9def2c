/**
 * The key table of a dict: where its entries are.
 *
 * @see CPython, Include/internal/pycore_dict.h, `struct _dictkeysobject`; Objects/dict-common.h to 3.10.
 */
import type { MemoryImage } from "../../image/memory-image.js";
import type { ObjectLayout } from "../layout/object-layout.js";

/** A key table. */
export interface DictKeys {
  readonly address: number;
  /** Address of the first entry. */
  readonly entries: number;
  readonly entryBytes: number;
  /** Bytes of an entry before its key; the value follows the key. */
  readonly keyAt: number;
  /** Entries used so far, deleted ones included. */
  readonly entryCount: number;
  /** Whether the values are elsewhere: with each instance that shares the keys. */
  readonly isSplit: boolean;
  /** Bytes of the whole table. */
  readonly byteLength: number;
}

const LARGEST_LOG = 40;
const LARGEST_TABLE = 1e10;
/** Bytes of an entry with its hash, and of one of a table of str only. */
const HASHED_ENTRY_BYTES = 24;
const STR_ENTRY_BYTES = 16;
const SPLIT_KIND = 2;

/** Reads the head of a key table; `undefined` when there cannot be one. */
export function readDictKeys(
  image: MemoryImage,
  layout: ObjectLayout,
  address: number,
): DictKeys | undefined {
  return layout.keysHaveKinds ? lateKeys(image, address) : earlyKeys(image, address);
}

/** Bytes of the key table at an address; 0 when there cannot be one. */
export function keysBytesAt(image: MemoryImage, layout: ObjectLayout, address: number): number {
  return readDictKeys(image, layout, address)?.byteLength ?? 0;
}

function lateKeys(image: MemoryImage, address: number): DictKeys | undefined {
  const head = image.bytes(address, 32);
  if (head === undefined) return undefined;
  const [sizeLog, indexLog, kind] = [head[8]!, head[9]!, head[10]!];
  if (sizeLog > LARGEST_LOG || indexLog > LARGEST_LOG + 4 || kind > SPLIT_KIND) return undefined;
  const entryBytes = kind === 0 ? HASHED_ENTRY_BYTES : STR_ENTRY_BYTES;
  const capacity = Math.floor((2 ** sizeLog * 2) / 3);
  const entries = address + 32 + 2 ** indexLog;
  const entryCount = image.word(address + 24);
  if (entryCount < 0 || entryCount > capacity) return undefined;
  return {
    address,
    entries,
    entryBytes,
    keyAt: kind === 0 ? 8 : 0,
    entryCount,
    isSplit: kind === SPLIT_KIND,
    byteLength: entries + capacity * entryBytes - address,
  };
}

function earlyKeys(image: MemoryImage, address: number): DictKeys | undefined {
  const slots = image.word(address + 8);
  if (!(slots >= 1 && slots < LARGEST_TABLE)) return undefined;
  const indexBytes = slots <= 0xff ? 1 : slots <= 0xffff ? 2 : slots <= 0xffff_ffff ? 4 : 8;
  const capacity = Math.floor((slots * 2) / 3);
  const entries = address + 40 + slots * indexBytes;
  const entryCount = image.word(address + 32);
  if (entryCount < 0 || entryCount > capacity) return undefined;
  return {
    address,
    entries,
    entryBytes: HASHED_ENTRY_BYTES,
    keyAt: 8,
    entryCount,
    isSplit: false,
    byteLength: entries + capacity * HASHED_ENTRY_BYTES - address,
  };
}
