/**
 * The memory of a running process, copied from /proc/PID/mem (Linux, Node only).
 *
 * Nothing runs in the process. It is copied once while it continues, which brings in our own
 * pages, and then again while it stands still, which is quick then.
 */
import { closeSync, openSync, readSync } from "node:fs";
import { freemem } from "node:os";
import { READ_BYTES } from "./file-source.js";
import { InspectionRefused } from "./inspection-refused.js";
import { type CopiedRegion, type Mapping, MemoryImage, PAGE_BYTES } from "./memory-image.js";
import {
  emptyRegion,
  isAnonymous,
  isWritablePrivate,
  parseMemoryMap,
  regionBounds,
} from "./memory-map.js";
import { PageTable } from "./page-table.js";
import {
  type ProcessFacts,
  permissionRefusal,
  procText,
  readProcessFacts,
} from "./process-facts.js";
import { ProcessStop } from "./process-stop.js";

/** ELF class of 32-bit programs, at byte 4 of the file. */
const ELF_CLASS_32 = 1;
const MIB = 1024 * 1024;

/** How to copy. */
export interface CopyOptions {
  /** Whether the process is stopped for the copy. */
  readonly isStopped: boolean;
  /** Told what is being done. */
  readonly onStep?: (step: string) => void;
}

/** A region with which of its pages have ever been filled. */
interface Buffer {
  readonly region: CopiedRegion;
  readonly isFilled: Uint8Array;
}

/** What one pass over the memory gave. */
interface Copied {
  readonly mappings: readonly Mapping[];
  readonly regions: readonly CopiedRegion[];
  /** Mappings that could not be read. */
  readonly failed: readonly Mapping[];
}

/**
 * A running process.
 *
 * @example
 * import { spawn } from "node:child_process";
 * const child = spawn("sleep", ["60"]);
 * const live = new LiveProcess(child.pid);
 * live.copy({ isStopped: true }).origin.commandLine; // => "sleep 60"
 * live.close();
 * child.kill();
 */
export class LiveProcess {
  readonly facts: ProcessFacts;
  readonly #memory: number;
  readonly #pageTable: PageTable;
  readonly #stop: ProcessStop;
  /** By start and end: what was copied once is warm. */
  readonly #buffers = new Map<string, Buffer>();

  /**
   * Opens the memory of a process; it is not touched yet.
   *
   * @throws {InspectionRefused} when there is no such process or it may not be read, with the
   *   command that helps.
   */
  constructor(pid: number) {
    this.facts = readProcessFacts(pid);
    this.#memory = openMemory(this.facts);
    this.#pageTable = new PageTable(pid);
    this.#stop = new ProcessStop(pid);
    if (isThirtyTwoBit(pid)) {
      this.close();
      throw new InspectionRefused(`process ${pid} is a 32-bit program; only 64-bit ones are read`);
    }
  }

  /**
   * Copies the writable memory. A second copy overwrites the first.
   *
   * @throws {InspectionRefused} when the process ends meanwhile, does not stop, or is larger
   *   than the memory that is free.
   */
  copy({ isStopped, onStep = () => {} }: CopyOptions): MemoryImage {
    const { pid } = this.facts;
    if (!isStopped) {
      onStep(`copying process ${pid}, which keeps running`);
      return this.#image(this.#fill(), 0, false);
    }
    try {
      if (this.#buffers.size === 0) {
        this.#stop.prepare();
        onStep(`copying process ${pid} a first time, while it runs`);
        this.#fill();
      }
      onStep(`copying process ${pid} while it stands still`);
      this.#stop.stop();
      const copied = this.#fill();
      const isStill = this.#stop.isStill();
      this.#stop.resume();
      return this.#image(copied, this.#stop.lastMs, isStill);
    } finally {
      this.#stop.close();
    }
  }

  close(): void {
    this.#stop.close();
    closeSync(this.#memory);
    this.#pageTable.close();
  }

  #fill(): Copied {
    const mappings = parseMemoryMap(procText(this.facts.pid, "maps"));
    if (mappings.length === 0) throw this.#gone();
    const writable = mappings.filter(isWritablePrivate);
    this.#assertRoom(writable);
    const regions: CopiedRegion[] = [];
    const failed: Mapping[] = [];
    for (const mapping of writable) {
      for (const [start, end] of regionBounds(mapping)) {
        const buffer = this.#bufferOf(start, end, mapping);
        if (this.#fillRegion(buffer)) regions.push(buffer.region);
        else if (isAnonymous(mapping)) failed.push(mapping);
      }
    }
    if (regions.length === 0) throw this.#gone();
    return { mappings, regions, failed };
  }

  #bufferOf(start: number, end: number, mapping: Mapping): Buffer {
    const key = `${start}-${end}`;
    const known = this.#buffers.get(key);
    if (known !== undefined) return known;
    const region = emptyRegion(start, end, mapping);
    const buffer = { region, isFilled: new Uint8Array((end - start) / PAGE_BYTES) };
    this.#buffers.set(key, buffer);
    return buffer;
  }

  /**
   * Copies the pages that are there; the others are zero in the process as in the copy.
   *
   * @returns whether there was anything to read, or nothing to be read.
   */
  #fillRegion({ region, isFilled }: Buffer): boolean {
    const { start, bytes } = region;
    let readBytes = 0;
    let presentBytes = 0;
    for (const run of this.#pageTable.runs(start, region.end)) {
      const from = run.start - start;
      const to = run.end - start;
      if (!run.isPresent) clearFilled(bytes, isFilled, from / PAGE_BYTES, to / PAGE_BYTES);
      else {
        readBytes += this.#readAround(bytes, from, to, start);
        presentBytes += to - from;
        isFilled.fill(1, from / PAGE_BYTES, to / PAGE_BYTES);
      }
    }
    return readBytes > 0 || presentBytes === 0;
  }

  /**
   * Reads a stretch and leaves zero what cannot be read: newer C libraries have guard pages
   * inside a thread's stack. What fails again and again is passed over in growing steps.
   */
  #readAround(bytes: Uint8Array, from: number, to: number, start: number): number {
    let readBytes = 0;
    let skipBytes = PAGE_BYTES;
    for (let at = from; at < to; ) {
      const count = this.#read(bytes, at, to - at, start + at);
      readBytes += count;
      skipBytes = count > 0 ? PAGE_BYTES : 2 * skipBytes;
      at += count > 0 ? count : skipBytes / 2;
    }
    return readBytes;
  }

  /** Bytes that were read: fewer than asked for where something cannot be. */
  #read(bytes: Uint8Array, from: number, byteCount: number, address: number): number {
    try {
      return readSync(this.#memory, bytes, from, Math.min(byteCount, READ_BYTES), address);
    } catch {
      return 0;
    }
  }

  #assertRoom(writable: readonly Mapping[]): void {
    if (this.#buffers.size > 0) return;
    const presentBytes = writable.reduce(
      (bytes, { start, end }) => bytes + this.#pageTable.presentBytes(start, end),
      0,
    );
    if (presentBytes <= freemem()) return;
    throw new InspectionRefused(
      `process ${this.facts.pid} has ${mebibytes(presentBytes)} of its own in memory, and ${mebibytes(freemem())} are free here: a copy does not fit; take a core and read it on a larger machine`,
    );
  }

  #image(
    { mappings, regions, failed }: Copied,
    stoppedMs: number,
    isOfOneMoment: boolean,
  ): MemoryImage {
    const { pid, commandLine, pythonVariables, startTicks } = this.facts;
    const stat = procText(pid, "stat");
    if (stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] !== startTicks) throw this.#gone();
    const origin = {
      kind: "process" as const,
      name: `process ${pid}`,
      commandLine,
      pythonVariables,
      stoppedMs,
      isOfOneMoment,
      problems: failed.map(
        ({ start, fileName }) =>
          `the memory at 0x${start.toString(16)}${fileName && ` (${fileName})`} could not be read`,
      ),
      machine:
        process.arch === "x64" ? "x86-64" : process.arch === "arm64" ? "aarch64" : process.arch,
    };
    return new MemoryImage(origin, mappings, regions, (page) => this.#page(mappings, page));
  }

  #page(mappings: readonly Mapping[], page: number): Uint8Array | undefined {
    const mapping = mappings.find(({ start, end }) => page >= start && page < end);
    if (!mapping?.permissions.startsWith("r")) return undefined;
    const bytes = new Uint8Array(PAGE_BYTES);
    return this.#read(bytes, 0, PAGE_BYTES, page) === PAGE_BYTES ? bytes : undefined;
  }

  #gone(): InspectionRefused {
    return new InspectionRefused(`process ${this.facts.pid} ended while it was read`);
  }
}

function openMemory({ pid, executable }: ProcessFacts): number {
  try {
    return openSync(`/proc/${pid}/mem`, "r");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EACCES" || code === "EPERM") throw permissionRefusal(pid, executable);
    if (code === "ENOENT") throw new InspectionRefused(`process ${pid} ended while it was read`);
    if (code === "ESRCH") throw new InspectionRefused(`process ${pid} is one of the kernel's own`);
    throw error;
  }
}

function isThirtyTwoBit(pid: number): boolean {
  try {
    const descriptor = openSync(`/proc/${pid}/exe`, "r");
    const head = new Uint8Array(5);
    readSync(descriptor, head, 0, head.length, 0);
    closeSync(descriptor);
    return head[4] === ELF_CLASS_32;
  } catch {
    return false;
  }
}

function clearFilled(bytes: Uint8Array, isFilled: Uint8Array, from: number, to: number): void {
  for (let page = isFilled.indexOf(1, from); page >= 0 && page < to; ) {
    bytes.fill(0, page * PAGE_BYTES, (page + 1) * PAGE_BYTES);
    isFilled[page] = 0;
    page = isFilled.indexOf(1, page + 1);
  }
}

function mebibytes(bytes: number): string {
  return `${Math.ceil(bytes / MIB).toLocaleString("en-GB")} MiB`;
}
