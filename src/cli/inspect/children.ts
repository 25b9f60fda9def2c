/** `inspect PID --children`: a prefork server's processes, and what of their arenas is shared. */

import { type HeapReading, type Inspected, InspectionRefused } from "../../doors/inspect.js";
import { counted, mebibytes } from "../../doors/internal.js";
import {
  type PagePresence,
  PageTable,
  processCommandLine,
  processTree,
} from "../../doors/process.js";
import { tableRow } from "../text/columns.js";
import type { OpenOptions } from "./open-target.js";
import { readProcess } from "./open-target.js";

const PID_COLUMNS = [9];
const COLUMNS = [12, 20, 20];

/** One process of a tree. */
export interface TreeProcess {
  readonly pid: number;
  readonly commandLine: string;
  /** What was found, or why nothing was. */
  readonly found: { readonly inspected: Inspected; readonly memory: PagePresence } | string;
}

/** Reads a process and all that it started, one after the other. */
export function readTree(
  pid: number,
  options: OpenOptions,
  inspect: (reading: HeapReading) => Inspected,
): TreeProcess[] {
  return processTree(pid).map((one) => {
    const commandLine = processCommandLine(one);
    try {
      const target = readProcess(one, options);
      try {
        const { reading } = target;
        const found = { inspected: inspect(reading), memory: arenaPresence(one, reading) };
        return { pid: one, commandLine, found };
      } finally {
        target.close();
      }
    } catch (error) {
      if (!(error instanceof InspectionRefused)) throw error;
      return { pid: one, commandLine, found: error.message };
    }
  });
}

/** How much of the arenas is in memory, and how much of that this process alone has. */
function arenaPresence(pid: number, { interpreters, geometry }: HeapReading): PagePresence {
  const table = new PageTable(pid);
  let presentBytes = 0;
  let privateBytes = 0;
  for (const { address } of interpreters.flatMap(({ arenas }) => arenas)) {
    const presence = table.presence(address, address + geometry.arenaBytes);
    presentBytes += presence.presentBytes;
    privateBytes += presence.privateBytes;
  }
  table.close();
  return { presentBytes, privateBytes };
}

/** The processes in a table, and what they have together. */
export function treeReport(processes: readonly TreeProcess[]): string {
  const rows = processes.map(({ pid, commandLine, found }) => {
    const start = `${tableRow(PID_COLUMNS, [String(pid)])}  `;
    if (typeof found === "string") return `${start}${found}\n`;
    const { inspected, memory } = found;
    if (!inspected.source.consistent) return `${start}its heap contradicts itself; not shown\n`;
    const shared = memory.presentBytes - memory.privateBytes;
    const arenas = inspected.stats.reduce((sum, one) => sum + one.arenas.current, 0);
    const figures = tableRow(COLUMNS, [
      counted(arenas, "arena"),
      `${mebibytes(memory.privateBytes)} private`,
      `${mebibytes(shared)} shared`,
    ]);
    const [best] = inspected.holders;
    const holder =
      best === undefined || best.arenasBack === 0
        ? ""
        : `${" ".repeat(11)}best: ${best.path} (${best.type}) gives ${counted(best.arenasBack, "arena")}\n`;
    return `${start}${figures}  ${commandLine.slice(0, 60)}\n${holder}`;
  });
  const memories = processes.flatMap(({ found }) =>
    typeof found === "string" ? [] : [found.memory],
  );
  const privateBytes = memories.reduce((sum, one) => sum + one.privateBytes, 0);
  const sharedBytes = memories.map((one) => one.presentBytes - one.privateBytes);
  const together = `Together: ${counted(memories.length, "Python process")}, ${mebibytes(privateBytes)} of arenas private to one each, up to ${mebibytes(Math.max(0, ...sharedBytes))} shared\n`;
  return `${rows.join("")}${together}`;
}
