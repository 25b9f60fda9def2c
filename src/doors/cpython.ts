/** What a Python program asks of the allocator: object sizes, list growth, random numbers, start-up heaps. */

export { floatRepr } from "../cpython/float-repr.js";
export { LAYOUTS, type Layout, parseLayout } from "../cpython/layout.js";
export { likelyTypes } from "../cpython/likely-types.js";
export { asciiStrBytes, strBytes } from "../cpython/objects.js";
export { type PythonProcess, type StartOptions, startPython } from "../cpython/process.js";
export { PythonRandom } from "../cpython/random.js";
export {
  type ObservedStartup,
  startupHeapAsObserved,
} from "../cpython/startup/observed-startup.js";
export type { StartupHeap } from "../cpython/startup/startup-heap.js";
export { STARTUP_HEAPS } from "../cpython/startup/startup-heaps.js";
