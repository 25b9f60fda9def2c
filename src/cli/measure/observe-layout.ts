/**
 * Where a process's memory lies when its script begins, read off a twin: the same
 * interpreter, environment and script, except that one line that prints the stats waits
 * instead. With address randomisation off the twin's memory lies as the run's did.
 */
import { readFileSync } from "node:fs";
import { type Mapping, mappableListSizes, STATS_LINE } from "../../doors/internal.js";
import type { PythonVersion } from "../../doors/pymalloc.js";
import type { MeasuredProcess } from "./measured-process.js";

/** Writes a character and then waits for stdin; as long as the line whose place it takes. */
const WAITING_LINE = "input(1)".padEnd(STATS_LINE.length);

/** What the twins tell. */
export interface ObservedLayout {
  readonly mapped: readonly Mapping[];
  /** See `ScriptStart.firstMappedChunkBytes`; `undefined` where the list stays too small. */
  readonly firstMappedChunkBytes: number | undefined;
}

/** Makes a script of the same length that builds a list of `count` objects. */
export type ScriptOfCount = (count: number) => string;

/**
 * Observes the memory of a script's process.
 *
 * @param arenaBytes - bytes of an arena, which a twin's growing list is told apart from.
 */
export async function observeLayout(
  process: MeasuredProcess,
  python: PythonVersion,
  { count, arenaBytes, script }: { count: number; arenaBytes: number; script: ScriptOfCount },
): Promise<ObservedLayout> {
  const mapped = await mapsAt(process, script(count), 1);
  const before = bytesOf(mapped);
  for (const { itemCount, chunkBytes } of mappableListSizes(python, count)) {
    const grown = bytesOf(await mapsAt(process, script(itemCount), 2)) - before;
    if (grown % arenaBytes === chunkBytes) return { mapped, firstMappedChunkBytes: chunkBytes };
  }
  return { mapped, firstMappedChunkBytes: undefined };
}

/** Mapped memory of a script's process while it waits in place of printing its stats. */
async function mapsAt(process: MeasuredProcess, script: string, stage: number): Promise<Mapping[]> {
  const child = await process.runUntilOutput(withLineReplaced(script, stage));
  try {
    return parseMaps(readFileSync(`/proc/${child.pid}/maps`, "utf8"));
  } finally {
    child.kill("SIGKILL");
  }
}

function withLineReplaced(script: string, stage: number): string {
  let seen = 0;
  const lines = script.split("\n").map((line) => {
    if (line !== STATS_LINE) return line;
    seen += 1;
    return seen === stage ? WAITING_LINE : line;
  });
  return lines.join("\n");
}

/**
 * The memory that `mmap` placed: what lies above the process's own heap, without the
 * stack; neighbours as one.
 */
export function parseMaps(text: string): Mapping[] {
  const lines = text.trim().split("\n");
  const afterHeap = lines.findLastIndex((line) => line.endsWith("[heap]")) + 1;
  const merged: { start: number; end: number }[] = [];
  for (const line of lines.slice(afterHeap)) {
    if (/\[(stack|vsyscall)\]$/.test(line)) continue;
    const [, from = "", to = ""] = /^([0-9a-f]+)-([0-9a-f]+) /.exec(line) ?? [];
    const [start, end] = [Number.parseInt(from, 16), Number.parseInt(to, 16)];
    const last = merged.at(-1);
    if (last?.end === start) last.end = end;
    else merged.push({ start, end });
  }
  return merged;
}

function bytesOf(mappings: readonly Mapping[]): number {
  return mappings.reduce((sum, { start, end }) => sum + end - start, 0);
}
