/**
 * A heap with a label for each block: what the passes fill in and every later question reads.
 */
import type { MemoryImage } from "../../image/memory-image.js";
import type { HeapReading } from "../heap-reading.js";
import { type ObjectLayout, objectLayoutOf } from "../layout/object-layout.js";
import type { ReadPools } from "../read-pools.js";
import { FREE_LABEL, LabelTable, UNKNOWN_LABEL } from "./label-table.js";
import { settleStrKind } from "./settle-str-kind.js";
import { type PythonType, TypeTable } from "./type-table.js";

const HIGH_WORD = 0x1_0000_0000;

/** Memory outside the arenas that a container in them owns: a large table of items. */
export interface OutsidePart {
  readonly start: number;
  readonly end: number;
  readonly kind: "keys" | "values" | "items" | "table";
  /** Address of the object. */
  readonly owner: number;
}

/** A heap whose blocks have labels. */
export class LabelledHeap {
  readonly reading: HeapReading;
  readonly image: MemoryImage;
  readonly pools: ReadPools;
  /** With what the version leaves open settled. */
  readonly layout: ObjectLayout;
  readonly types: TypeTable;
  readonly table = new LabelTable();
  /** Label numbers by block number. */
  readonly labels: Uint16Array;
  /** What containers own outside the arenas, in the order it was found. */
  readonly outsideParts: OutsidePart[] = [];
  /** Bytes in a block before what CPython put there: the debug hooks' own. */
  readonly prefixBytes: number;
  /** The upper 32 bits that an address in a pool can have. */
  readonly lowestHigh: number;
  readonly highestHigh: number;

  /** Every live block starts unknown. */
  constructor(reading: HeapReading) {
    this.reading = reading;
    this.image = reading.image;
    this.pools = reading.pools;
    const layout = objectLayoutOf(reading.python.minor);
    this.prefixBytes = reading.blockPrefixBytes;
    this.types = new TypeTable(this.image, layout, (address) => this.pools.poolAt(address) >= 0);
    this.layout = settleStrKind(reading, layout, this.types);
    const { isLive, address, count } = this.pools;
    this.lowestHigh = Math.floor((address[0] ?? 0) / HIGH_WORD);
    this.highestHigh = Math.floor((address[count - 1] ?? 0) / HIGH_WORD);
    this.labels = new Uint16Array(isLive.length);
    for (let block = 0; block < isLive.length; block++) {
      this.labels[block] = isLive[block] === 1 ? UNKNOWN_LABEL : FREE_LABEL;
    }
  }

  /** Kind of a block's label. */
  kindOf(block: number): string {
    return this.table.kinds[this.labels[block]!]!;
  }

  /** The type that a block's label names. */
  typeOf(block: number): PythonType | undefined {
    return this.types.types[this.table.types[this.labels[block]!]!];
  }

  /** Number of the live block that begins at an address, as CPython gave it out; -1 for none. */
  blockStartingAt(address: number): number {
    const block = this.pools.blockAt(address);
    if (block < 0 || this.labels[block] === FREE_LABEL) return -1;
    return this.pools.addressOfBlock(block) + this.prefixBytes === address ? block : -1;
  }

  /** Address of the object in a block that has one. */
  objectAddress(block: number): number {
    return (
      this.pools.addressOfBlock(block) + this.prefixBytes + (this.typeOf(block)?.headBytes ?? 0)
    );
  }

  /** Number of the block whose object is at an address; -1 when no live object is there. */
  blockOfObject(address: number): number {
    const block = this.pools.blockAt(address);
    if (block < 0 || this.kindOf(block) !== "object") return -1;
    return this.objectAddress(block) === address ? block : -1;
  }

  /** Calls back for each block that has an object, in the order of addresses. */
  forEachObject(visit: ObjectVisitor): void {
    const { pools, labels, table, types } = this;
    for (let pool = 0; pool < pools.count; pool++) {
      if (pools.liveBlocks[pool] === 0) continue;
      const halves = pools.halvesOf(pool);
      const blockBytes = pools.blockBytes[pool]!;
      const end = pools.firstBlock[pool + 1]!;
      let offset = pools.poolHeaderBytes + this.prefixBytes;
      for (let block = pools.firstBlock[pool]!; block < end; block++, offset += blockBytes) {
        const label = labels[block]!;
        if (table.kinds[label] !== "object") continue;
        const number = table.types[label]!;
        const type = types.types[number]!;
        const at = offset + type.headBytes;
        const half = pools.half[pool]! + at / 4;
        visit(block, pools.address[pool]! + at, number, type, halves, half);
      }
    }
  }
}

/**
 * Told of an object: its block, address, type, and where its words are.
 *
 * @param half - place of the object's first half word in `halves`.
 */
export type ObjectVisitor = (
  block: number,
  address: number,
  typeNumber: number,
  type: PythonType,
  halves: Uint32Array,
  half: number,
) => void;
