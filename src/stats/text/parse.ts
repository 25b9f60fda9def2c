/**
 * Reads stats texts, of any CPython since 3.3, out of whatever they stand in: a
 * file with one text, or a log with other lines around and many texts.
 */

import { isCutOff, type MimallocLineName, readStatsLine } from "./lines.js";
import { missingLines } from "./missing-lines.js";
import { peelLine } from "./peel.js";
import type { PymallocText, StatsText } from "./stats-text.js";
import { TextInProgress } from "./text-in-progress.js";
import { withGaps } from "./with-gaps.js";

/**
 * Finds the stats texts of a log.
 *
 * @param log - lines that end in LF or CRLF. Each may have something before its
 *   text; lines that are not part of a stats text are passed over.
 * @returns the texts in order; empty when no line was recognised.
 *
 * @example
 * parseMallocStats("no stats here").length; // => 0
 */
export function parseMallocStats(log: string): StatsText[] {
  const reader = new StatsLogReader();
  let start = 0;
  for (let end = log.indexOf("\n"); end >= 0; end = log.indexOf("\n", start)) {
    reader.add(log.slice(start, end));
    start = end + 1;
  }
  return reader.end(log.slice(start));
}

/** Reads a log line by line: of a long one, nothing is kept but its stats texts. */
export class StatsLogReader {
  readonly #texts: TextInProgress[] = [];
  #lineCount = 0;

  /** Texts that have begun so far. */
  get textCount(): number {
    return this.#texts.length;
  }

  /**
   * Adds a line.
   *
   * @param text - without its line feed.
   */
  add(text: string): void {
    this.#take(text, false);
  }

  /**
   * Ends the log.
   *
   * @param rest - what followed the last line feed.
   * @returns the texts in order.
   */
  end(rest: string): StatsText[] {
    this.#take(rest, true);
    return this.#texts.filter(({ isEmpty }) => !isEmpty).map(finished);
  }

  #take(text: string, isUnended: boolean): void {
    this.#lineCount += 1;
    const { lines, carriers } = peelLine(text);
    const last = lines.length - 1;
    lines.forEach((line, i) => {
      const taker = this.#takeLine(line, isUnended && i === last);
      for (const carrier of carriers) taker?.carriers.add(carrier);
    });
  }

  /** @returns the text that the line belongs to. */
  #takeLine(text: string, isUnended: boolean): TextInProgress | undefined {
    const current = this.#texts.at(-1);
    const line = readStatsLine(text, current?.isInClasses ?? false);
    if (line === undefined) return undefined;
    if (isUnended && isCutOff(text.trimEnd(), line)) return undefined;
    if (current?.take(line, this.#lineCount)) return current;
    if (!TextInProgress.canStart(line)) return undefined;
    const started = new TextInProgress();
    started.take(line, this.#lineCount);
    this.#texts.push(started);
    return started;
  }
}

function finished(text: TextInProgress): StatsText {
  const { at, freeLists, carriers } = text;
  const tail = {
    ...(freeLists.length > 0 && { freeLists }),
    at,
    ...(carriers.size > 0 && { carriers: [...carriers] }),
  };
  const figures = Object.fromEntries(text.figures);
  const missing = missingLines(text);
  if (missing !== undefined) {
    return { kind: "incomplete", ...missing, figures, ...arenasOf(text), ...tail };
  }
  if (text.figures.size === 0) return { kind: "freeLists", ...tail, freeLists };
  if (text.isMimalloc) return { kind: "mimalloc", stats: mimallocStats(text), ...tail };
  return { ...withGaps({ figures, classes: text.classes, hasAllClasses: true, at }), ...tail };
}

function arenasOf({ figures }: TextInProgress): { arenas?: PymallocText["stats"]["arenas"] } {
  const [total] = figures.get("arenasTotal") ?? [];
  const [reclaimed] = figures.get("arenasReclaimed") ?? [];
  const [highwater] = figures.get("arenasHighwater") ?? [];
  const [current] = figures.get("arenasCurrent") ?? [];
  if (total === undefined || reclaimed === undefined) return {};
  if (highwater === undefined || current === undefined) return {};
  return { arenas: { total, reclaimed, highwater, current } };
}

function mimallocStats({ figures, mimalloc }: TextInProgress) {
  const [smallBlockThreshold, sizeClassCount] = figures.get("smallBlockThreshold")!;
  const value = (name: MimallocLineName) => mimalloc.get(name)!;
  return {
    smallBlockThreshold: smallBlockThreshold!,
    sizeClassCount: sizeClassCount!,
    mediumBlockThreshold: value("mediumBlockThreshold"),
    largeObjectMaxBytes: value("largeObjectMaxBytes"),
    allocatedBlocks: value("allocatedBlocks"),
    allocatedBytes: value("allocatedBytes"),
    allocatedBytesWithOverhead: value("allocatedBytesWithOverhead"),
    bytesReserved: value("bytesReserved"),
    bytesCommitted: value("bytesCommitted"),
  };
}
