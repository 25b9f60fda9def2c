/** One process as `pymalloc-lab process` sees it: the system's figures, and what lies in them. */
import {
  type HeapReading,
  InspectionRefused,
  type MemoryImage,
  statsOfHeap,
} from "../../doors/inspect.js";
import {
  LiveProcess,
  PageTable,
  type ProcessFacts,
  type PythonArenas,
  parseMappingMemory,
  procText,
  type ResidentSplit,
  readProcessFacts,
  splitByMappings,
  splitResident,
} from "../../doors/process.js";
import { type OpenOptions, readProcess } from "../inspect/open-target.js";

/** A process and its resident memory in parts. */
export interface ProcessMemory {
  readonly facts: ProcessFacts;
  readonly threadCount: number;
  readonly split: ResidentSplit;
  /** "3.11.7"; `undefined` where no heap of pymalloc was read. */
  readonly python: string | undefined;
  /** Why the memory was not read, or its arenas not found; nothing where all was. */
  readonly refusal: string | undefined;
}

/** What was read of the memory itself, before the system's figures are asked for. */
interface Inside {
  readonly image: MemoryImage | undefined;
  readonly reading: HeapReading | undefined;
  readonly refusal: string | undefined;
  readonly close: () => void;
}

/**
 * Reads a process.
 *
 * @param isDeep - whether its memory is read, and not only what the system counts.
 * @throws {InspectionRefused} when there is no such process, or the system tells nothing of it.
 */
export function readProcessMemory(
  pid: number,
  { isDeep, ...options }: OpenOptions & { readonly isDeep: boolean },
): ProcessMemory {
  const facts = readProcessFacts(pid);
  const inside = isDeep ? readInside(pid, options) : nothing(undefined);
  try {
    const mappings = parseMappingMemory(procText(pid, "smaps"));
    if (mappings.length === 0) {
      throw new InspectionRefused(
        inside.refusal ??
          `what process ${pid} has in memory may not be asked for: it is another user's`,
      );
    }
    const { image, reading } = inside;
    const split =
      image === undefined ? splitByMappings(mappings) : splitWith(pid, mappings, image, reading);
    return {
      facts,
      threadCount: Number(/^Threads:\s+(\d+)/m.exec(procText(pid, "status"))?.[1] ?? 1),
      split,
      python: reading?.python.version,
      refusal: inside.refusal,
    };
  } finally {
    inside.close();
  }
}

function splitWith(
  pid: number,
  mappings: ReturnType<typeof parseMappingMemory>,
  image: MemoryImage,
  reading: HeapReading | undefined,
): ResidentSplit {
  const pages = new PageTable(pid);
  try {
    return splitResident(mappings, {
      image,
      python: reading && arenasOf(reading),
      residentIn: ({ start, end }) =>
        pages.runs(start, end, true).filter(({ isPresent }) => isPresent),
    });
  } finally {
    pages.close();
  }
}

function arenasOf(reading: HeapReading): PythonArenas {
  const { interpreters, geometry } = reading;
  const stats = interpreters.map((heap) => statsOfHeap(reading, heap));
  return {
    arenas: interpreters
      .flatMap(({ arenas }) => arenas)
      .map(({ address }) => ({ start: address, end: address + geometry.arenaBytes }))
      .sort((one, other) => one.start - other.start),
    liveBytes: stats.reduce((sum, one) => sum + one.bytesInAllocatedBlocks, 0),
  };
}

/** The heap where there is one, the bare memory where not, and neither where it may not be read. */
function readInside(pid: number, options: OpenOptions): Inside {
  try {
    const { reading, close } = readProcess(pid, options);
    const [problem] = reading.problems;
    if (problem === undefined) {
      return { image: reading.image, reading, refusal: undefined, close };
    }
    const refusal = `its heap contradicts itself in every copy (${problem}); arenas are not told apart`;
    return { image: reading.image, reading: undefined, refusal, close };
  } catch (error) {
    if (!(error instanceof InspectionRefused)) throw error;
    return readBare(pid, options, error.message);
  }
}

function readBare(pid: number, { isStopped, onStep }: OpenOptions, refusal: string): Inside {
  try {
    const live = new LiveProcess(pid);
    try {
      const image = live.copy({ isStopped, onStep });
      return { image, reading: undefined, refusal, close: () => live.close() };
    } catch (error) {
      live.close();
      throw error;
    }
  } catch (error) {
    if (!(error instanceof InspectionRefused)) throw error;
    return nothing(error.message);
  }
}

function nothing(refusal: string | undefined): Inside {
  return { image: undefined, reading: undefined, refusal, close: () => {} };
}
