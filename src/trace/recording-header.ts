/** The start of the file that the recorder (recorder/pytrace.c) writes of a process. */

/** Bytes before the first record. */
export const RECORDING_HEADER_BYTES = 64 * 1024;
/** Bytes of a record. */
export const RECORD_BYTES = 16;

/** How a recording ended, by the recorder's number for it. */
export const RECORDING_STATES = [
  "never began",
  "recording",
  "finished",
  "stopped",
  "not cpython",
  "free-threaded",
  "other allocator",
  "replaced",
] as const;

/** The start of the recorder's file. */
export interface RecordingHeader {
  /** "recording" if the process ended without finishing it, as after a kill. */
  readonly state: (typeof RECORDING_STATES)[number];
  /** The `errno` of "stopped". */
  readonly failure: number;
  /** Whole records in the file. */
  readonly records: number;
  /** Arenas that a second interpreter of the process obtained; it may have a heap of its own. */
  readonly otherArenas: number;
  /** What Python says of itself, such as "3.11.7 (main, ...)". */
  readonly version: string;
  /** Number of the process. */
  readonly pid: number;
  /** Processes that it forked while it was recorded. */
  readonly childCount: number;
  /** Of these, those that have begun a recording of their own. */
  readonly followedCount: number;
}

/**
 * Reads the recorder's header.
 *
 * @throws {RangeError} when the bytes are not the recorder's.
 */
export function parseRecordingHeader(bytes: Uint8Array): RecordingHeader {
  const text = (from: number, to: number) => new TextDecoder().decode(bytes.subarray(from, to));
  if (bytes.length < RECORDING_HEADER_BYTES || text(0, 8) !== "PYTRACE1") {
    throw new RangeError(`not a recording: ${bytes.length} bytes that do not begin as one`);
  }
  const fields = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = text(40, 296);
  return {
    state: RECORDING_STATES[fields.getUint32(8, true)] ?? "never began",
    failure: fields.getInt32(12, true),
    records: Number(fields.getBigUint64(16, true)),
    otherArenas: Number(fields.getBigUint64(32, true)),
    version: version.slice(0, version.indexOf("\0")),
    pid: Number(fields.getBigInt64(24, true)),
    childCount: Number(fields.getBigUint64(296, true)),
    followedCount: Number(fields.getBigUint64(304, true)),
  };
}
