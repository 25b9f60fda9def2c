/**
 * The kernel ends when the program that started it has ended, however that was: also by
 * `kill -9`, and also while a cell computes. So a thread of its own watches.
 */
import { Worker } from "node:worker_threads";

/** What the watching thread is told. */
export interface ParentWatch {
  /** Process that started the kernel. */
  readonly parent: number;
  /** A descriptor that closes when that process ends; without one, its number is looked at. */
  readonly lifeline: number | undefined;
  /** Folder that is removed when the kernel ends so; it has the connection's key. */
  readonly folder: string | undefined;
}

/** Starts the watch; it does not keep the kernel from ending. */
export function endWithParent(watch: ParentWatch): void {
  const worker = new Worker(new URL("./parent-watch-thread.js", import.meta.url), {
    workerData: watch,
  });
  worker.on("error", (error) => console.error(`the kernel's parent is not watched: ${error}`));
  worker.unref();
}
