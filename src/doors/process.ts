/** The memory of a running process on Linux; needs Node, unlike the other doors. */

export { FileSource, MappedFiles } from "../image/file-source.js";
export { type CopyOptions, LiveProcess } from "../image/live-process.js";
export { type PagePresence, PageTable } from "../image/page-table.js";
export type { ProcessFacts } from "../image/process-facts.js";
export { isAlive, processCommandLine, procText, readProcessFacts } from "../image/process-facts.js";
export { processTree } from "../image/process-tree.js";
export { type MappingMemory, parseMappingMemory } from "../resident/mapping-memory.js";
export {
  type KnownMemory,
  PART_KINDS,
  type PartKind,
  type PythonArenas,
  type ResidentSplit,
  type ResidentTotals,
  splitByMappings,
  splitResident,
} from "../resident/resident-split.js";
export type { Stretch } from "../resident/stretches.js";
export {
  type Measure,
  PART_NAMES,
  type ResidentVerdict,
  type ResidentWords,
  tellResident,
} from "../resident/tell-resident.js";
