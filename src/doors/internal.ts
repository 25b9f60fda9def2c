/** What the project's own site and command use. It may change in any release: not for other programs. */

export { isFew, isPinned, liveShare, PIN_BLOCKS } from "../charts/arena-map/pool-characters.js";
export { toneFill, toneStep } from "../charts/arena-map/tone.js";
export { CHART_MIME } from "../charts/chart.js";
export { type Crowding, crowding } from "../charts/crowding.js";
export { HALFTONE_FROM, inkInset, inkSide } from "../charts/halftone.js";
export type { Mapping } from "../cpython/address-space.js";
export { mappableListSizes } from "../cpython/list.js";
export type { ScriptStart } from "../cpython/startup/startup-heap.js";
export { approximateRunBytes } from "../experiments/limits.js";
export { STATS_LINE } from "../experiments/lists/python-script.js";
export { SWEEP_FORMAT, sweepJob } from "../experiments/sweep/line.js";
export { jobOfShard } from "../experiments/sweep/shard.js";
export { unzipped } from "../gzip/gzip.js";
export {
  HEAP_FILE_START_BYTES,
  heapFileKind,
} from "../inspect/heap-file-kind.js";
export { counted, mebibytes, percent } from "../inspect/told/figures.js";
export {
  heldBlockBytes,
  inspectedAnswers,
  inspectedReading,
  textsOf,
} from "../inspect/told/inspected.js";
export { labelText } from "../inspect/told/label-text.js";
export { arenaBytesOf, arenasOf, liveBytesOf, typeOf } from "../inspect/told/verdict.js";
export { ReplayPlan } from "../lineup/plan.js";
export {
  drawingParts,
  idPrefix,
  renameIds,
  unlabelGroups,
} from "../notebook/show/drawing-parts.js";
export { element, figureCaption, figureTable } from "../notebook/show/figure-parts.js";
export type { OperationOutcome } from "../recording/log/operation-outcome.js";
export { arenaName, countedNames, poolName, shortNames } from "../recording/place-names.js";
export { type NextPoolWords, tellNextPool } from "../recording/player/next-pool.js";
export {
  arenaBlocks,
  GONE,
  HELD,
  NOT_YET,
  type PlayerFrame,
  POOL_LOST,
  POOL_UNTOUCHED,
  playerFrame,
} from "../recording/player/player-frame.js";
export {
  type CarvedPool,
  type PlayerPlace,
  type PoolView,
  poolView,
} from "../recording/player/pool-view.js";
export { type ToldOperation, tellOperation } from "../recording/player/tell-operation.js";
export { decodeLog, ENCODING_BYTES, encodingOfLog } from "../stats/text/decode-log.js";
export { StatsLogReader } from "../stats/text/parse.js";
export { MOST_HEADER_BYTES, notATrace } from "../trace/pmt1.js";
export { headerEnd } from "../trace/read-trace.js";
export { type RecordedMark, RecordedProcess } from "../trace/recorded-process.js";
export {
  parseRecordingHeader,
  RECORD_BYTES,
  RECORDING_HEADER_BYTES,
  type RecordingHeader,
} from "../trace/recording-header.js";
export { type ReadColumn, TraceEvents } from "../trace/trace-events.js";
export { parseTraceHeader, type TraceHeader } from "../trace/trace-header.js";
