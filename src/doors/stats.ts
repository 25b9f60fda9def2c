/** The text of `sys._debugmallocstats()`: read, written, added up, explained, compared, advised on. */

export { checkMallocStats, type StatsCheck } from "../stats/check/check-sums.js";
export type { Advice, AdviceKind, ProcessFigures } from "../stats/tell/advice.js";
export { adviseOnStats } from "../stats/tell/advise.js";
export {
  type ClassDifference,
  compareStats,
  type StatsComparison,
  type StatsDifference,
} from "../stats/tell/compare.js";
export { explainStats, type Packing, type StatsExplanation } from "../stats/tell/explain.js";
export type { ExplainedLine } from "../stats/tell/explain-lines.js";
export { howSure } from "../stats/tell/how-sure.js";
export { tellDifference } from "../stats/tell/tell-difference.js";
export { type Trend, type TrendKind, tellTrend } from "../stats/tell/tell-trend.js";
export { tellTrendOfTwo } from "../stats/tell/trend-of-two.js";
export {
  type AnswerKind,
  type ComesBack,
  willItComeBack,
} from "../stats/tell/will-it-come-back.js";
export { debugMallocStats } from "../stats/text/debug-malloc-stats.js";
export { parseMallocStats } from "../stats/text/parse.js";
export type { Carrier } from "../stats/text/peel.js";
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
} from "../stats/text/stats-text.js";
export { isOfPymalloc, lastOfPymalloc, statsOfText } from "../stats/text/with-gaps.js";
export { writeStatsText } from "../stats/text/write.js";
