/**
 * The header line of a trace, checked: whatever it claims is held against the
 * format before anything is allocated for it.
 */
import { parseJson, quotedJson } from "../json/parse-json.js";
import {
  buildsOf,
  type Geometry,
  geometryOf,
  type PythonBuild,
  parsePythonVersion,
} from "../pymalloc/geometry.js";
import { COLUMN_NAMES, type ColumnName, MOST_MARKS, notATrace } from "./pmt1.js";
import { CALLOC, FREE, MALLOC, REALLOC, type Trace, type TraceArena } from "./trace.js";

/** What the header says of the trace, and where the columns are after it. */
export interface TraceHeader
  extends Pick<
    Trace,
    | "python"
    | "release"
    | "workload"
    | "command"
    | "cut"
    | "eventCount"
    | "allocationCount"
    | "arenasObtained"
    | "arenasReturned"
    | "marks"
  > {
  /** Bytes of each column, in the file's order. */
  readonly columns: readonly (readonly [ColumnName, number])[];
  /** Bytes of all columns. */
  readonly columnBytes: number;
  /** Events of a kind, as the header counts them; absent where it does not. */
  readonly counts: ReadonlyMap<number, number>;
}

/** The header's names of the geometry, which tell the build. */
const GEOMETRY_FIELDS: readonly (readonly [string, keyof Geometry])[] = [
  ["alignment", "alignment"],
  ["threshold", "smallRequestThreshold"],
  ["arenaSize", "arenaBytes"],
  ["poolSize", "poolBytes"],
  ["poolHeader", "poolHeaderBytes"],
  ["keepLastEmptyArena", "keepsLastEmptyArena"],
];

/** A message that refuses a release quotes no more of it, in UTF-16 units. */
const LONGEST_RELEASE = 60;

/** The header's names of the kinds of event, for its `counts`. */
export const KIND_NAMES = [
  ["malloc", MALLOC],
  ["calloc", CALLOC],
  ["realloc", REALLOC],
  ["free", FREE],
] as const;

/**
 * Reads a header line, without the line's end.
 *
 * @throws {RangeError} when it is not the header of a pmt1 trace, or is of a build that is not modelled.
 */
export function parseTraceHeader(line: Uint8Array): TraceHeader {
  const fields = parseFields(line);
  if (fields["format"] !== "pmt1") {
    throw notATrace(
      `its header must say "format": "pmt1", it says ${quotedJson(fields["format"])}`,
    );
  }
  const release = text(fields, "python");
  const python = buildOf(fields, release);
  const eventCount = count(fields["events"], "events");
  const columns = list(fields, "columns").map(columnEntry);
  for (const name of COLUMN_NAMES) {
    const entries = columns.filter(([other]) => other === name).length;
    if (entries !== 1) throw notATrace(`its header lists column "${name}" ${entries} times`);
  }
  return {
    python,
    release,
    workload: text(fields, "workload", ""),
    command: text(fields, "command", ""),
    cut: fields["cut"] === true,
    eventCount,
    allocationCount: count(fields["allocations"], "allocations"),
    columns,
    columnBytes: columns.reduce((sum, [, bytes]) => sum + bytes, 0),
    counts: parseCounts(fields["counts"]),
    arenasObtained: arenas(fields, "arenaAllocs", eventCount),
    arenasReturned: arenas(fields, "arenaFrees", eventCount),
    marks: marks(fields, eventCount),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function parseFields(line: Uint8Array): Fields {
  let header: unknown;
  try {
    header = parseJson(new TextDecoder("utf-8", { fatal: true }).decode(line));
  } catch (error) {
    if (error instanceof RangeError) throw notATrace(`its header is too large: ${error.message}`);
    const start = new TextDecoder().decode(line.subarray(0, 40));
    throw notATrace(`its first line is not JSON: ${quotedJson(start)}`);
  }
  if (!isFields(header))
    throw notATrace(`its header must be an object, it is ${quotedJson(header)}`);
  return header;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The build of the release that has the header's geometry; what it leaves out is the default's. */
function buildOf(fields: Fields, release: string): PythonBuild {
  const builds = buildsOf(parsePythonVersion(release.slice(0, LONGEST_RELEASE)));
  const differing = builds.map((build) => {
    const geometry = geometryOf(build);
    return GEOMETRY_FIELDS.find(
      ([name, key]) => fields[name] !== undefined && fields[name] !== geometry[key],
    );
  });
  const [build = builds[0]!, difference] = [builds[differing.indexOf(undefined)], differing[0]];
  if (differing.includes(undefined) || difference === undefined) return build;
  const [name, key] = difference;
  throw new RangeError(
    `the trace is of a build with ${name} ${quotedJson(fields[name])}; the default build of Python ${release} has ${geometryOf(build)[key]}`,
  );
}

function columnEntry(entry: unknown): readonly [ColumnName, number] {
  const [name, bytes] = Array.isArray(entry) ? entry : [];
  const known = COLUMN_NAMES.find((other) => other === name);
  if (known === undefined)
    throw notATrace(`its header lists an unknown column ${quotedJson(entry)}`);
  return [known, count(bytes, `columns: ${known}`)];
}

function parseCounts(value: unknown): ReadonlyMap<number, number> {
  if (value === undefined) return new Map();
  if (!isFields(value)) throw notATrace(`header field "counts" is ${quotedJson(value)}`);
  const counts = new Map<number, number>();
  for (const [name, kind] of KIND_NAMES) {
    if (value[name] !== undefined) counts.set(kind, count(value[name], `counts.${name}`));
  }
  return counts;
}

function arenas(fields: Fields, name: string, eventCount: number): TraceArena[] {
  let before = 0;
  return list(fields, name).map((entry) => {
    const [event, address] = Array.isArray(entry) ? entry : [];
    before = eventAfter(event, before, eventCount, name);
    if (typeof address !== "string" || !/^0x[0-9a-f]{1,13}$/i.test(address)) {
      throw notATrace(`${name}: event ${event} has no address but ${quotedJson(address)}`);
    }
    return { event: before, address: Number.parseInt(address, 16) };
  });
}

function marks(fields: Fields, eventCount: number): Trace["marks"] {
  const entries = list(fields, "marks");
  if (entries.length > MOST_MARKS) {
    throw notATrace(`it has ${entries.length} marks, more than ${MOST_MARKS}`);
  }
  let next = 0;
  return entries.map((entry) => {
    const mark = isFields(entry) ? entry : {};
    const event = eventAfter(mark["event"], next, eventCount, "marks");
    next = event + 1;
    return { event, id: count(mark["id"], `marks: id at event ${event}`) };
  });
}

function eventAfter(event: unknown, from: number, eventCount: number, name: string): number {
  const number = count(event, `${name}: event`);
  if (number >= from && number < eventCount) return number;
  const why = number < from ? "out of order" : `beyond the last event, ${eventCount - 1}`;
  throw notATrace(`${name}: event ${number} is ${why}`);
}

function text(fields: Fields, name: string, otherwise?: string): string {
  const value = fields[name] ?? otherwise;
  if (typeof value === "string") return value;
  throw notATrace(`header field "${name}" must be a string, it is ${quotedJson(value)}`);
}

function list(fields: Fields, name: string): readonly unknown[] {
  const value = fields[name];
  if (Array.isArray(value)) return value;
  throw notATrace(`header field "${name}" must be a list, it is ${quotedJson(value)}`);
}

function count(value: unknown, name: string): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw notATrace(
    `header field "${name}" must be a whole number from 0, it is ${quotedJson(value)}`,
  );
}
