/**
 * Reads what an object refers to: what CPython's `tp_traverse` visits, and besides that what
 * it counts without telling the collector.
 *
 * What the object lays out itself is read as it is. Of an extension's type only sizes are
 * known: each word of such an object that is the address of an object counts as a reference.
 */
import type { MemoryImage } from "../../image/memory-image.js";
import type { LabelledHeap } from "../labels/labelled-heap.js";
import type { PythonType } from "../labels/type-table.js";
import type { ObjectLayout } from "../layout/object-layout.js";
import { TYPE_AT } from "../layout/type-layout.js";
import { type DictKeys, readDictKeys } from "../values/dict-keys.js";
import { readDictReferences, readManagedReferences } from "./dict-references.js";
import { readFrameReferences, readGeneratorReferences } from "./frame-references.js";
import {
  readArrayReferences,
  readDequeReferences,
  readListReferences,
  readSetReferences,
  readTupleReferences,
} from "./item-references.js";
import { NO_OBJECT, type ObjectIds } from "./object-ids.js";
import { OBJECT_HEADER_BYTES, type ReferenceSink } from "./reference-sink.js";
import { SLOT, slotOf } from "./slot.js";

/** The only fields that count, for types that have addresses of other things too. */
const COUNTED: ReadonlyMap<string, readonly number[]> = new Map([
  ["memoryview", [24]],
  ["managedbuffer", [40]],
]);

/** Fields that hold an address without counting as a reference, by type. */
const BORROWED: ReadonlyMap<string, ReadonlySet<number>> = new Map([
  ["functools._lru_list_elem", new Set([16, 24])],
  ["functools._lru_cache_wrapper", new Set([16, 24])],
]);

const NOTHING_BORROWED: ReadonlySet<number> = new Set();
/** Where the own fields of a subclass begin, after those of its base. */
const FIELDS_AFTER = { dict: 48, list: 40, set: 200, "weak reference": 56 } as const;
const ITEM_LIMIT = 1e9;

/** Reads references; one object at a time, into its own arrays. */
export class ReferenceReader implements ReferenceSink {
  readonly ids: ObjectIds;
  readonly heap: LabelledHeap;
  readonly image: MemoryImage;
  readonly layout: ObjectLayout;
  /** Numbers of the objects that the object read last refers to, {@link count} of them. */
  readonly targets: number[] = [];
  /** Where each stands. */
  readonly slots: number[] = [];
  count = 0;
  /** Blocks that the object read last owns besides its own. */
  readonly parts: number[] = [];
  /** Dicts whose entries are not counted: the interpreter's own table of interned strs. */
  readonly uncounted = new Set<number>();
  readonly #cachedKeys = new Map<number, DictKeys | undefined>();
  /** Buffers of the object read last. */
  readonly #seenBuffers = new Set<number>();
  /** Whose a buffer is: the object that was read first of those that point at it. */
  readonly #bufferOwner = new Map<number, number>();

  constructor(ids: ObjectIds) {
    this.ids = ids;
    this.heap = ids.heap;
    this.image = ids.heap.image;
    this.layout = ids.heap.layout;
  }

  /** Reads the object of a number. */
  read(id: number): void {
    this.count = 0;
    this.parts.length = 0;
    if (this.#seenBuffers.size > 0) this.#seenBuffers.clear();
    const type = this.ids.typeOf(id);
    const address = this.ids.addressOf(id);
    if (type === undefined) readFrameReferences(this, address);
    else this.#readObject(id, address, type);
  }

  /** Takes the object at an address down, if there is one. */
  add(address: number, kind: number, index: number): void {
    const id = this.ids.at(address);
    if (id === NO_OBJECT) return;
    this.targets[this.count] = id;
    this.slots[this.count++] = slotOf(kind, index);
  }

  /** Takes down `count` words from an address on. */
  addWords(start: number, count: number, kind: number): void {
    for (let place = 0; place < count; place++) {
      this.add(this.image.word(start + 8 * place), kind, place);
    }
  }

  /** The keys that instances of a class share. */
  sharedKeys(type: PythonType): DictKeys | undefined {
    if (this.#cachedKeys.has(type.address)) return this.#cachedKeys.get(type.address);
    const address = type.isHeapType ? this.image.word(type.address + this.layout.cachedKeysAt) : 0;
    const keys = address > 0 ? readDictKeys(this.image, this.layout, address) : undefined;
    this.#cachedKeys.set(type.address, keys);
    return keys;
  }

  /** Fields of an object that may be references, and the buffers that they point at. */
  addFields(id: number, address: number, from: number, to: number, type: PythonType): void {
    const counted = COUNTED.get(type.name);
    if (counted !== undefined) {
      for (const offset of counted) this.add(this.image.word(address + offset), SLOT.field, offset);
      return;
    }
    const borrowed = BORROWED.get(type.name) ?? NOTHING_BORROWED;
    for (let offset = from; offset + 8 <= to; offset += 8) {
      if (offset === type.weakListOffset || borrowed.has(offset)) continue;
      const word = this.image.word(address + offset);
      const target = this.ids.at(word);
      if (target !== NO_OBJECT) {
        this.targets[this.count] = target;
        this.slots[this.count++] = slotOf(
          offset === type.dictOffset ? SLOT.dict : SLOT.field,
          offset,
        );
      } else this.#addBuffer(id, word);
    }
  }

  /** Takes down the block at an address as one that the object owns, unless it is an object itself. */
  addPart(address: number): void {
    if (address <= 0) return;
    const block = this.heap.pools.blockAt(address);
    if (block >= 0 && this.heap.kindOf(block) !== "object") this.parts.push(block);
  }

  #readObject(id: number, address: number, type: PythonType): void {
    if (type.isHeapType && this.layout.instancesHoldType) this.add(type.address, SLOT.type, 8);
    if (type.hasManagedDict) readManagedReferences(this, address, type);
    const { kind } = type;
    if (kind === "dict") readDictReferences(this, id, address);
    else if (kind === "list") readListReferences(this, address);
    else if (kind === "tuple") readTupleReferences(this, address);
    else if (kind === "set") readSetReferences(this, address);
    else if (kind === "type") this.#readType(id, address, type);
    else if (kind === "weak reference") this.add(this.image.word(address + 24), SLOT.field, 24);
    else if (kind === "deque") readDequeReferences(this, address);
    else if (kind === "generator") readGeneratorReferences(this, id, address, type);
    else if (kind === "frame" && !this.layout.hasDataStack) readFrameReferences(this, address);
    else if (kind === "array") readArrayReferences(this, id, address, type);
    else if (kind !== "str" && kind !== "int" && kind !== "bytes" && kind !== "float") {
      this.addFields(id, address, OBJECT_HEADER_BYTES, this.#fieldsEnd(id, address, type), type);
    }
    this.#readOwnFields(id, address, type);
  }

  /** The fields that a subclass adds to the layout of its base. */
  #readOwnFields(id: number, address: number, type: PythonType): void {
    const { kind, basicBytes } = type;
    if (kind === "dict" || kind === "list" || kind === "set" || kind === "weak reference") {
      this.addFields(id, address, FIELDS_AFTER[kind], basicBytes, type);
    } else if (kind === "str") {
      const from = this.layout.compactHeadBytes + 8;
      if (type.isHeapType) this.addFields(id, address, from, basicBytes, type);
      this.#addStrBuffers(id, address);
    } else if (kind === "deque") {
      const from = this.layout.minor >= 11 ? 216 : 80;
      this.addFields(id, address, from, basicBytes, type);
      this.add(this.image.word(address + type.dictOffset), SLOT.dict, 0);
    } else if (type.isHeapType && type.dictOffset < 0) this.#readTrailingDict(address, type);
  }

  /** A subclass of tuple or int keeps its `__dict__` after its items (to 3.11). */
  #readTrailingDict(address: number, type: PythonType): void {
    const count = Math.abs(this.image.signedWord(address + OBJECT_HEADER_BYTES));
    const end = type.basicBytes + count * type.itemBytes;
    const bytes = Math.ceil(end / 8) * 8;
    this.add(this.image.word(address + bytes + type.dictOffset), SLOT.dict, 0);
  }

  #fieldsEnd(id: number, address: number, type: PythonType): number {
    if (type.itemBytes === 0) return type.basicBytes;
    if (type.kind === "code" || type.itemBytes < 8) return type.basicBytes;
    const count = Math.abs(this.image.signedWord(address + OBJECT_HEADER_BYTES));
    const end = type.basicBytes + Math.min(count, ITEM_LIMIT) * type.itemBytes;
    return id < this.ids.blockCount ? Math.min(end, this.#roomBytes(id, type)) : type.basicBytes;
  }

  #roomBytes(id: number, type: PythonType): number {
    const { pools, prefixBytes } = this.heap;
    return pools.blockBytes[pools.poolOfBlock(id)]! - prefixBytes - type.headBytes;
  }

  #readType(id: number, address: number, type: PythonType): void {
    const { base, dict, bases, mro, cache, subclasses } = TYPE_AT;
    for (const offset of [base, dict, bases, mro, cache, subclasses]) {
      this.add(this.image.word(address + offset), SLOT.field, offset);
    }
    if (this.ids.heap.types.at(address)?.isHeapType !== true) return;
    const [from, to] = this.layout.typeNamesAt;
    this.addFields(id, address, from, to, type);
    this.addPart(this.image.word(address + this.layout.cachedKeysAt));
  }

  /** A str that is not ASCII keeps its UTF-8 form once somebody has asked for it. */
  #addStrBuffers(id: number, address: number): void {
    const state = this.image.uint32(address + 32) >>> this.layout.strKindBit;
    if (((state >>> 4) & 1) === 1) return;
    const utf8At = this.layout.asciiHeadBytes + 8;
    this.#addBuffer(id, this.image.word(address + utf8At));
  }

  /** A buffer, the buffers that it points at, and the objects in all of them. */
  #addBuffer(id: number, address: number): void {
    const waiting = [address];
    while (waiting.length > 0) {
      const block = this.#ownBuffer(id, waiting.pop()!);
      if (block < 0) continue;
      this.parts.push(block);
      const start = this.heap.pools.addressOfBlock(block) + this.heap.prefixBytes;
      const blockBytes = this.heap.pools.blockBytes[this.heap.pools.poolOfBlock(block)]!;
      for (let offset = 0; offset < blockBytes - this.heap.prefixBytes; offset += 8) {
        const word = this.image.word(start + offset);
        const target = this.ids.at(word);
        if (target === NO_OBJECT) waiting.push(word);
        else this.add(word, SLOT.buffer, offset);
      }
    }
  }

  /** Block of the buffer at an address when it is this object's and not yet among its parts. */
  #ownBuffer(id: number, address: number): number {
    const { pools, lowestHigh, highestHigh } = this.heap;
    const high = Math.floor(address / 0x1_0000_0000);
    if (high < lowestHigh || high > highestHigh) return -1;
    const block = pools.blockAt(address);
    if (block < 0 || this.heap.kindOf(block) !== "buffer") return -1;
    if (this.heap.blockStartingAt(address) < 0) return -1;
    const owner = this.#bufferOwner.get(block);
    if (owner === undefined) this.#bufferOwner.set(block, id);
    else if (owner !== id) return -1;
    if (this.#seenBuffers.has(block)) return -1;
    this.#seenBuffers.add(block);
    return block;
  }
}
