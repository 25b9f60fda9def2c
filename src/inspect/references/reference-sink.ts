/** Where the readers of particular objects put the references that they find. */
import type { MemoryImage } from "../../image/memory-image.js";
import type { LabelledHeap } from "../labels/labelled-heap.js";
import type { PythonType } from "../labels/type-table.js";
import type { ObjectLayout } from "../layout/object-layout.js";
import type { DictKeys } from "../values/dict-keys.js";

/** Bytes before an object's own fields: its count and its type. */
export const OBJECT_HEADER_BYTES = 16;

/** Takes references. */
export interface ReferenceSink {
  readonly heap: LabelledHeap;
  readonly image: MemoryImage;
  readonly layout: ObjectLayout;
  /** Dicts whose entries are not counted: the interpreter's own table of interned strs. */
  readonly uncounted: ReadonlySet<number>;

  /** Takes the object at an address down, if there is one. */
  add(address: number, kind: number, index: number): void;

  /** Takes down `count` words from an address on. */
  addWords(start: number, count: number, kind: number): void;

  /** Takes down the fields of an object that may be references, and its buffers. */
  addFields(id: number, address: number, from: number, to: number, type: PythonType): void;

  /** Takes down the block at an address as one that the object owns, unless it is an object itself. */
  addPart(address: number): void;

  /** The keys that instances of a class share. */
  sharedKeys(type: PythonType): DictKeys | undefined;
}
