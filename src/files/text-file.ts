/** Texts on disk: read as UTF-8 or refused, never with other characters in place of theirs. */
import { isUtf8 } from "node:buffer";
import { closeSync, fstatSync, openSync, readFileSync } from "node:fs";
import { FileRefusal, outputPlace } from "./output-place.js";
import { writeWholeFile } from "./whole-file.js";

/** Longest sequence of bytes that is one character. */
const CHARACTER_BYTES = 4;

const LINE_FEED = 10;

const BYTE_ORDER_MARK = "\uFEFF";

/**
 * Reads a text. A byte order mark in front of it is not part of it.
 *
 * @param limitBytes - a larger file is refused before it is read.
 * @throws {FileRefusal} when it is too large or not UTF-8: with the byte that is not.
 */
export function readTextFile(path: string, limitBytes = Number.POSITIVE_INFINITY): string {
  return decodeText(readLimited(path, limitBytes), path);
}

/**
 * Decodes UTF-8.
 *
 * @param name - the file's, for the message.
 * @throws {FileRefusal} when a byte is not of it.
 */
export function decodeText(bytes: Uint8Array, name: string): string {
  if (!isUtf8(bytes)) throw new FileRefusal(`${name} is not UTF-8: ${badByte(bytes)}`);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(BYTE_ORDER_MARK.length) : text;
}

/**
 * Writes a text, unless a regular file has the same bytes already.
 *
 * @returns whether it was written.
 * @throws {FileRefusal} when it may not be written; the file is as it was.
 */
export function writeTextFile(path: string, text: string): boolean {
  const place = outputPlace(path);
  if (place.kind === "file" && readFileSync(place.path).equals(Buffer.from(text))) return false;
  writeWholeFile(path, text);
  return true;
}

function readLimited(path: string, limitBytes: number): Uint8Array {
  const descriptor = openSync(path, "r");
  try {
    const { size } = fstatSync(descriptor);
    const bytes = size > limitBytes ? undefined : readFileSync(descriptor);
    // A pipe says its size only when it is read.
    if (bytes !== undefined && bytes.length <= limitBytes) return bytes;
    const [has, limit] = [bytes?.length ?? size, limitBytes].map(inMebibytes);
    throw new FileRefusal(`${path} has ${has} MiB; this is read up to ${limit} MiB`);
  } finally {
    closeSync(descriptor);
  }
}

function inMebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(bytes < 2 ** 20 ? 3 : 1).replace(/\.?0+$/, "");
}

/** Names the first byte that does not belong to a character: lines end at characters' ends. */
function badByte(bytes: Uint8Array): string {
  if (bytes[0] === 0xff || bytes[0] === 0xfe) return "it begins as UTF-16 does; save it as UTF-8";
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const end = feed < 0 ? bytes.length : feed + 1;
    if (!isUtf8(bytes.subarray(start, end))) {
      const at = badByteFrom(bytes, start);
      const value = bytes[at]?.toString(16).toUpperCase().padStart(2, "0");
      return `byte ${at}, in line ${line}, is 0x${value}; save it as UTF-8`;
    }
    start = end;
  }
  throw new Error("each line is UTF-8, so the whole is");
}

function badByteFrom(bytes: Uint8Array, start: number): number {
  for (let at = start; at < bytes.length; ) {
    const length = lengthOfCharacter(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  throw new Error("no byte of the line is bad, though the line is");
}

/** Bytes of the character that begins at a place, or 0 where none does. */
function lengthOfCharacter(bytes: Uint8Array, at: number): number {
  for (let length = 1; length <= CHARACTER_BYTES && at + length <= bytes.length; length++) {
    if (isUtf8(bytes.subarray(at, at + length))) return length;
  }
  return 0;
}
