/** Reads a trace in the format pmt1, unzipped. */
import { geometryOf } from "../pymalloc/geometry.js";
import {
  ADDRESS_SLOTS,
  addressSlot,
  COLUMN_NAMES,
  type ColumnName,
  MOST_HEADER_BYTES,
  notATrace,
} from "./pmt1.js";
import { CALLOC, FREE, MALLOC, MARK, REALLOC, type Trace } from "./trace.js";
import { KIND_NAMES, parseTraceHeader, type TraceHeader } from "./trace-header.js";
import { VarintReader } from "./varint-column.js";

const LINE_END = 10;

/**
 * Decodes an unzipped trace. Memory is taken by the columns' real lengths, never
 * by what the header claims: about 21 bytes an event.
 *
 * @throws {RangeError} when the bytes are not a pmt1 trace, are cut short, or say
 *   something that cannot be; the message names the event where there is one.
 *
 * @example
 * import { readFileSync } from "node:fs";
 * const trace = await readTraceFile(readFileSync("test/data/traces/b-churn-3.9.pmt.gz"));
 * readTrace(writeTrace(trace)).eventCount === trace.eventCount; // => true
 */
export function readTrace(bytes: Uint8Array): Trace {
  const end = headerEnd(bytes);
  if (end === undefined) throw notATrace("no header line");
  const header = parseTraceHeader(bytes.subarray(0, end));
  const columns = cutColumns(bytes.subarray(end + 1), header);
  assertKinds(columns.ops, header);
  return {
    python: header.python,
    release: header.release,
    workload: header.workload,
    command: header.command,
    cut: header.cut,
    eventCount: header.eventCount,
    allocationCount: header.allocationCount,
    kinds: columns.ops,
    ...decodeEvents(columns, geometryOf(header.python).alignment),
    arenasObtained: header.arenasObtained,
    arenasReturned: header.arenasReturned,
    marks: header.marks,
  };
}

/** Where the header line ends; `undefined` if it does not. */
export function headerEnd(bytes: Uint8Array): number | undefined {
  const end = bytes.subarray(0, MOST_HEADER_BYTES).indexOf(LINE_END);
  return end < 0 ? undefined : end;
}

function cutColumns(body: Uint8Array, header: TraceHeader): Record<ColumnName, Uint8Array> {
  if (header.columnBytes !== body.length) {
    const what = body.length < header.columnBytes ? "cut short" : "followed by something else";
    throw notATrace(
      `it is ${what}: its header promises ${header.columnBytes} bytes after it, the file has ${body.length}`,
    );
  }
  let at = 0;
  const columns = { ops: body, sizes: body, refs: body, addrs: body };
  for (const [name, byteCount] of header.columns) {
    columns[name] = body.subarray(at, at + byteCount);
    at += byteCount;
  }
  return columns;
}

function assertKinds(ops: Uint8Array, header: TraceHeader): void {
  if (ops.length !== header.eventCount) {
    throw notATrace(
      `its header says ${header.eventCount} events, column "${COLUMN_NAMES[0]}" has ${ops.length}`,
    );
  }
  const counts = new Uint32Array(256);
  for (let event = 0; event < ops.length; event++) counts[ops[event]!]! += 1;
  const of = (kind: number) => counts[kind]!;
  if (of(MALLOC) + of(CALLOC) + of(REALLOC) + of(FREE) + of(MARK) !== ops.length) {
    const event = ops.findIndex((kind) => ![MALLOC, CALLOC, REALLOC, FREE, MARK].includes(kind));
    throw notATrace(`event ${event}: unknown operation ${ops[event]}`);
  }
  const claims: [string, number, number | undefined][] = [
    ["allocations", of(MALLOC) + of(CALLOC), header.allocationCount],
    ["marks", of(MARK), header.marks.length],
    ...KIND_NAMES.map(([name, kind]): [string, number, number | undefined] => [
      `${name} events`,
      of(kind),
      header.counts.get(kind),
    ]),
  ];
  for (const [what, found, claimed = found] of claims) {
    if (found === claimed) continue;
    throw notATrace(`its header says ${claimed} ${what}, column "ops" has ${found}`);
  }
  for (const { event } of header.marks) {
    if (ops[event] !== MARK) {
      throw notATrace(`event ${event}: its header has a mark there, column "ops" does not`);
    }
  }
}

interface Decoded {
  readonly requestBytes: Float64Array;
  readonly blocks: Int32Array;
  readonly addresses: Float64Array;
}

/** One pass for the three columns: a branch on the kind of event is predicted badly, so there is only one. */
function decodeEvents(columns: Record<ColumnName, Uint8Array>, unitBytes: number): Decoded {
  const { ops } = columns;
  const sizes = new VarintReader(columns.sizes, "sizes");
  const refs = new VarintReader(columns.refs, "refs");
  const addrs = new VarintReader(columns.addrs, "addrs");
  const requestBytes = new Float64Array(ops.length);
  const blocks = new Int32Array(ops.length);
  const addresses = new Float64Array(ops.length);
  const last = new Float64Array(ADDRESS_SLOTS);
  let allocations = 0;
  for (let event = 0; event < ops.length; event++) {
    const kind = ops[event]!;
    if (kind === MARK) continue;
    if (kind <= CALLOC) {
      allocations += 1;
    } else {
      const block = allocations - 1 - refs.next(event);
      if (block < 0) refuseUnknownBlock(event, allocations - block, allocations);
      blocks[event] = block;
      if (kind === FREE) continue;
    }
    const bytes = sizes.next(event);
    requestBytes[event] = bytes;
    const code = addrs.next(event);
    if (code === 0) continue;
    const slot = addressSlot(bytes);
    const address = last[slot]! + unitBytes * unzigzag(code - 1);
    if (!(address > 0 && address <= Number.MAX_SAFE_INTEGER)) {
      throw notATrace(`event ${event}: its address would be ${address}`);
    }
    last[slot] = address;
    addresses[event] = address;
  }
  sizes.finish();
  refs.finish();
  addrs.finish();
  return { requestBytes, blocks, addresses };
}

function unzigzag(zigzag: number): number {
  return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
}

function refuseUnknownBlock(event: number, back: number, allocations: number): never {
  throw notATrace(
    `event ${event}: it is about the block ${back} allocations back, and there were only ${allocations}`,
  );
}
