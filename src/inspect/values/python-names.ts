/**
 * What modules, classes, functions and their variables are called.
 *
 * Names that stand in the program's source are told: of modules, classes, functions, globals,
 * attributes. What a program keeps in its own dicts is its users' data and is told only when
 * asked for.
 */
import type { LabelledHeap } from "../labels/labelled-heap.js";
import type { PythonType } from "../labels/type-table.js";
import { MEMBER_AT, MEMBER_BYTES, TYPE_AT } from "../layout/type-layout.js";
import { readDictKeys } from "./dict-keys.js";
import { strAt } from "./str-value.js";

/** What may be told. */
export interface Privacy {
  /** Keys of dicts and values; the users' data. */
  readonly showsValues: boolean;
  /** Neither names of modules, nor of classes and functions. */
  readonly isAnonymous: boolean;
}

/** Names in, values out: what is told unless somebody asks for more or less. */
export const NAMES_ONLY: Privacy = { showsValues: false, isAnonymous: false };

const LONGEST_NAME = 120;
const MEMBER_LIMIT = 200;
const BASE_LIMIT = 20;
const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** Reads names. */
export class PythonNames {
  readonly heap: LabelledHeap;
  readonly privacy: Privacy;
  readonly #numbers = new Map<string, number>();
  readonly #typeNames = new Map<number, string>();

  constructor(heap: LabelledHeap, privacy: Privacy = NAMES_ONLY) {
    this.heap = heap;
    this.privacy = privacy;
  }

  /** The kind of the object at an address, as far as there is one. */
  typeAt(address: number): PythonType | undefined {
    return address > 0 ? this.heap.types.at(this.heap.image.word(address + 8)) : undefined;
  }

  /** Keys and values of a dict, as addresses, in its order. */
  *entries(dict: number): Generator<readonly [key: number, value: number]> {
    const { image, layout } = this.heap;
    if (this.typeAt(dict)?.kind !== "dict") return;
    const keys = readDictKeys(image, layout, image.word(dict + 32));
    if (keys === undefined) return;
    const values = image.word(dict + 40);
    for (let entry = 0; entry < keys.entryCount; entry++) {
      const at = keys.entries + entry * keys.entryBytes + keys.keyAt;
      const key = image.word(at);
      const value =
        values > 0 ? image.word(values + layout.valuesHeadBytes + 8 * entry) : image.word(at + 8);
      if (key > 0 && value > 0) yield [key, value];
    }
  }

  /** Address of the value under a key of str; 0 when there is none. */
  lookUp(dict: number, name: string): number {
    for (const [key, value] of this.entries(dict)) if (this.str(key) === name) return value;
    return 0;
  }

  /** The text of a str; `undefined` for anything else. */
  str(address: number): string | undefined {
    if (this.typeAt(address)?.kind !== "str") return undefined;
    return strAt(this.heap.image, this.heap.layout, address, LONGEST_NAME);
  }

  /** A module's `__name__`. */
  moduleName(module: number): string {
    return this.#told("module", this.plainModuleName(module));
  }

  /** The same whatever may be told: to look modules up. */
  plainModuleName(module: number): string {
    return this.str(this.lookUp(this.heap.image.word(module + 16), "__name__")) ?? "?";
  }

  /** A type's name with its module, but for the built-in ones. */
  typeName(type: PythonType): string {
    const known = this.#typeNames.get(type.address);
    if (known !== undefined) return known;
    const name = type.isHeapType ? this.#told("class", this.#heapTypeName(type)) : type.name;
    this.#typeNames.set(type.address, name);
    return name;
  }

  /** Name of the class at an address. */
  className(address: number): string {
    const type = this.heap.types.at(address);
    return type === undefined ? "?" : this.typeName(type);
  }

  /** A function's module and qualified name. */
  functionName(address: number): string {
    const { image, layout } = this.heap;
    const name = this.str(image.word(address + layout.function.qualifiedName)) ?? "?";
    const module = this.str(image.word(address + layout.function.module));
    return this.#told("function", module === undefined ? name : `${module}.${name}`);
  }

  /** A code object's name and the file it comes from. */
  codeName(address: number): string {
    const { image, layout } = this.heap;
    const { code } = layout;
    const name = this.str(image.word(address + (code.qualifiedName ?? code.name))) ?? "?";
    const file = this.str(image.word(address + code.fileName)) ?? "?";
    return this.#told("function", `${name} (${file.slice(file.lastIndexOf("/") + 1)})`);
  }

  /** Name of a local variable of the code at an address. */
  localName(code: number, place: number): string {
    const { image, layout } = this.heap;
    const names = image.word(code + layout.code.localNames);
    const isNamed = this.typeAt(names)?.kind === "tuple" && place < image.word(names + 16);
    if (!isNamed) return `#${place}`;
    const name = this.str(image.word(names + layout.tupleItemsAt + 8 * place));
    return this.#toldName(name) ?? `#${place}`;
  }

  /** Name of the variable that a place in a function's closure is for. */
  freeName(code: number, place: number): string {
    const { image, layout } = this.heap;
    if (layout.hasDataStack) {
      // The free variables are the last of the locals.
      const locals = image.word(image.word(code + layout.code.localNames) + 16);
      const free = image.uint32(code + layout.code.freeCount);
      return this.localName(code, locals - free + place);
    }
    const names = image.word(code + layout.code.localNames + 8);
    const name = this.str(image.word(names + layout.tupleItemsAt + 8 * place));
    return this.#toldName(name) ?? `#${place}`;
  }

  /** Name of a global, class attribute or attribute of an instance. */
  attributeName(key: number): string {
    return this.#toldName(this.str(key)) ?? "<…>";
  }

  /** Name of the `__slots__` entry at an offset of a type's objects. */
  slotName(type: PythonType, offset: number): string | undefined {
    const { image, types } = this.heap;
    let at: PythonType | undefined = type;
    for (let steps = 0; at?.isHeapType === true && steps < BASE_LIMIT; steps++) {
      const members = image.word(at.address + TYPE_AT.members);
      for (let place = 0; members > 0 && place < MEMBER_LIMIT; place++) {
        const member = members + place * MEMBER_BYTES;
        const name = image.word(member + MEMBER_AT.name);
        if (name <= 0) break;
        if (image.word(member + MEMBER_AT.offset) === offset) {
          return this.#toldName(image.text(name));
        }
      }
      at = types.at(at.base);
    }
    return undefined;
  }

  #heapTypeName(type: PythonType): string {
    const { image, layout } = this.heap;
    const qualified = this.str(image.word(type.address + layout.typeNamesAt[0] + 16));
    const name = qualified ?? type.name;
    const module = this.str(this.lookUp(type.dict, "__module__"));
    if (module === undefined || module === "builtins" || name.includes(".")) {
      if (module === undefined || name.startsWith(`${module}.`)) return name;
    }
    return module === "builtins" ? name : `${module}.${name}`;
  }

  /** A name, or a number in its place for who wants no names. */
  #told(kind: string, name: string): string {
    if (!this.privacy.isAnonymous) return name;
    const key = `${kind} ${name}`;
    const number = this.#numbers.get(key) ?? this.#numbers.size + 1;
    this.#numbers.set(key, number);
    return `${kind} ${number}`;
  }

  #toldName(name: string | undefined): string | undefined {
    if (name === undefined || (!this.privacy.showsValues && !IDENTIFIER.test(name)))
      return undefined;
    return this.privacy.isAnonymous ? this.#told("name", name) : name;
  }
}
