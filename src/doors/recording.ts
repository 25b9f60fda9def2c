/** A run as plain data: arenas over time, what is in them at each stage, and a player of every operation. */

export { LoggedPymalloc } from "../recording/log/logged-pymalloc.js";
export type { LoggedRun, Operations } from "../recording/log/operation-log.js";
export type { NamedBlock, NamedPool, PlaceNames } from "../recording/place-names.js";
export {
  type PlayableRun,
  type PlayerOptions,
  type RunCurve,
  RunPlayer,
} from "../recording/player/run-player.js";
export { Recorder } from "../recording/recorder.js";
export type {
  ArenaOccupancy,
  HeldArena,
  OccupancySnapshot,
  Recording,
  RunRecipe,
  Stage,
} from "../recording/recording.js";
