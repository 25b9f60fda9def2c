/** Writes a trace in the format pmt1, unzipped: `readTrace` of it gives the trace again. */
import { geometryOf, versionOfBuild } from "../pymalloc/geometry.js";
import {
  ADDRESS_SLOTS,
  addressSlot,
  COLUMN_NAMES,
  type ColumnName,
  MOST_HEADER_BYTES,
  MOST_MARKS,
  MOST_TRACE_BYTES,
} from "./pmt1.js";
import { CALLOC, FREE, MARK, type Trace, type TraceArena } from "./trace.js";
import { KIND_NAMES } from "./trace-header.js";
import { VarintWriter } from "./varint-column.js";

/**
 * Encodes a trace.
 *
 * @returns the header line and the columns, to be gzipped as they are.
 * @throws {RangeError} when the trace breaks its invariants so badly that the format
 *   cannot express it, or is larger than a reader takes.
 *
 * @example
 * import { readFileSync } from "node:fs";
 * const trace = await readTraceFile(readFileSync("test/data/traces/b-churn-3.9.pmt.gz"));
 * new TextDecoder().decode(writeTrace(trace).subarray(0, 16)); // => '{"format":"pmt1"'
 */
export function writeTrace(trace: Trace): Uint8Array {
  const columns = encodeEvents(trace);
  const header = new TextEncoder().encode(`${JSON.stringify(headerOf(trace, columns))}\n`);
  const parts = [header, ...COLUMN_NAMES.map((name) => columns[name])];
  const byteCount = parts.reduce((sum, part) => sum + part.length, 0);
  assertReadable("header line", header.length, MOST_HEADER_BYTES, "bytes");
  assertReadable("list of marks", trace.marks.length, MOST_MARKS, "marks");
  assertReadable("trace", byteCount, MOST_TRACE_BYTES, "bytes");
  const bytes = new Uint8Array(byteCount);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function assertReadable(what: string, length: number, most: number, unit: string): void {
  if (length <= most) return;
  throw new RangeError(`the ${what} would have ${length} ${unit}; a reader takes ${most}`);
}

function headerOf(trace: Trace, columns: Record<ColumnName, Uint8Array>): object {
  const geometry = geometryOf(trace.python);
  const counts = new Uint32Array(MARK + 1);
  for (const kind of trace.kinds) counts[kind]! += 1;
  return {
    format: "pmt1",
    python: trace.release,
    version: versionOfBuild(trace.python),
    workload: trace.workload,
    command: trace.command,
    ...(trace.cut ? { cut: true } : {}),
    events: trace.eventCount,
    allocations: trace.allocationCount,
    counts: Object.fromEntries(KIND_NAMES.map(([name, kind]) => [name, counts[kind]])),
    alignment: geometry.alignment,
    threshold: geometry.smallRequestThreshold,
    arenaSize: geometry.arenaBytes,
    poolSize: geometry.poolBytes,
    poolHeader: geometry.poolHeaderBytes,
    keepLastEmptyArena: geometry.keepsLastEmptyArena,
    columns: COLUMN_NAMES.map((name) => [name, columns[name].length]),
    arenaAllocs: trace.arenasObtained.map(arenaEntry),
    arenaFrees: trace.arenasReturned.map(arenaEntry),
    marks: trace.marks.map(({ event, id }) => ({ event, id })),
  };
}

function arenaEntry({ event, address }: TraceArena): [number, string] {
  return [event, `0x${address.toString(16)}`];
}

function encodeEvents(trace: Trace): Record<ColumnName, Uint8Array> {
  const sizes = new VarintWriter();
  const refs = new VarintWriter();
  const addrs = new VarintWriter();
  const unitBytes = geometryOf(trace.python).alignment;
  const last = new Float64Array(ADDRESS_SLOTS);
  let allocations = 0;
  for (let event = 0; event < trace.eventCount; event++) {
    const kind = trace.kinds[event]!;
    if (kind === MARK) continue;
    if (kind <= CALLOC) allocations += 1;
    else refs.add(allocations - 1 - trace.blocks[event]!);
    if (kind === FREE) continue;
    const requestBytes = trace.requestBytes[event]!;
    sizes.add(requestBytes);
    const address = trace.addresses[event]!;
    if (address === 0) {
      addrs.add(0);
      continue;
    }
    const slot = addressSlot(requestBytes);
    addrs.add(1 + zigzag((address - last[slot]!) / unitBytes));
    last[slot] = address;
  }
  return { ops: trace.kinds, sizes: sizes.bytes(), refs: refs.bytes(), addrs: addrs.bytes() };
}

function zigzag(distance: number): number {
  return distance >= 0 ? 2 * distance : -2 * distance - 1;
}
