/** The engine of a page's cells, with its worker: what a reader loads by running a first cell. */
import { LiveEngine } from "../../../live/live-engine";
import { startWorker } from "./start-worker";

/** Makes the engine of one page; its worker starts at the first run. */
export function pageEngine(): LiveEngine {
  return new LiveEngine(startWorker);
}
