/** The memory map of a process, as Linux prints it in /proc/PID/maps. */
import type { CopiedRegion, Mapping } from "./memory-image.js";
import { REGION_BYTES } from "./memory-image.js";

const LINE = /^([0-9a-f]+)-([0-9a-f]+) (\S{4}) ([0-9a-f]+) (\S+) (\d+) *(.*)$/;

/** Kernel pages that look like memory of the process and are not. */
const KERNEL_PAGES = /^\[v(var|dso|syscall)/;

/** Memory that begins with these is anonymous although it has a name. */
const ANONYMOUS_NAMES = /^(\[heap\]|\[stack|\[anon|$)/;

/**
 * Reads a memory map.
 *
 * @param text - lines of /proc/PID/maps; lines of another form are passed over.
 * @see Linux, Documentation/filesystems/proc.rst, section 1.1.
 */
export function parseMemoryMap(text: string): Mapping[] {
  return text.split("\n").flatMap((line) => {
    const fields = LINE.exec(line);
    if (fields === null) return [];
    const [, start, end, permissions, offset, , , name] = fields;
    return [
      {
        start: Number.parseInt(start!, 16),
        end: Number.parseInt(end!, 16),
        permissions: permissions!,
        fileName: name!.replace(/ \(deleted\)$/, ""),
        fileOffset: Number.parseInt(offset!, 16),
      },
    ];
  });
}

/** Whether a mapping is writable memory of the process alone, where a heap can be. */
export function isWritablePrivate({ permissions, fileName }: Mapping): boolean {
  return permissions.startsWith("rw") && permissions[3] === "p" && !KERNEL_PAGES.test(fileName);
}

/** Whether no file lies under a mapping. */
export function isAnonymous({ fileName }: Mapping): boolean {
  return ANONYMOUS_NAMES.test(fileName);
}

/** The stretches of a mapping that become regions: all of it, or cut at multiples of the largest. */
export function regionBounds({ start, end }: Pick<Mapping, "start" | "end">): [number, number][] {
  const bounds: [number, number][] = [];
  for (let from = start; from < end; ) {
    const cut = (Math.floor(from / REGION_BYTES) + 1) * REGION_BYTES;
    const to = Math.min(end, cut);
    bounds.push([from, to]);
    from = to;
  }
  return bounds;
}

/** A region with zeroed memory of its own, to be filled. */
export function emptyRegion(start: number, end: number, mapping: Mapping): CopiedRegion {
  const memory = new ArrayBuffer(end - start);
  return {
    start,
    end,
    bytes: new Uint8Array(memory),
    halves: new Uint32Array(memory, 0, (end - start) >>> 2),
    fileName: mapping.fileName,
    isAnonymous: isAnonymous(mapping),
  };
}
