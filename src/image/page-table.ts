/**
 * Which pages of a process are there, from /proc/PID/pagemap (Linux, Node only).
 *
 * A process reserves more than it touches: thread stacks, room for growth. Pages that were
 * never touched are zero, and need not be copied.
 */
import { closeSync, openSync, readSync } from "node:fs";
import { PAGE_BYTES } from "./memory-image.js";

/** Bytes of an entry, and its bits in the upper half. @see Linux, admin-guide/mm/pagemap.rst */
const ENTRY_BYTES = 8;
const PRESENT = 0x8000_0000;
const SWAPPED = 0x4000_0000;
const EXCLUSIVE = 0x0100_0000;

/** Pages whose entries are read at once. */
const BATCH_PAGES = 1 << 16;

/** Pages side by side that are all there, or all not. */
export interface PageRun {
  readonly start: number;
  readonly end: number;
  readonly isPresent: boolean;
}

/** How much of a stretch of memory is there, and how much of that no other process has. */
export interface PagePresence {
  readonly presentBytes: number;
  readonly privateBytes: number;
}

/**
 * The page table of a process.
 *
 * @example
 * import { spawn } from "node:child_process";
 * const child = spawn("sleep", ["60"]);
 * const table = new PageTable(child.pid);
 * table.runs(0, 8192).at(-1).end; // => 8192
 * table.close();
 * child.kill();
 */
export class PageTable {
  readonly #descriptor: number | undefined;

  constructor(pid: number) {
    this.#descriptor = opened(pid);
  }

  /**
   * The stretches of memory that are there and those that are not. What the system does not
   * tell of is taken to be there.
   *
   * @param isOnlyMemory - whether pages on a swap device are not there.
   */
  runs(start: number, end: number, isOnlyMemory = false): PageRun[] {
    const isThere = isOnlyMemory ? PRESENT : PRESENT | SWAPPED;
    const runs: PageRun[] = [];
    let from = start;
    let wasPresent = true;
    const endRun = (at: number, isPresent: boolean) => {
      if (isPresent === wasPresent) return;
      if (at > from) runs.push({ start: from, end: at, isPresent: wasPresent });
      from = at;
      wasPresent = isPresent;
    };
    const known = this.#eachPage(start, end, (page, entry) => {
      endRun(page, (entry & isThere) !== 0);
    });
    if (known < end) endRun(known, true);
    runs.push({ start: from, end, isPresent: wasPresent });
    return runs;
  }

  /** Bytes of a stretch that are in memory or on a swap device. */
  presentBytes(start: number, end: number): number {
    return this.presence(start, end).presentBytes;
  }

  /** Bytes of a stretch that are there, and those of them that the process shares with no other. */
  presence(start: number, end: number): PagePresence {
    let presentPages = 0;
    let privatePages = 0;
    this.#eachPage(start, end, (_, entry) => {
      if ((entry & (PRESENT | SWAPPED)) === 0) return;
      presentPages += 1;
      if ((entry & EXCLUSIVE) !== 0 || (entry & SWAPPED) !== 0) privatePages += 1;
    });
    return { presentBytes: presentPages * PAGE_BYTES, privateBytes: privatePages * PAGE_BYTES };
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
  }

  /** Visits the upper half of each page's entry; returns the first page of which there is none. */
  #eachPage(start: number, end: number, visit: (page: number, entry: number) => void): number {
    if (this.#descriptor === undefined) return start;
    const entries = new Uint32Array(2 * Math.min(BATCH_PAGES, (end - start) / PAGE_BYTES));
    const bytes = new Uint8Array(entries.buffer);
    for (let page = start; page < end; ) {
      const wanted = Math.min(BATCH_PAGES, (end - page) / PAGE_BYTES) * ENTRY_BYTES;
      const position = (page / PAGE_BYTES) * ENTRY_BYTES;
      const read = readEntries(this.#descriptor, bytes, wanted, position);
      if (read < wanted) return page;
      for (let place = 1; place < wanted / 4; place += 2, page += PAGE_BYTES) {
        visit(page, entries[place]!);
      }
    }
    return end;
  }
}

function opened(pid: number): number | undefined {
  // An entry is a page of the processor; elsewhere than on x86-64 that may be more than 4 KiB.
  if (process.arch !== "x64") return undefined;
  try {
    return openSync(`/proc/${pid}/pagemap`, "r");
  } catch {
    return undefined;
  }
}

function readEntries(descriptor: number, bytes: Uint8Array, count: number, at: number): number {
  try {
    return readSync(descriptor, bytes, 0, count, at);
  } catch {
    return 0;
  }
}
