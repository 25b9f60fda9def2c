/**
 * Which Python a process runs, from its memory alone: no symbols, no running of anything.
 *
 * From 3.13 the interpreter carries a structure for debuggers that begins with a mark and its
 * version. Before, and beside it, there is the text of `sys.version`, and the names of the
 * mapped files.
 */
import { InspectionRefused } from "../../image/inspection-refused.js";
import type { CopiedRegion, MemoryImage } from "../../image/memory-image.js";
import type { InterpreterVersion } from "../heap-reading.js";

/** The versions whose heaps are read: 3.6 to 3.15. */
export const OLDEST_MINOR = 6;
export const NEWEST_MINOR = 15;

/** First field of `_Py_DebugOffsets`. @see CPython, Include/internal/pycore_debug_offsets.h */
const DEBUG_COOKIE = "xdebugpy";
const COMPILER = /^\[(GCC|Clang|MSC|PyPy)/;
/** Longest text that `sys.version` has before the compiler, in characters. */
const VERSION_LENGTH = 220;
/** "3.11.7 (main, Dec  4 2023, 18:10:11) ", with what a packager adds before the bracket. */
const VERSION_TEXT = /(\d\.\d+\.\d+[^\s|()]*) ([^()\0\n]{0,80})\([^()\0]{1,120}\) ?\n?$/;
const FILE_NAME = /^(?:lib)?python(\d)\.(\d+)([a-z]*)(?:$|\.so|\.dylib|-)/;
const PYPY_FILE = /^(?:lib)?pypy/;

/** What one trace of an interpreter says. */
interface Trace {
  readonly version: string;
  readonly isFreeThreaded: boolean;
  readonly isPyPy: boolean;
}

/**
 * Finds the interpreter.
 *
 * @throws {InspectionRefused} when there is none, or it has no pymalloc: another
 *   implementation, a free-threaded build, a version that is not known.
 */
export function findPython(image: MemoryImage): InterpreterVersion {
  const { name } = image.origin;
  const named = namedFile(image);
  const trace = bestTrace(image, named);
  if (trace === undefined) {
    throw new InspectionRefused(
      `${name} runs no CPython: no mapped file is called python3 or libpython3, and no text of sys.version is in its memory`,
    );
  }
  const { version, isFreeThreaded, isPyPy } = trace;
  if (isPyPy) {
    throw new InspectionRefused(`${name} runs PyPy, whose objects have no pymalloc arenas`);
  }
  if (isFreeThreaded) {
    throw new InspectionRefused(
      `${name} runs a free-threaded CPython ${version}, which allocates with mimalloc: it has no pymalloc arenas`,
    );
  }
  const [major, minor] = version.split(".").map((part) => Number.parseInt(part, 10));
  if (major !== 3 || !(minor! >= OLDEST_MINOR && minor! <= NEWEST_MINOR)) {
    throw new InspectionRefused(
      `${name} runs CPython ${version}; the heaps of 3.${OLDEST_MINOR} to 3.${NEWEST_MINOR} are read`,
    );
  }
  return { version, minor: minor! };
}

/** The interpreter's own memory tells best, then its file's name, then a text on the heap. */
function bestTrace(image: MemoryImage, named: Trace | undefined): Trace | undefined {
  const statics = image.regions.filter((region) => isStatic(image, region));
  const inStatics = firstOf(statics, debugOffsets) ?? firstOf(statics, versionText);
  if (inStatics !== undefined) return withName(inStatics, named);
  const others = image.regions
    .filter((region) => !statics.includes(region))
    .sort((a, b) => a.bytes.length - b.bytes.length);
  const onHeap = firstOf(others, versionText);
  if (onHeap === undefined || named === undefined) return onHeap ?? named;
  const isSame = onHeap.version.startsWith(`${named.version}.`);
  return isSame ? withName(onHeap, named) : named;
}

function withName(trace: Trace, named: Trace | undefined): Trace {
  const isFreeThreaded = trace.isFreeThreaded || named?.isFreeThreaded === true;
  return { ...trace, isFreeThreaded, isPyPy: trace.isPyPy || named?.isPyPy === true };
}

function firstOf(
  regions: readonly CopiedRegion[],
  find: (bytes: Uint8Array) => Trace | undefined,
): Trace | undefined {
  for (const { bytes } of regions) {
    const found = find(bytes);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a region holds variables of a program or a library: its data, or its zeroed data. */
export function isStatic(image: MemoryImage, { start, fileName }: CopiedRegion): boolean {
  if (fileName !== "") return !fileName.startsWith("[");
  const before = image.mappings.find(({ end }) => end === start);
  return before !== undefined && before.fileName !== "" && !before.fileName.startsWith("[");
}

/** The file that the interpreter was mapped from, by its name. */
function namedFile({ mappings }: MemoryImage): Trace | undefined {
  const files = [...new Set(mappings.map(({ fileName }) => fileName))];
  const names = files.map((file) => file.slice(file.lastIndexOf("/") + 1));
  const isPyPy = names.some((name) => PYPY_FILE.test(name));
  const [fields] = names.map((name) => FILE_NAME.exec(name)).filter((match) => match !== null);
  if (fields === undefined) {
    return isPyPy ? { version: "", isFreeThreaded: false, isPyPy } : undefined;
  }
  const [, major, minor, flags] = fields;
  return { version: `${major}.${minor}`, isFreeThreaded: flags!.includes("t"), isPyPy };
}

/** The version as `PY_VERSION_HEX` and whether the build is free-threaded, after the mark. */
function debugOffsets(bytes: Uint8Array): Trace | undefined {
  for (const at of placesOf(bytes, DEBUG_COOKIE)) {
    if (at % 8 !== 0 || at + 24 > bytes.length) continue;
    const view = new DataView(bytes.buffer, bytes.byteOffset + at, 24);
    const hex = view.getUint32(8, true);
    if (hex >>> 24 !== 3) continue;
    const version = `3.${(hex >>> 16) & 0xff}.${(hex >>> 8) & 0xff}`;
    return { version, isFreeThreaded: view.getUint32(16, true) !== 0, isPyPy: false };
  }
  return undefined;
}

/** The text of `sys.version`. */
function versionText(bytes: Uint8Array): Trace | undefined {
  for (const at of placesOf(bytes, "[")) {
    const compiler = COMPILER.exec(latin1(bytes, at, at + 6));
    if (compiler === null) continue;
    const fields = VERSION_TEXT.exec(latin1(bytes, Math.max(0, at - VERSION_LENGTH), at));
    if (fields === null) continue;
    const isFreeThreaded = fields[2]!.includes("free-threading");
    return { version: fields[1]!, isFreeThreaded, isPyPy: compiler[1] === "PyPy" };
  }
  return undefined;
}

/** Where in some bytes a text of ASCII characters stands. */
function* placesOf(bytes: Uint8Array, text: string): Generator<number> {
  const codes = Array.from(text, (character) => character.charCodeAt(0));
  for (let at = bytes.indexOf(codes[0]!); at >= 0; at = bytes.indexOf(codes[0]!, at + 1)) {
    if (codes.every((code, place) => bytes[at + place] === code)) yield at;
  }
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
