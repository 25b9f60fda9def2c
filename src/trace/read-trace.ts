/**
 * Reads a trace in the format pmt1.
 *
 * Unzipped, a file is one line of JSON (the header), then four columns of bytes
 * back to back, whose lengths the header gives:
 *
 *     ops     one byte an event
 *     sizes   for malloc, calloc, realloc: the bytes requested
 *     refs    for realloc, free: how many allocations ago the block was made
 *     addrs   for malloc, calloc, realloc: 0, or 1 + the zigzag of the distance, in
 *             units of the alignment, to the last address given to that size class
 *
 * All but `ops` are varints, seven bits a byte, lowest first. They may pass 2^32.
 */
import { parsePythonVersion } from "../pymalloc/geometry.js";
import { CALLOC, FREE, MALLOC, MARK, REALLOC, type Trace } from "./trace.js";

interface Header {
  readonly python: string;
  readonly workload: string;
  readonly events: number;
  readonly allocations: number;
  readonly columns: readonly (readonly [string, number])[];
  readonly arenaAllocs: readonly (readonly [number, string])[];
  readonly arenaFrees: readonly (readonly [number, string])[];
  readonly marks: readonly { readonly event: number; readonly id: number }[];
}

const ALIGNMENT = 16;
const THRESHOLD = 512;
/** `last` address slot of requests that no size class serves. */
const RAW_CLASS = 32;

/**
 * Decodes an unzipped trace.
 *
 * @throws {RangeError} when the bytes are no pmt1 trace, or are cut short.
 */
export function readTrace(bytes: Uint8Array): Trace {
  const end = bytes.indexOf(10);
  if (end < 0) throw new RangeError("not a pmt1 trace: no header line");
  const header = parseHeader(new TextDecoder().decode(bytes.subarray(0, end)));
  const columns = cutColumns(bytes, end + 1, header);
  const trace = {
    python: parsePythonVersion(header.python),
    workload: header.workload,
    eventCount: header.events,
    allocationCount: header.allocations,
    kinds: columns.ops,
    requestBytes: new Float64Array(header.events),
    blocks: new Int32Array(header.events),
    addresses: new Float64Array(header.events),
    arenasObtained: header.arenaAllocs.map(arena),
    arenasReturned: header.arenaFrees.map(arena),
    marks: header.marks,
  };
  decodeEvents(trace, columns);
  return trace;
}

function arena([event, address]: readonly [number, string]) {
  return { event, address: Number.parseInt(address, 16) };
}

function parseHeader(text: string): Header {
  let header: Partial<Header>;
  try {
    header = JSON.parse(text);
  } catch {
    throw new RangeError(`not a pmt1 trace: its first line is no JSON ("${text.slice(0, 40)}")`);
  }
  for (const field of [
    "python",
    "events",
    "allocations",
    "columns",
    "arenaAllocs",
    "marks",
  ] as const) {
    if (header[field] === undefined)
      throw new RangeError(`not a pmt1 trace: no "${field}" in its header`);
  }
  return { workload: "", arenaFrees: [], ...header } as Header;
}

interface Columns {
  readonly ops: Uint8Array;
  readonly sizes: Varints;
  readonly refs: Varints;
  readonly addrs: Varints;
}

function cutColumns(bytes: Uint8Array, start: number, header: Header): Columns {
  const total = header.columns.reduce((sum, [, byteCount]) => sum + byteCount, 0);
  if (start + total !== bytes.length) {
    throw new RangeError(
      `trace cut short: its header promises ${total} bytes after it, the file has ${bytes.length - start}`,
    );
  }
  let at = start;
  const cut = new Map<string, Uint8Array>();
  for (const [name, byteCount] of header.columns) {
    cut.set(name, bytes.subarray(at, at + byteCount));
    at += byteCount;
  }
  const column = (name: string) => {
    const found = cut.get(name);
    if (found === undefined) throw new RangeError(`not a pmt1 trace: no column "${name}"`);
    return found;
  };
  const ops = column("ops");
  if (ops.length !== header.events) {
    throw new RangeError(`trace of ${header.events} events has ${ops.length} operations`);
  }
  const varints = (name: string) => new Varints(column(name), name);
  return { ops, sizes: varints("sizes"), refs: varints("refs"), addrs: varints("addrs") };
}

function decodeEvents(trace: Trace, { ops, sizes, refs, addrs }: Columns): void {
  const last = new Float64Array(RAW_CLASS + 1);
  let allocations = 0;
  for (let event = 0; event < ops.length; event++) {
    const kind = ops[event]!;
    if (kind === MARK) continue;
    if (kind !== MALLOC && kind !== CALLOC && kind !== REALLOC && kind !== FREE) {
      throw new RangeError(`event ${event}: unknown operation ${kind}`);
    }
    if (kind === REALLOC || kind === FREE) trace.blocks[event] = allocations - 1 - refs.next();
    else allocations += 1;
    if (kind === FREE) continue;
    const requestBytes = sizes.next();
    trace.requestBytes[event] = requestBytes;
    const code = addrs.next();
    if (code === 0) continue;
    const served = requestBytes >= 1 && requestBytes <= THRESHOLD;
    const sizeClass = served ? (requestBytes - 1) >> 4 : RAW_CLASS;
    const zigzag = code - 1;
    const distance = zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
    last[sizeClass]! += ALIGNMENT * distance;
    trace.addresses[event] = last[sizeClass]!;
  }
}

/** A column of varints, read from front to back. */
class Varints {
  #at = 0;
  readonly #bytes: Uint8Array;
  readonly #name: string;

  constructor(bytes: Uint8Array, name: string) {
    this.#bytes = bytes;
    this.#name = name;
  }

  next(): number {
    let value = 0;
    // Multiplied, not shifted: addresses pass 32 bits.
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw new RangeError(`column "${this.#name}" ends too early`);
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }
}
