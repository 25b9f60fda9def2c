/**
 * The copy that a process makes of its own memory (`inspect --snippet self`).
 *
 * The file: 8 bytes {@link SELF_COPY_MAGIC}; the length of the memory map in 8 bytes; the map
 * as /proc/PID/maps prints it; then for each stretch of memory its start and its end in 8
 * bytes each and the bytes between; at the end a stretch from 0 to 0. Numbers are
 * little-endian.
 */
import type { ByteSource } from "./byte-source.js";
import { asciiOf, readExactly, viewOf } from "./elf-file.js";
import { InspectionRefused } from "./inspection-refused.js";
import { type CopiedRegion, type Mapping, MemoryImage, PAGE_BYTES } from "./memory-image.js";
import { emptyRegion, isWritablePrivate, parseMemoryMap, regionBounds } from "./memory-map.js";

/** The first bytes of a copy: the last two are zero. */
export const SELF_COPY_MAGIC = "PYMEM1";

const MAGIC_BYTES = 8;
const NUMBER_BYTES = 8;
/** Longest memory map that is believed, in bytes. */
const LIMIT_BYTES = 64 * 1024 * 1024;

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly fileOffset: number;
}

/** Whether a file is such a copy. */
export function isSelfCopy(source: ByteSource): boolean {
  const start = new Uint8Array(MAGIC_BYTES);
  return source.read(0, start) === MAGIC_BYTES && asciiOf(start) === SELF_COPY_MAGIC;
}

/**
 * Reads a copy.
 *
 * @throws {InspectionRefused} when the file is not one, or is cut short.
 */
export function readSelfCopy(source: ByteSource): MemoryImage {
  if (!isSelfCopy(source)) {
    throw new InspectionRefused(`${source.name} is not a copy that a process made of itself`);
  }
  const mapBytes = numberAt(source, MAGIC_BYTES);
  if (mapBytes > LIMIT_BYTES) {
    throw new InspectionRefused(
      `${source.name} is broken: its memory map would have ${mapBytes} bytes`,
    );
  }
  const mapAt = MAGIC_BYTES + NUMBER_BYTES;
  const text = new TextDecoder().decode(readExactly(source, mapAt, mapBytes));
  const mappings = parseMemoryMap(text);
  const stretches = readStretches(source, mapAt + mapBytes);
  const origin = {
    kind: "copy" as const,
    name: source.name,
    commandLine: "",
    pythonVariables: new Map<string, string>(),
    stoppedMs: 0,
    isOfOneMoment: true,
    problems: [],
  };
  const regions = stretches.flatMap((stretch) => regionsOf(source, stretch, mappings));
  return new MemoryImage(origin, mappings, regions, (page) => readPage(source, stretches, page));
}

function readStretches(source: ByteSource, from: number): Stretch[] {
  const stretches: Stretch[] = [];
  for (let at = from; ; ) {
    const start = numberAt(source, at);
    const end = numberAt(source, at + NUMBER_BYTES);
    const fileOffset = at + 2 * NUMBER_BYTES;
    if (start === 0 && end === 0) return stretches;
    if (!(start % PAGE_BYTES === 0 && end % PAGE_BYTES === 0 && start < end)) {
      throw new InspectionRefused(
        `${source.name} is broken at byte ${at}: no memory is from ${start} to ${end}`,
      );
    }
    if (fileOffset + end - start > source.byteLength) {
      throw new InspectionRefused(
        `${source.name} is cut short: it has ${source.byteLength} bytes and should have more than ${fileOffset + end - start}`,
      );
    }
    stretches.push({ start, end, fileOffset });
    at = fileOffset + end - start;
  }
}

function regionsOf(
  source: ByteSource,
  { start, end, fileOffset }: Stretch,
  mappings: readonly Mapping[],
): CopiedRegion[] {
  const mapping = mappings.find((one) => start >= one.start && start < one.end);
  if (mapping === undefined || !isWritablePrivate(mapping)) return [];
  return regionBounds({ start, end }).map(([from, to]) => {
    const region = emptyRegion(from, to, mapping);
    source.read(fileOffset + from - start, region.bytes);
    return region;
  });
}

function readPage(
  source: ByteSource,
  stretches: readonly Stretch[],
  page: number,
): Uint8Array | undefined {
  const stretch = stretches.find(({ start, end }) => page >= start && page < end);
  if (stretch === undefined) return undefined;
  const bytes = new Uint8Array(PAGE_BYTES);
  const count = source.read(stretch.fileOffset + page - stretch.start, bytes);
  return count === PAGE_BYTES ? bytes : undefined;
}

function numberAt(source: ByteSource, offset: number): number {
  return Number(viewOf(readExactly(source, offset, NUMBER_BYTES)).getBigUint64(0, true));
}
