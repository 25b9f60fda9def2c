/**
 * pymalloc-lab: CPython's small-object allocator, to the address; the primer's
 * experiments on it; tries; and charts of what happened.
 *
 * Read it as a table of contents. Data flows one way:
 * workload -> pymalloc -> recording -> chart -> page.
 */

// charts: a recording in, Observable Plot options out
export { type ArenaMapChart, arenaMap } from "./charts/arena-map.js";
export { arenasOverTexts, type StatsReading } from "./charts/arenas-over-texts.js";
export {
  type ArenasOverTimeChart,
  arenasOverTime,
  type NamedRecording,
} from "./charts/arenas-over-time.js";
export { CHART_MIME, type Chart } from "./charts/chart.js";
export { figureOf } from "./charts/figure.js";
export type { Figure, Frame, Table } from "./charts/frame.js";
export { toneFill, toneStep } from "./charts/tone.js";
export { type TrieDrawingChart, trieDrawing } from "./charts/trie-drawing.js";
// cpython: what a Python program asks of the allocator
export type { Mapping } from "./cpython/address-space.js";
export { floatRepr } from "./cpython/float-repr.js";
export { LAYOUTS, type Layout, parseLayout } from "./cpython/layout.js";
export { type ListStep, mappableListSteps } from "./cpython/list.js";
export { asciiStrBytes, strBytes } from "./cpython/objects.js";
export { type PythonProcess, type StartOptions, startPython } from "./cpython/process.js";
export { PythonRandom } from "./cpython/random.js";
export { type ObservedStartup, startupHeapAsObserved } from "./cpython/startup/observed-startup.js";
export type { Deletion, ScriptStart, StartupHeap } from "./cpython/startup/startup-heap.js";
export { STARTUP_HEAPS } from "./cpython/startup/startup-heaps.js";
// exercises: a task, a starter, and a check that says why an answer is not right yet
export type { Exercise, ExerciseKind, Outcome } from "./exercises/exercise.js";
export { checkAnswer, EXERCISES, exerciseNamed } from "./exercises/exercises.js";
export { VERDICT_MIME, type Verdict } from "./exercises/verdict.js";
// experiments: parameters in, a recording out
export {
  CLUSTER_OBJECTS,
  DELETION_ORDERS,
  type DeletionOrder,
} from "./experiments/deletion-order.js";
export type {
  Experiment,
  ExperimentOptions,
  ExperimentResult,
  ExperimentScript,
  ExperimentTheory,
} from "./experiments/experiment.js";
export { approximateRunBytes } from "./experiments/limits.js";
export { logExperiment, type NamedRun } from "./experiments/log-experiment.js";
export type { Provenance, SeedRows } from "./experiments/measured-rows.js";
export {
  MEASURED_RUNS,
  MEASURED_SEEDS,
  type MeasuredRun,
  type MeasuredStage,
  measuredRun,
} from "./experiments/measured-runs.js";
export { MEASURED_WAYS_OUT, type MeasuredWayOut } from "./experiments/measured-ways-out.js";
export { type HeldByFew, oneInEachArena } from "./experiments/one-in-each-arena.js";
export { OptionError } from "./experiments/option-error.js";
export { STATS_LINE } from "./experiments/python-script.js";
export { type RecordedWayOut, recordedWaysOut } from "./experiments/recorded-ways-out.js";
export { EXPERIMENTS, experimentNamed, runExperiment } from "./experiments/run-experiment.js";
export { runSweep, runSweepBatch, type SweepOptions } from "./experiments/sweep.js";
export {
  SWEEP_FORMAT,
  type SweepHeader,
  type SweepJob,
  type SweepLine,
  sweepJob,
} from "./experiments/sweep-line.js";
export { runCountOf, type SweepPlan, sweepPlan } from "./experiments/sweep-plan.js";
export { seedOfRun } from "./experiments/sweep-seed.js";
export {
  jobOfShard,
  parseShard,
  runCountOfShard,
  type Shard,
  WHOLE_SWEEP,
} from "./experiments/sweep-shard.js";
export {
  chanceToStay,
  type Expectation,
  emptyPoolChanceLog10,
  expectedArenasLeft,
  type FullArenas,
  keepForShare,
  type ObjectPacking,
  packingOf,
  stringTheory,
  typicalStringBytes,
} from "./experiments/theory.js";
export { type ThreeWaysRow, threeWays } from "./experiments/three-ways.js";
export { runOnV8, type V8Run, type V8Stage } from "./experiments/v8-heap.js";
export { loadWordList } from "./experiments/word-list.js";
// notebook: drawing in a cell, and checking an exercise
export { check } from "./notebook/check.js";
export { show } from "./notebook/show.js";
// pymalloc: the allocator of one CPython process
export type { Advice, AdviceKind } from "./pymalloc/advice.js";
export { adviseOnStats, type ProcessFigures } from "./pymalloc/advise-stats.js";
export { ARENA_ORDERS, type ArenaOrder } from "./pymalloc/arena-order.js";
export {
  AdjacentArenas,
  type ArenaSource,
  RecordedArenas,
} from "./pymalloc/arena-source.js";
export { freeMany, mallocMany } from "./pymalloc/bulk.js";
export { checkMallocStats, type StatsCheck } from "./pymalloc/check-malloc-stats.js";
export {
  type ClassDifference,
  compareStats,
  type StatsComparison,
  type StatsDifference,
} from "./pymalloc/compare-stats.js";
export { debugMallocStats } from "./pymalloc/debug-malloc-stats.js";
export { decodeLog } from "./pymalloc/decode-log.js";
export { explainStats, type Packing, type StatsExplanation } from "./pymalloc/explain-stats.js";
export type { ExplainedLine } from "./pymalloc/explain-stats-lines.js";
export {
  GEOMETRIES,
  type Geometry,
  geometryOf,
  PYTHON_VERSIONS,
  type PythonVersion,
  parsePythonVersion,
} from "./pymalloc/geometry.js";
export { type HeapSnapshot, restoreHeap, takeHeapSnapshot } from "./pymalloc/heap-snapshot.js";
export { type MallocStats, mallocStats, type SizeClassStats } from "./pymalloc/malloc-stats.js";
export { type ArenaReading, arenaOccupancy, type PoolOccupancy } from "./pymalloc/occupancy.js";
export { parseMallocStats } from "./pymalloc/parse-malloc-stats.js";
export { type ArenaEvent, type Block, Pymalloc } from "./pymalloc/pymalloc.js";
export { blockBytesOf, blocksPerPool, sizeClassIndex } from "./pymalloc/size-class.js";
export type {
  FreeListStats,
  FreeListsText,
  IncompleteText,
  LineNumbers,
  MimallocStats,
  MimallocText,
  PrintedSums,
  PymallocText,
  StatsText,
} from "./pymalloc/stats-text.js";
export { tellDifference } from "./pymalloc/tell-difference.js";
export { writeStatsText } from "./pymalloc/write-stats-text.js";
// recording: a run as plain data
export { LoggedPymalloc } from "./recording/logged-pymalloc.js";
export { type NextPoolWords, tellNextPool } from "./recording/next-pool.js";
export type { LoggedRun, Operations } from "./recording/operation-log.js";
export type {
  BlockOutcome,
  FreeOutcome,
  MallocOutcome,
  OperationOutcome,
} from "./recording/operation-outcome.js";
export {
  arenaBlocks,
  GONE,
  HELD,
  NOT_YET,
  type PlayerFrame,
  POOL_LOST,
  POOL_UNTOUCHED,
  playerFrame,
} from "./recording/player-frame.js";
export { type CarvedPool, type PoolPlace, type PoolView, poolView } from "./recording/pool-view.js";
export { Recorder } from "./recording/recorder.js";
export type {
  ArenaFigures,
  ArenaOccupancy,
  HeldArena,
  OccupancySnapshot,
  Recording,
  Stage,
} from "./recording/recording.js";
export {
  type PlayableRun,
  type PlayerOptions,
  type RunCurve,
  RunPlayer,
} from "./recording/run-player.js";
export { type ToldOperation, tellOperation } from "./recording/tell-operation.js";
// trace: recorded processes, replayed
export { type LoggedTrace, logTrace } from "./trace/log-trace.js";
export { readTrace } from "./trace/read-trace.js";
export { readTraceFile } from "./trace/read-trace-file.js";
export { type RecordReplayOptions, recordReplay } from "./trace/record-replay.js";
export { type RecordedMark, RecordedProcess } from "./trace/recorded-process.js";
export {
  parseRecordingHeader,
  RECORD_BYTES,
  RECORDING_HEADER_BYTES,
  type RecordingHeader,
} from "./trace/recording-header.js";
export { type ReplayReport, replayTrace } from "./trace/replay.js";
export { type OtherChoices, replayOtherwise } from "./trace/replay-otherwise.js";
export type { Trace } from "./trace/trace.js";
export { writeTrace } from "./trace/write-trace.js";
// trie: the primer's tree, prefix search, and path compression
export { compress, type Merge } from "./trie/compress.js";
export { type FreezeOptions, FrozenTrie } from "./trie/frozen-trie.js";
export { type OutlineNode, type TrieOutline, trieOutline } from "./trie/outline.js";
export { PackedTrie } from "./trie/packed-trie.js";
export type { ChangingTrie, ReadableTrie } from "./trie/readable-trie.js";
export { type OutsideAnswer, Trie } from "./trie/trie.js";
export type { TrieNode } from "./trie/trie-node.js";
export { type Walk, walk } from "./trie/walk.js";
