/**
 * pymalloc-lab: CPython's small-object allocator, to the address; the primer's
 * experiments on it; tries; and charts of what happened.
 *
 * Here is what most people need. All there is has a door of its own in src/doors, one for each
 * subject. Data flows one way: workload -> pymalloc -> recording -> chart -> page.
 */

// An experiment of the primer, on the Python of your choice:

export type { ExperimentOptions, ExperimentResult } from "./experiments/experiment.js";
export { EXPERIMENTS, runExperiment } from "./experiments/run-experiment.js";

// A process and its allocator, to try things on:

export { startPython } from "./cpython/process.js";
export { geometryOf, PYTHON_VERSIONS, type PythonVersion } from "./pymalloc/geometry.js";
export { Pymalloc } from "./pymalloc/pymalloc.js";
export { AdjacentArenas } from "./pymalloc/sources/arena-source.js";

// What Python says about its memory:

export { type MallocStats, mallocStats } from "./pymalloc/malloc-stats.js";
export { explainStats } from "./stats/tell/explain.js";
export { debugMallocStats } from "./stats/text/debug-malloc-stats.js";
export { parseMallocStats } from "./stats/text/parse.js";
export type { StatsText } from "./stats/text/stats-text.js";

// Runs as data, recorded here or from a real process:

export { Recorder } from "./recording/recorder.js";
export type { Recording } from "./recording/recording.js";
export { readTraceFile } from "./trace/read-trace-file.js";
export { replayTrace } from "./trace/replay.js";

// Tries:

export { compress } from "./trie/compress.js";
export { FrozenTrie } from "./trie/frozen/frozen-trie.js";
export { trieOutline } from "./trie/outline.js";
export { PackedTrie } from "./trie/packed/packed-trie.js";
export { Trie } from "./trie/trie.js";

// Drawings of all these, and what shows them in a notebook:

export { arenaMap } from "./charts/arena-map/arena-map.js";
export { arenasOverTime } from "./charts/arenas-over-time/arenas-over-time.js";
export type { Chart } from "./charts/chart.js";
export { figureOf } from "./charts/figure.js";
export { trieDrawing } from "./charts/trie-drawing/trie-drawing.js";
export { check } from "./notebook/show/check.js";
export { show } from "./notebook/show/show.js";
export { table } from "./notebook/table/table.js";
