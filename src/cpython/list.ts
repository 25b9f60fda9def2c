/**
 * A Python list as the allocator sees it: an array of pointers that grows
 * again and again, first inside pymalloc, then outside it.
 */

import type { Block } from "../pymalloc/block.js";
import type { PythonVersion } from "../pymalloc/geometry.js";
import { mappedChunkBytes } from "./address-space.js";
import { grownItemCapacity, POINTER_BYTES } from "./objects.js";
import type { PythonProcess } from "./process.js";
import type { Deletion } from "./startup/startup-heap.js";

/** The item array of one list; its object comes from Python's free list or is made apart. */
export class ListItems {
  readonly #process: PythonProcess;
  readonly #firstMappedChunkBytes: number;
  #capacity = 0;
  #items: Block = 0;
  /** Address of the array once libc maps it by itself, else 0. */
  #mapped = 0;

  /** @param deletion - how the script deletes, which decides when libc maps the items. */
  constructor(process: PythonProcess, deletion: Deletion) {
    this.#process = process;
    this.#firstMappedChunkBytes = process.startup.scripts[deletion].firstMappedChunkBytes;
  }

  /** Makes room for one more item where the list, now of `itemCount`, is full. */
  grownTo(itemCount: number): void {
    if (itemCount <= this.#capacity) return;
    const { allocator, python } = this.#process;
    this.#capacity = grownItemCapacity(itemCount, python);
    const bytes = this.#capacity * POINTER_BYTES;
    this.#items = allocator.realloc(this.#items, bytes);
    this.#remap(bytes);
  }

  /** Drops the array, as the list's deallocation does after its items. */
  release(): void {
    this.#process.allocator.free(this.#items);
    if (this.#mapped !== 0) this.#process.memory.release(this.#mapped);
    this.#items = 0;
    this.#mapped = 0;
    this.#capacity = 0;
  }

  /** A growing array that cannot stay moves, and the hole it leaves shifts later arenas. */
  #remap(bytes: number): void {
    const { memory } = this.#process;
    const chunkBytes = mappedChunkBytes(bytes);
    if (chunkBytes < this.#firstMappedChunkBytes) return;
    this.#mapped =
      this.#mapped === 0 ? memory.obtain(chunkBytes) : memory.resize(this.#mapped, chunkBytes);
  }
}

/** glibc gives a request of so many bytes a mapping of its own unless its heap has room. */
const MMAP_THRESHOLD_BYTES = 128 * 1024;

/** A size that a growing list's items reach. */
export interface MappableListSize {
  /** Items at which the array has this size. */
  readonly itemCount: number;
  /** Bytes mapped, should libc map the array at this size. */
  readonly chunkBytes: number;
}

/** The sizes at which libc may first map the items of a list that grows to `itemCount`. */
export function mappableListSizes(python: PythonVersion, itemCount: number): MappableListSize[] {
  const sizes: MappableListSize[] = [];
  let capacity = 0;
  while (capacity < itemCount) {
    const reached = capacity + 1;
    capacity = grownItemCapacity(reached, python);
    const bytes = capacity * POINTER_BYTES;
    if (bytes < MMAP_THRESHOLD_BYTES) continue;
    sizes.push({ itemCount: reached, chunkBytes: mappedChunkBytes(bytes) });
  }
  return sizes;
}
