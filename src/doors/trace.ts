/** Recorded traces of real processes: read, written, replayed on the allocator. */

export { type LoggedTrace, logTrace } from "../trace/log-trace.js";
export { readTrace } from "../trace/read-trace.js";
export { readTraceFile } from "../trace/read-trace-file.js";
export { type RecordReplayOptions, recordReplay } from "../trace/record-replay.js";
export { type ReplayReport, replayTrace } from "../trace/replay.js";
export { type OtherChoices, replayOtherwise } from "../trace/replay-otherwise.js";
export {
  type SurvivingClass,
  type SurvivingPhase,
  type Survivors,
  survivorsOf,
} from "../trace/survivors.js";
export type { Trace } from "../trace/trace.js";
export { writeTrace } from "../trace/write-trace.js";
