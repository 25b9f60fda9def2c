/**
 * pymalloc-lab: CPython's small-object allocator, to the address; the primer's
 * experiments on it; tries; and charts of what happened.
 *
 * Read it as a table of contents. Data flows one way:
 * workload -> pymalloc -> recording -> chart -> page.
 */

// charts: a recording in, Observable Plot options out
export { arenaMap } from "./charts/arena-map/arena-map.js";
export type {
  ArenaMapChart,
  ArenaMapTouch,
  MapArena,
  SheetRun,
} from "./charts/arena-map/sheets.js";
export { toneFill, toneStep } from "./charts/arena-map/tone.js";
export { arenasOverTexts, type StatsReading } from "./charts/arenas-over-time/arenas-over-texts.js";
export { arenasOverTime, type NamedRecording } from "./charts/arenas-over-time/arenas-over-time.js";
export type { ArenasOverTimeChart } from "./charts/arenas-over-time/series.js";
export { CHART_MIME, type Chart } from "./charts/chart.js";
export { figureOf } from "./charts/figure.js";
export type { Figure, Frame, Table } from "./charts/frame.js";
export type { HeldBar, HeldBarsChart } from "./charts/held-bars/bars.js";
export { type HeldBarsOptions, heldBars } from "./charts/held-bars/held-bars.js";
export {
  type HeldBySurvivorsChart,
  heldBySurvivors,
  nearestStop,
  type SurvivorCurve,
  type SurvivorLaw,
  type SurvivorRuns,
  survivorSentence,
} from "./charts/held-by-survivors/curves.js";
export { type SeedRuns, type SeedSpreadChart, seedSpread } from "./charts/seed-spread/rows.js";
export type { TrieDrawingChart } from "./charts/trie-drawing/trees.js";
export { trieDrawing } from "./charts/trie-drawing/trie-drawing.js";

// cpython: what a Python program asks of the allocator
export type { Mapping } from "./cpython/address-space.js";
export { floatRepr } from "./cpython/float-repr.js";
export { LAYOUTS, type Layout, parseLayout } from "./cpython/layout.js";
export { type MappableListSize, mappableListSizes } from "./cpython/list.js";
export { asciiStrBytes, strBytes } from "./cpython/objects.js";
export { type PythonProcess, type StartOptions, startPython } from "./cpython/process.js";
export { PythonRandom } from "./cpython/random.js";
export { type ObservedStartup, startupHeapAsObserved } from "./cpython/startup/observed-startup.js";
export type { Deletion, ScriptStart, StartupHeap } from "./cpython/startup/startup-heap.js";
export { STARTUP_HEAPS } from "./cpython/startup/startup-heaps.js";
// exercises: a task, a starter, and a check that says why an answer is not right yet
export type { Choosing, ObjectGroup } from "./exercises/choosing.js";
export type { Exercise, ExerciseKind, Outcome } from "./exercises/exercise.js";
export { checkAnswer, EXERCISES, exerciseNamed } from "./exercises/exercises.js";
export { VERDICT_MIME, type Verdict } from "./exercises/verdict.js";
export type {
  Experiment,
  ExperimentOptions,
  ExperimentResult,
  ExperimentScript,
  ExperimentTheory,
} from "./experiments/experiment.js";
export { approximateRunBytes } from "./experiments/limits.js";
// experiments: parameters in, a recording out
export {
  CLUSTER_OBJECTS,
  DELETION_ORDERS,
  type DeletionOrder,
} from "./experiments/lists/deletion-order.js";
export { STATS_LINE } from "./experiments/lists/python-script.js";
export { logExperiment, type NamedRun } from "./experiments/log-experiment.js";
export type { Provenance, SeedRows } from "./experiments/measured/measured-rows.js";
export {
  MEASURED_RUNS,
  MEASURED_SEEDS,
  type MeasuredRun,
  type MeasuredStage,
  measuredRun,
} from "./experiments/measured/measured-runs.js";
export {
  MEASURED_WAYS_OUT,
  type MeasuredWayOut,
} from "./experiments/measured/measured-ways-out.js";
export type { RecordedWayOut } from "./experiments/measured/recorded-way-out.js";
export { recordedWaysOut } from "./experiments/measured/recorded-ways-out.js";
export { type HeldByFew, oneInEachArena } from "./experiments/one-in-each-arena.js";
export { OptionError } from "./experiments/option-error.js";
export { optionsOfRecipe } from "./experiments/recipe.js";
export { EXPERIMENTS, experimentNamed, runExperiment } from "./experiments/run-experiment.js";
export { type SurvivorLawData, survivorLaw } from "./experiments/survivors/law.js";
export {
  SWEEP_FORMAT,
  type SweepHeader,
  type SweepJob,
  type SweepLine,
  sweepJob,
} from "./experiments/sweep/line.js";
export { runCountOf, type SweepPlan, sweepPlan } from "./experiments/sweep/plan.js";
export { seedOfRun } from "./experiments/sweep/seed.js";
export {
  jobOfShard,
  parseShard,
  runCountOfShard,
  type Shard,
  WHOLE_SWEEP,
} from "./experiments/sweep/shard.js";
export { runSweep, runSweepBatch, type SweepOptions } from "./experiments/sweep/sweep.js";
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
export { loadWordList } from "./experiments/tries/word-list.js";
export { runOnV8, type V8Run, type V8Stage } from "./experiments/v8-heap.js";
// image: the memory of a process in a core or a copy; a running one is the command's
export { type ByteSource, BytesInMemory } from "./image/byte-source.js";
export type { FileOpener } from "./image/elf-core.js";
export { CopyTorn, InspectionRefused } from "./image/inspection-refused.js";
export {
  type CopiedRegion,
  type ImageOrigin,
  type Mapping as MemoryMapping,
  MemoryImage,
} from "./image/memory-image.js";
export { readImageFile } from "./image/read-image-file.js";
export { type DropAnswer, HeapAnswers } from "./inspect/heap-answers.js";
// inspect: a heap found in such memory, and the file that keeps it
export type {
  ArenaCounters,
  ArenaMapCounts,
  HeapReading,
  InterpreterHeap,
  InterpreterVersion,
  ReadArena,
} from "./inspect/heap-reading.js";
export { heapSnapshotOf } from "./inspect/heap-snapshot-of.js";
export { statsOfHeap, statsTextOfHeap } from "./inspect/heap-stats.js";
export { unpackBlocks, unpackLabels } from "./inspect/held-heap/block-runs.js";
export { arenasBackWithout } from "./inspect/held-heap/free-blocks.js";
export type {
  BlockLabel,
  HeldHeap,
  HeldHeapContents,
  HeldHeapHolder,
  HeldHeapInterpreter,
  HeldHeapSource,
  PricedPlace,
  PricePoint,
} from "./inspect/held-heap/held-heap.js";
export {
  makeHeldHeap,
  namedPriceCurve,
  sourceOfReading,
} from "./inspect/held-heap/make-held-heap.js";
export { blockCountOf, checkHeldHeap, readHeldHeap } from "./inspect/held-heap/read-held-heap.js";
export type { Holder } from "./inspect/holders/find-holders.js";
export { readHeap } from "./inspect/read-heap.js";
export { ReadPools } from "./inspect/read-pools.js";
// notebook: drawing in a cell, and checking an exercise
export { check } from "./notebook/show/check.js";
export { show } from "./notebook/show/show.js";
export {
  type DataColumn,
  type DataTable,
  TABLE_MIME,
  type TableOptions,
  type TableValue,
} from "./notebook/table/data-table.js";
export { table } from "./notebook/table/table.js";
export type { Allocator, ArenaEvent } from "./pymalloc/allocator.js";
export type { Block } from "./pymalloc/block.js";
export { freeMany, mallocMany } from "./pymalloc/bulk.js";
export {
  ARENA_ORDERS,
  type ArenaOrder,
  GEOMETRIES,
  type Geometry,
  geometryOf,
  PYTHON_VERSIONS,
  type PythonVersion,
  parsePythonVersion,
} from "./pymalloc/geometry.js";
export type { ArenaReader } from "./pymalloc/heap/arena-reader.js";
export type {
  ArenaFigures,
  BlockPlace,
  HeapReader,
  NextPool,
} from "./pymalloc/heap/heap-reader.js";
export { type HeapSnapshot, restoreHeap, takeHeapSnapshot } from "./pymalloc/heap/heap-snapshot.js";
export type { PoolReader } from "./pymalloc/heap/pool-reader.js";
export { type MallocStats, mallocStats, type SizeClassStats } from "./pymalloc/malloc-stats.js";
export { type ArenaReading, arenaOccupancy, type PoolOccupancy } from "./pymalloc/occupancy.js";
export { Pymalloc } from "./pymalloc/pymalloc.js";
export { blockBytesOf, blocksPerPool, sizeClassIndex } from "./pymalloc/size-class.js";
export {
  AdjacentArenas,
  type ArenaSource,
  RecordedArenas,
} from "./pymalloc/sources/arena-source.js";
// recording: a run as plain data
export { LoggedPymalloc } from "./recording/log/logged-pymalloc.js";
export type { LoggedRun, Operations } from "./recording/log/operation-log.js";
export type {
  BlockOutcome,
  FreeOutcome,
  MallocOutcome,
  OperationOutcome,
} from "./recording/log/operation-outcome.js";
export {
  arenaName,
  countedNames,
  type NamedBlock,
  type NamedPool,
  type PlaceNames,
  poolName,
  shortNames,
} from "./recording/place-names.js";
export { decodeLog } from "./recording/player/decode-log.js";
export { type NextPoolWords, tellNextPool } from "./recording/player/next-pool.js";
export {
  arenaBlocks,
  GONE,
  HELD,
  NOT_YET,
  type PlayerFrame,
  POOL_LOST,
  POOL_UNTOUCHED,
  playerFrame,
} from "./recording/player/player-frame.js";
export {
  type CarvedPool,
  type PlayerPlace,
  type PoolView,
  poolView,
} from "./recording/player/pool-view.js";
export {
  type PlayableRun,
  type PlayerOptions,
  type RunCurve,
  RunPlayer,
} from "./recording/player/run-player.js";
export { type ToldOperation, tellOperation } from "./recording/player/tell-operation.js";
export { Recorder } from "./recording/recorder.js";
export type {
  ArenaOccupancy,
  HeldArena,
  OccupancySnapshot,
  Recording,
  RunRecipe,
  Stage,
} from "./recording/recording.js";
export { checkMallocStats, type StatsCheck } from "./stats/check/check-sums.js";
// pymalloc: the allocator of one CPython process
export type { Advice, AdviceKind } from "./stats/tell/advice.js";
export { adviseOnStats, type ProcessFigures } from "./stats/tell/advise.js";
export {
  type ClassDifference,
  compareStats,
  type StatsComparison,
  type StatsDifference,
} from "./stats/tell/compare.js";
export { explainStats, type Packing, type StatsExplanation } from "./stats/tell/explain.js";
export type { ExplainedLine } from "./stats/tell/explain-lines.js";
export { tellDifference } from "./stats/tell/tell-difference.js";
export {
  type AnswerKind,
  type ComesBack,
  willItComeBack,
} from "./stats/tell/will-it-come-back.js";
export { debugMallocStats } from "./stats/text/debug-malloc-stats.js";
export { parseMallocStats } from "./stats/text/parse.js";
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
} from "./stats/text/stats-text.js";
export { writeStatsText } from "./stats/text/write.js";
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
export { type FreezeOptions, FrozenTrie } from "./trie/frozen/frozen-trie.js";
export type { TrieNode } from "./trie/node.js";
export { type OutlineNode, type TrieOutline, trieOutline } from "./trie/outline.js";
export { PackedTrie } from "./trie/packed/packed-trie.js";
export type { ChangingTrie, ReadableTrie } from "./trie/readable-trie.js";
export { type OutsideAnswer, Trie } from "./trie/trie.js";
export { type Walk, walk } from "./trie/walk.js";
