/** Reads the log that `stats` is given: piece by piece, so that only its stats texts take memory. */
import { createReadStream, statSync } from "node:fs";
import { ENCODING_BYTES, encodingOfLog, StatsLogReader } from "../../doors/internal.js";
import type { StatsText } from "../../doors/stats.js";
import { UsageError } from "../arguments/usage-error.js";

/** Most texts of one log: each takes some ten kilobytes, and a timeline of more shows nothing. */
const MOST_TEXTS = 20_000;

/** What is kept of a line: JSON may hold many texts in one. */
const LONGEST_LINE = 4 * 2 ** 20;

/** First lines that are shown of a log without a stats text, and how much of each. */
const SHOWN_LINES = 3;
const SHOWN_LENGTH = 100;

/** Resident memory as /proc/PID/status and smaps_rollup print it: beside a text, it is of the same process. */
const RESIDENT = /\b(?:VmRSS|Rss): +(\d+) kB/;
const KIB = 1024;

/** What a log has. */
export interface StatsLog {
  readonly texts: readonly StatsText[];
  /** Resident memory of the process, where the log says it; its last word on it. */
  readonly residentBytes: number | undefined;
}

/**
 * Finds the stats texts of a file, or of standard input for "-".
 *
 * @throws {UsageError} when it cannot be read, has no such text, or more than 20,000.
 */
export async function readLog(path: string): Promise<StatsLog> {
  const name = nameOf(path);
  assertReadable(path);
  const log = new LogInPieces(name);
  try {
    const chunks = path === "-" ? process.stdin : createReadStream(path);
    for await (const chunk of chunks) log.add(chunk);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`cannot read ${name}: ${error instanceof Error ? error.message : error}`);
  }
  return { texts: log.texts(), residentBytes: log.residentBytes };
}

/** How messages call a log. */
export function nameOf(path: string): string {
  return path === "-" ? "standard input" : path;
}

function assertReadable(path: string): void {
  if (path === "-" && process.stdin.isTTY) {
    throw new UsageError("stats takes a file, or a text on standard input");
  }
  if (path !== "-" && statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`${path} is a folder; stats takes one file, or - for standard input`);
  }
}

/** A log of which a part has come. */
class LogInPieces {
  readonly #name: string;
  readonly #reader = new StatsLogReader();
  /** First bytes, until they say how the rest is written. */
  #head: Buffer | undefined = Buffer.alloc(0);
  #decoder = new TextDecoder("utf-8");
  #rest = "";
  readonly #firstLines: string[] = [];
  #hasNul = false;
  residentBytes: number | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  add(bytes: Buffer): void {
    const chunk = this.#head === undefined ? bytes : this.#withHead(bytes);
    if (chunk !== undefined) this.#take(this.#decoder.decode(chunk, { stream: true }));
  }

  /** The beginning, when it is long enough to say how the log is written. */
  #withHead(bytes: Buffer): Buffer | undefined {
    const head = Buffer.concat([this.#head ?? bytes, bytes]);
    this.#head = head.length < ENCODING_BYTES ? head : undefined;
    if (this.#head !== undefined) return undefined;
    this.#decoder = new TextDecoder(encodingOfLog(head));
    return head;
  }

  texts(): StatsText[] {
    if (this.#head !== undefined) this.#decoder = new TextDecoder(encodingOfLog(this.#head));
    this.#take(this.#decoder.decode(this.#head));
    this.#see(this.#rest);
    const texts = this.#reader.end(this.#rest);
    if (texts.length === 0) this.#refuse();
    return texts;
  }

  #take(text: string): void {
    const lines = text.split("\n");
    // What is too long is dropped as it comes, and not copied each time.
    if (this.#rest.length < LONGEST_LINE) lines[0] = this.#rest + (lines[0] ?? "");
    else lines[0] = this.#rest;
    this.#rest = (lines.pop() ?? "").slice(0, LONGEST_LINE);
    for (const line of lines) {
      this.#see(line);
      this.#reader.add(line.slice(0, LONGEST_LINE));
    }
    if (this.#reader.textCount <= MOST_TEXTS) return;
    const limit = MOST_TEXTS.toLocaleString("en-GB");
    throw new UsageError(
      `${this.#name} has more than ${limit} stats texts, which is the limit; give a part of it`,
    );
  }

  #see(line: string): void {
    this.#hasNul ||= line.includes("\0");
    const kibibytes = Number(RESIDENT.exec(line)?.[1] ?? 0);
    if (kibibytes > 0) this.residentBytes = kibibytes * KIB;
    if (this.#firstLines.length < SHOWN_LINES && line.trim() !== "") {
      this.#firstLines.push(`  ${line.trimEnd().slice(0, SHOWN_LENGTH)}`);
    }
  }

  #refuse(): never {
    const expected = "expected the output of sys._debugmallocstats()";
    if (this.#hasNul) throw new UsageError(`${this.#name} is not text; ${expected}`);
    if (this.#firstLines.length === 0) throw new UsageError(`${this.#name} is empty; ${expected}`);
    throw new UsageError(
      `no line of sys._debugmallocstats() in ${this.#name}; it starts with\n${this.#firstLines.join("\n")}`,
    );
  }
}
