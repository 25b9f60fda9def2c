/** Reads a heap in a worker: a held-heap file, or the memory of a process, of which one is made. */
import {
  HeapAnswers,
  type HeldHeap,
  type Inspected,
  inspectedHeld,
  makeHeldHeap,
  readHeap,
  readHeldHeap,
  readImageFile,
} from "pymalloc-lab/inspect";
import { heapFileKind, inspectedAnswers, inspectedReading } from "pymalloc-lab/internal";
import { FileInWorker } from "./file-in-worker";

/** A heap, and what there is to show of it; one that contradicts itself is not drawn. */
export interface ReadHeap {
  readonly inspected: Inspected;
  readonly held: HeldHeap | undefined;
}

/**
 * Reads a file.
 *
 * @throws {Error} when it is none of the three kinds, or broken; the message says what is wrong.
 */
export async function readHeapFile(name: string, file: Blob): Promise<ReadHeap> {
  const source = new FileInWorker(name, file);
  if (heapFileKind(source) === "held heap") {
    const held = await readHeldHeap(new Uint8Array(await file.arrayBuffer()));
    return { inspected: inspectedHeld(name, held), held };
  }
  const reading = readHeap(readImageFile(source));
  if (reading.problems.length > 0) return { inspected: inspectedReading(reading), held: undefined };
  const answers = new HeapAnswers(reading);
  const holders = answers.holders();
  return { inspected: inspectedAnswers(answers, holders), held: makeHeldHeap(answers, holders) };
}
