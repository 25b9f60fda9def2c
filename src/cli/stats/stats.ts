/** `pymalloc-lab stats`: a real `sys._debugmallocstats()` text, or a log of them, explained. */
import { basename } from "node:path";
import {
  adviseOnStats,
  checkMallocStats,
  compareStats,
  explainStats,
  howSure,
  type IncompleteText,
  isOfPymalloc,
  lastOfPymalloc,
  type ProcessFigures,
  type PymallocText,
  type StatsText,
  statsOfText,
  tellDifference,
  tellTrend,
  tellTrendOfTwo,
  willItComeBack,
} from "../../doors/stats.js";
import { readArguments } from "../arguments/read-arguments.js";
import { UsageError } from "../arguments/usage-error.js";
import { wrapped } from "../text/wrapped.js";
import { differenceTable } from "./comparison.js";
import { nameOf, readLog } from "./read-log.js";
import { adviceReport, textReport } from "./report.js";
import { timelineTable } from "./timeline.js";

const OPTIONS = {
  json: { type: "boolean", default: false },
  against: { type: "string" },
  resident: { type: "string" },
} as const;

/** Runs the subcommand; exit code 1 where a text does not add up or is cut short. */
export async function statsCommand(args: string[]): Promise<number> {
  const { values, positionals } = readArguments({ args, options: OPTIONS, allowPositionals: true });
  if (positionals.length > 1) {
    throw new UsageError(
      `stats takes one file, or - for standard input, got ${positionals.length}`,
    );
  }
  const [path = "-"] = positionals;
  const asked = values.resident === undefined ? undefined : bytesOf(values.resident);
  const log = await logOf(path);
  const residentBytes = asked ?? log.residentBytes;
  const about = residentBytes === undefined ? {} : { residentBytes };
  if (values.against !== undefined) {
    return await compareWith(log, values.against, { about, isJson: values.json });
  }
  process.stdout.write(
    values.json ? `${JSON.stringify(asJson(log, about))}\n` : report(log, about),
  );
  return log.texts.every(isSound) ? 0 : 1;
}

/** Reads resident memory, given in MiB. */
function bytesOf(resident: string): number {
  const mebibytes = Number(resident);
  if (resident.trim() !== "" && mebibytes > 0 && Number.isFinite(mebibytes)) {
    return mebibytes * 2 ** 20;
  }
  throw new UsageError(`--resident must be a number of MiB above 0, got "${resident}"`);
}

interface Log {
  readonly file: string;
  readonly texts: readonly StatsText[];
  readonly residentBytes: number | undefined;
}

async function logOf(path: string): Promise<Log> {
  return { file: path === "-" ? nameOf(path) : basename(path), ...(await readLog(path)) };
}

function isSound(text: StatsText): boolean {
  if (text.kind === "incomplete") return false;
  return text.kind !== "pymalloc" || checkMallocStats(text).every(({ holds }) => holds);
}

function asJson({ file, texts }: Log, about: ProcessFigures) {
  const trend = tellTrend(texts);
  return {
    file,
    texts: texts.map((text) => textAsJson(text, about)),
    ...(trend !== undefined && { trend }),
  };
}

function textAsJson(text: StatsText, about: ProcessFigures) {
  const checks = isOfPymalloc(text) ? checkMallocStats(text) : [];
  const broken = checks.filter(({ holds }) => !holds);
  const advice = adviseOnStats(text, about);
  const comesBack = willItComeBack(text, about);
  return {
    text,
    checks: { done: checks.length, broken },
    comesBack,
    sure: howSure(text, about),
    ...explainStats(text),
    advice,
  };
}

function report({ file, texts }: Log, about: ProcessFigures): string {
  const last = texts.at(-1);
  if (last === undefined) return "";
  const trend = tellTrend(texts);
  if (texts.length === 1) return `${file}\n\n${textReport(last, about)}`;
  return [
    `${file}: ${texts.length} texts\n\n`,
    timelineTable(texts),
    ...(trend === undefined ? [] : [`\n${wrapped(trend.sentence, "")}`]),
    `\nThe last text, from line ${last.at.first}:\n\n`,
    textReport(last, about),
  ].join("");
}

async function compareWith(
  after: Log,
  path: string,
  { about, isJson }: { about: ProcessFigures; isJson: boolean },
): Promise<number> {
  const before = await logOf(path);
  const [from, to] = [pymallocsOwn(before), pymallocsOwn(after)];
  const [earlier, later] = [statsOfText(from), statsOfText(to)];
  const comparison = compareStats(earlier, later);
  const files = { before: before.file, after: after.file };
  const words = tellDifference(earlier, later);
  const trend = tellTrendOfTwo(earlier, later);
  const [comesBack, advice] = [willItComeBack(to, about), adviseOnStats(to, about)];
  const sure = howSure(to, about);
  process.stdout.write(
    isJson
      ? `${JSON.stringify({ ...files, ...comparison, words, ...(trend && { trend }), comesBack, sure, advice })}\n`
      : [
          differenceTable(files, comparison, trend ? [trend.sentence, ...words] : words),
          `\nThe later text:\n${wrapped(comesBack.sentence, "")}${wrapped(sure, "")}\n`,
          adviceReport(advice),
        ].join(""),
  );
  return [from, to].every(isSound) ? 0 : 1;
}

function pymallocsOwn({ file, texts }: Log): PymallocText | IncompleteText {
  const text = lastOfPymalloc(texts);
  if (text === undefined) throw new UsageError(`${file} has no text of pymalloc`);
  return text;
}
