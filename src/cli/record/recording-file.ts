/** Reads the file that the recorder made, or says why there is nothing to read. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { constants } from "node:os";
import { setImmediate } from "node:timers/promises";
import {
  parseRecordingHeader,
  RECORD_BYTES,
  RECORDING_HEADER_BYTES,
  RecordedProcess,
  type RecordingHeader,
} from "../../doors/internal.js";
import { modelledVersions } from "../../doors/pymalloc.js";
import { readingInput, UsageError } from "../arguments/usage-error.js";
import type { Interruption } from "../interruption.js";
import type { Ending } from "./recorded-run.js";

/** Records read at a time. */
const CHUNK_RECORDS = 65_536;

const USELESS = "the recording is of no use";

/** A recording as it was read. */
export interface ReadRecording {
  readonly header: RecordingHeader;
  readonly process: RecordedProcess;
  /** Whether the recording ended before the process did. */
  readonly cut: boolean;
}

/** Which recording to read. */
export interface RecordingPlace {
  /** The recorder's file. */
  readonly recording: string;
  /** The program, as messages call it. */
  readonly program: string;
  /** How the program ended; `undefined` of a child, whose end nobody sees. */
  readonly ending: Ending | undefined;
}

/**
 * Reads a recording.
 *
 * @param allowCut - whether a recording that ends early is taken as far as it goes.
 * @throws {UsageError} when nothing was recorded or not all of it, when the Python is not
 *   modelled, and when the records contradict themselves; with the reason.
 */
export async function readRecording(
  place: RecordingPlace,
  allowCut: boolean,
  interruption: Interruption,
): Promise<ReadRecording> {
  const file = openRecording(place);
  try {
    const header = readHeader(file);
    const cut = header.state === "recording";
    const refusal = refusalOf(header);
    if (refusal !== undefined) throw new UsageError(refusal);
    if (cut && !allowCut) {
      throw new UsageError(
        `the recording is cut: the program ${endingOf(place.ending)}; --allow-cut keeps what there is`,
      );
    }
    const process = readingInput(USELESS, () => new RecordedProcess(header));
    await readRecords(file, header.records, process, interruption);
    return { header, process, cut };
  } finally {
    closeSync(file);
  }
}

function openRecording({ recording, program }: RecordingPlace): number {
  try {
    return openSync(recording, "r");
  } catch {
    throw new UsageError(
      `nothing was recorded: "${program}" started no CPython that the recorder can enter. It must run on this machine's dynamic loader (not statically linked, not set-uid) and export its C functions (as Python's builds do)`,
    );
  }
}

/** The start of a recorder's file by its path; nothing where it has none (yet). */
export function recordingHeaderAt(path: string): RecordingHeader | undefined {
  const file = openSync(path, "r");
  try {
    return readHeader(file);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  } finally {
    closeSync(file);
  }
}

function readHeader(file: number): RecordingHeader {
  if (fstatSync(file).size < RECORDING_HEADER_BYTES) {
    throw new UsageError(
      "nothing was recorded: there was no room to begin; the disk is full, or a file may not be so large (ulimit -f)",
    );
  }
  const bytes = new Uint8Array(RECORDING_HEADER_BYTES);
  readSync(file, bytes, 0, bytes.length, 0);
  return readingInput(USELESS, () => parseRecordingHeader(bytes));
}

function refusalOf({ state, failure, records, version }: RecordingHeader): string | undefined {
  const python = `Python ${version.split(" ")[0]}`;
  switch (state) {
    case "recording":
    case "finished":
      return undefined;
    case "stopped":
      return `the recording stopped after ${records.toLocaleString("en-GB")} records: ${stopReason(failure)}; nothing was kept`;
    case "free-threaded":
      return `${python} is a free-threaded build: it does not use pymalloc, so there is nothing to record`;
    case "other allocator":
      return `${python} does not start with pymalloc: a debug build, or one without it; record with the default build`;
    case "replaced":
      return `the program did not stay with pymalloc: another allocator or the debug hooks took its place (-X dev, PYTHONDEVMODE, or an extension); record without them`;
    default:
      return `this is no CPython from ${modelledVersions()}: ${version.replace(/\s+/g, " ")}`;
  }
}

function stopReason(failure: number): string {
  const { ENOSPC, EDQUOT, EFBIG, EOVERFLOW } = constants.errno;
  if (failure === ENOSPC || failure === EDQUOT) return "the disk is full";
  if (failure === EOVERFLOW) return "it became too large for a trace; record a shorter run";
  if (failure === EFBIG) return "it became larger than the system lets a file be (ulimit -f)";
  const name = Object.entries(constants.errno).find(([, number]) => number === failure)?.[0];
  return `the system refused to go on (${name ?? failure})`;
}

function endingOf(ending: Ending | undefined): string {
  if (ending === undefined) return "was ended by a signal, or left without its exit handlers";
  const { exitCode, signal } = ending;
  if (signal !== null) return `was ended by ${signal}`;
  return `left without its exit handlers (exit code ${exitCode}), as one does that replaces itself`;
}

async function readRecords(
  file: number,
  records: number,
  into: RecordedProcess,
  interruption: Interruption,
): Promise<void> {
  const words = new Uint32Array((CHUNK_RECORDS * RECORD_BYTES) / 4);
  const bytes = new Uint8Array(words.buffer);
  for (let at = 0; at < records; at += CHUNK_RECORDS) {
    const byteCount = Math.min(CHUNK_RECORDS, records - at) * RECORD_BYTES;
    const from = RECORDING_HEADER_BYTES + at * RECORD_BYTES;
    if (readSync(file, bytes, 0, byteCount, from) !== byteCount) {
      throw new UsageError(`the recording ends before its ${records} records`);
    }
    readingInput(USELESS, () => into.add(words.subarray(0, byteCount / 4)));
    showProgress(at, records);
    await setImmediate();
    interruption.check();
  }
}

/** A recording of many millions takes a while; a short one should not flicker. */
function showProgress(at: number, records: number): void {
  if (!process.stderr.isTTY || records < 10_000_000) return;
  const percent = Math.floor((100 * at) / records);
  const last = at + CHUNK_RECORDS >= records;
  process.stderr.write(last ? "\r\x1b[K" : `\rreading the recording: ${percent}%`);
}
