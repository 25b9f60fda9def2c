/** The memory of a running process on Linux; needs Node, unlike the other doors. */

export { FileSource, MappedFiles } from "../image/file-source.js";
export { type CopyOptions, LiveProcess } from "../image/live-process.js";
export { type PagePresence, PageTable } from "../image/page-table.js";
export type { ProcessFacts } from "../image/process-facts.js";
export { processCommandLine } from "../image/process-facts.js";
export { processTree } from "../image/process-tree.js";
