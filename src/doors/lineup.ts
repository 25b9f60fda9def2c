/** One trace through many allocators: what each held, and what could be had. */

export {
  type Bounds,
  boundsOf,
  type LivePool,
  livePools,
  type PoolGeometry,
} from "../lineup/bounds.js";
export {
  type Asking,
  CONFIGURATIONS,
  type Configuration,
  configurationNamed,
  type Runner,
  settingsText,
} from "../lineup/configurations.js";
export {
  type AllocatorFigures,
  figuresOfRepeats,
  type HeldFigures,
  type HeldSample,
  type LineupMachine,
  type LineupReport,
  type LineupTrace,
  middleOf,
} from "../lineup/report.js";
