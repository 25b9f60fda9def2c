/** Threads that make a sweep's runs. */
import { fileURLToPath } from "node:url";
import workerpool from "workerpool";
import type { SweepJob, SweepLine } from "../../doors/experiments.js";

const WORKER = fileURLToPath(new URL("./worker.js", import.meta.url));

/** Threads at work. */
export interface SweepPool {
  runBatch(jobs: readonly SweepJob[]): Promise<readonly SweepLine[]>;
  /** Ends the threads, and what they are at. */
  end(): Promise<void>;
}

/** Starts threads, each when there is work for it. */
export function startSweepPool(workers: number): SweepPool {
  const pool = workerpool.pool(WORKER, { workerType: "thread", maxWorkers: workers });
  return {
    runBatch: async (jobs) => await pool.exec("runSweepBatch", [jobs]),
    end: async () => {
      await pool.terminate(true);
    },
  };
}
