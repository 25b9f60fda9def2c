/**
 * The Python types of a process, found by following the type pointers of its objects.
 *
 * A type is believed when it is ready, its own type leads to `type`, and its sizes make
 * sense. It never lies in a pool: the smallest one is larger than a block can be.
 */
import type { MemoryImage } from "../../image/memory-image.js";
import type { ObjectLayout } from "../layout/object-layout.js";
import { TYPE_AT, TYPE_BYTES, TYPE_FLAG } from "../layout/type-layout.js";

/** What decides how an object of a type is laid out; a subclass has the kind of its base. */
export type TypeKind =
  | "int"
  | "float"
  | "str"
  | "bytes"
  | "list"
  | "tuple"
  | "dict"
  | "set"
  | "type"
  | "module"
  | "code"
  | "function"
  | "frame"
  | "weak reference"
  | "generator"
  | "deque"
  | "array"
  | "other";

/** A type. */
export interface PythonType {
  readonly address: number;
  /** As `tp_name` has it: "dict", "collections.OrderedDict"; "" where it could not be read. */
  name: string;
  kind: TypeKind;
  readonly basicBytes: number;
  readonly itemBytes: number;
  readonly flags: number;
  /** Bytes in an object's block before the object itself. */
  readonly headBytes: number;
  readonly isCollected: boolean;
  readonly isHeapType: boolean;
  readonly hasManagedDict: boolean;
  readonly hasInlineValues: boolean;
  readonly base: number;
  readonly dict: number;
  readonly dictOffset: number;
  readonly weakListOffset: number;
}

/** Addresses that are remembered not to be types, before the memory starts anew. */
const REFUSED_LIMIT = 1 << 21;
const CACHE_SLOTS = 1 << 13;
/** A longer chain than this is not one of metatypes. */
const METATYPE_STEPS = 6;
const SMALLEST_ADDRESS = 0x10000;

const KIND_BY_FLAG: readonly (readonly [flag: number, kind: TypeKind])[] = [
  [TYPE_FLAG.isInt, "int"],
  [TYPE_FLAG.isList, "list"],
  [TYPE_FLAG.isTuple, "tuple"],
  [TYPE_FLAG.isBytes, "bytes"],
  [TYPE_FLAG.isStr, "str"],
  [TYPE_FLAG.isDict, "dict"],
  [TYPE_FLAG.isType, "type"],
];

const KIND_BY_NAME = new Map<string, TypeKind>([
  ["set", "set"],
  ["frozenset", "set"],
  ["float", "float"],
  ["module", "module"],
  ["code", "code"],
  ["function", "function"],
  ["frame", "frame"],
  ["weakref", "weak reference"],
  ["weakref.ReferenceType", "weak reference"],
  ["weakproxy", "weak reference"],
  ["weakref.ProxyType", "weak reference"],
  ["generator", "generator"],
  ["coroutine", "generator"],
  ["async_generator", "generator"],
  ["collections.deque", "deque"],
  ["numpy.ndarray", "array"],
  ["weakcallableproxy", "weak reference"],
  ["weakref.CallableProxyType", "weak reference"],
]);

/** Finds and remembers types. */
export class TypeTable {
  /** By number. */
  readonly types: PythonType[] = [];
  readonly #image: MemoryImage;
  readonly #layout: ObjectLayout;
  readonly #isInPool: (address: number) => boolean;
  readonly #numbers = new Map<number, number>();
  readonly #cachedAddress = new Float64Array(CACHE_SLOTS).fill(-1);
  readonly #cachedNumber = new Int32Array(CACHE_SLOTS);
  #refused = 0;
  /** Address of `type` itself, once it has been met. */
  #root = 0;

  constructor(image: MemoryImage, layout: ObjectLayout, isInPool: (address: number) => boolean) {
    this.#image = image;
    this.#layout = layout;
    this.#isInPool = isInPool;
  }

  /** Number of the type at an address; -1 when there is none. */
  numberAt(address: number): number {
    const slot = (address / 16) & (CACHE_SLOTS - 1);
    if (this.#cachedAddress[slot] === address) return this.#cachedNumber[slot]!;
    let number = this.#numbers.get(address);
    if (number === undefined) {
      number = this.#read(address);
      this.#remember(address, number);
    }
    this.#cachedAddress[slot] = address;
    this.#cachedNumber[slot] = number;
    return number;
  }

  /** The type at an address. */
  at(address: number): PythonType | undefined {
    return this.types[this.numberAt(address)];
  }

  /** Gives a type the name that was found for it elsewhere, and the kind that goes with it. */
  rename(number: number, name: string): void {
    const type = this.types[number]!;
    type.name = name;
    type.kind = this.#kindOf(type.flags, name, type.base, type.address);
  }

  /** Takes the kinds of bases over again, after some have been renamed. */
  inheritKinds(): void {
    for (const type of this.types) {
      if (type.kind !== "other") continue;
      type.kind = this.#kindOf(type.flags, type.name, type.base, type.address);
    }
  }

  #remember(address: number, number: number): void {
    this.#numbers.set(address, number);
    if (number >= 0 || ++this.#refused < REFUSED_LIMIT) return;
    for (const [key, value] of this.#numbers) if (value < 0) this.#numbers.delete(key);
    this.#refused = 0;
  }

  #read(address: number): number {
    if (address % 8 !== 0 || address < SMALLEST_ADDRESS || this.#isInPool(address)) return -1;
    const image = this.#image;
    const region = image.regionAt(address);
    if (region === undefined || address + TYPE_BYTES > region.end) return -1;
    const flags = image.uint32(address + TYPE_AT.flags) | 0;
    if ((flags & TYPE_FLAG.ready) === 0 || !this.#hasMetatype(address)) return -1;
    const basicBytes = image.signedWord(address + TYPE_AT.basicBytes);
    const itemBytes = image.signedWord(address + TYPE_AT.itemBytes);
    if (!(basicBytes >= 16 && basicBytes < 1e6 && itemBytes >= 0 && itemBytes <= 65536)) return -1;
    const name = this.#nameAt(image.word(address + TYPE_AT.name));
    if (name === undefined) return -1;
    return this.#add(address, name, basicBytes, itemBytes, flags);
  }

  #add(
    address: number,
    name: string,
    basicBytes: number,
    itemBytes: number,
    flags: number,
  ): number {
    const image = this.#image;
    const isCollected = (flags & TYPE_FLAG.collected) !== 0;
    const base = image.word(address + TYPE_AT.base);
    const number = this.types.length;
    this.types.push({
      address,
      name,
      kind: "other",
      basicBytes,
      itemBytes,
      flags,
      headBytes: (isCollected ? this.#layout.collectorHeadBytes : 0) + this.#preHeaderBytes(flags),
      isCollected,
      isHeapType: (flags & TYPE_FLAG.heapType) !== 0,
      hasManagedDict: this.#layout.minor >= 11 && (flags & TYPE_FLAG.managedDict) !== 0,
      hasInlineValues: this.#layout.minor >= 13 && (flags & TYPE_FLAG.inlineValues) !== 0,
      base,
      dict: image.word(address + TYPE_AT.dict),
      dictOffset: image.signedWord(address + TYPE_AT.dictOffset),
      weakListOffset: image.signedWord(address + TYPE_AT.weakListOffset),
    });
    this.#numbers.set(address, number);
    this.types[number]!.kind = this.#kindOf(flags, name, base, address);
    return number;
  }

  /** Bytes for the pointers of managed attributes and weak references before an object. */
  #preHeaderBytes(flags: number): number {
    const { minor } = this.#layout;
    if (minor < 11) return 0;
    const managed =
      minor === 11 ? TYPE_FLAG.managedDict : TYPE_FLAG.managedDict | TYPE_FLAG.managedWeakReference;
    return (flags & managed) !== 0 ? 16 : 0;
  }

  #kindOf(flags: number, name: string, base: number, address: number): TypeKind {
    for (const [flag, kind] of KIND_BY_FLAG) if ((flags & flag) !== 0) return kind;
    const named = KIND_BY_NAME.get(name);
    if (named !== undefined) return named;
    if (base < SMALLEST_ADDRESS || base === address) return "other";
    return this.at(base)?.kind ?? "other";
  }

  /** Whether the types of a type lead to `type`, whose type is itself. */
  #hasMetatype(address: number): boolean {
    let at = address;
    for (let steps = 0; steps < METATYPE_STEPS; steps++) {
      const metatype = this.#image.word(at + 8);
      if (metatype === at) return this.#isRoot(at);
      if (metatype % 8 !== 0 || this.#image.regionAt(metatype) === undefined) return false;
      if (steps === 0 && !this.#makesTypes(metatype)) return false;
      at = metatype;
    }
    return false;
  }

  #makesTypes(address: number): boolean {
    return ((this.#image.uint32(address + TYPE_AT.flags) | 0) & TYPE_FLAG.isType) !== 0;
  }

  #isRoot(address: number): boolean {
    if (this.#root !== 0) return address === this.#root;
    const flags = this.#image.uint32(address + TYPE_AT.flags) | 0;
    if ((flags & TYPE_FLAG.ready) === 0 || (flags & TYPE_FLAG.isType) === 0) return false;
    const name = this.#nameAt(this.#image.word(address + TYPE_AT.name));
    // A core may lack the constants of the library, and with them every static type's name.
    if (name !== "type" && name !== "") return false;
    this.#root = address;
    return true;
  }

  /** The text of a name; "" when it lies in memory that exists but was not kept. */
  #nameAt(address: number): string | undefined {
    const text = this.#image.text(address);
    if (text !== undefined) return text === "" ? undefined : text;
    if (this.#image.byte(address) >= 0) return undefined;
    return this.#image.mappingAt(address) === undefined ? undefined : "";
  }
}
