/** One stats text as the command prints it: verdict, lines with their meaning, sums. */
import { mebibytes } from "../../doors/internal.js";
import type { SizeClassStats } from "../../doors/pymalloc.js";
import {
  type Advice,
  adviseOnStats,
  checkMallocStats,
  type ExplainedLine,
  explainStats,
  howSure,
  type IncompleteText,
  type ProcessFigures,
  type PymallocText,
  type StatsText,
  willItComeBack,
} from "../../doors/stats.js";
import { grouped, tableRow } from "../text/columns.js";
import { wrapped } from "../text/wrapped.js";

/** Size classes shown by name; the rest hold less free room than these. */
const CLASSES_SHOWN = 5;

/** Label, figure with its unit, share. */
const LINE_WIDTHS = [-36, 24, 8];

const CLASS_WIDTHS = [11, 14, 14, 14, 14, 9];
const CLASS_HEADS = ["block bytes", "pools", "live blocks", "free blocks", "free bytes", "filled"];

/** Writes a text's report. */
export function textReport(text: StatsText, about: ProcessFigures): string {
  const { python, verdict, lines, notes } = explainStats(text);
  const parts = [
    `${wrapped(willItComeBack(text, about).sentence, "")}${wrapped(howSure(text, about), "")}`,
    `Python ${python}\n`,
    ...[verdict, ...notes].map((sentence) => wrapped(sentence, "")),
  ];
  const advice = adviceReport(adviseOnStats(text, about));
  if (text.kind !== "pymalloc" && !(text.kind === "incomplete" && lines.length > 0)) {
    return [...parts, advice].join("\n");
  }
  const room = text.kind === "pymalloc" ? [roomByClass(text)] : [];
  const figures = [lines.map(lineReport).join(""), ...room];
  return [...parts, ...figures, advice, sums(text)].join("\n");
}

/** Writes what to do next, in order. */
export function adviceReport(advice: readonly Advice[]): string {
  const parts = advice.map(({ title, finding, steps, upToBytes }) =>
    [
      `* ${title}${upToBytes === undefined ? "" : `: up to ${mebibytes(upToBytes)}`}\n`,
      wrapped(finding, "  "),
      ...steps.map((step) => wrapped(step, "    ").replace(/^ {4}/, "  - ")),
    ].join(""),
  );
  return `What to do next:\n${parts.join("")}`;
}

function lineReport({ label, value, unit, share, meaning }: ExplainedLine): string {
  const percent = share === undefined ? "" : `${(100 * share).toFixed(1)}%`;
  const head = tableRow(LINE_WIDTHS, [label, `${grouped(value)} ${unit}`, percent]);
  return `${head}\n${wrapped(meaning, "    ")}`;
}

function roomByClass({ stats }: PymallocText): string {
  const roomOf = (row: SizeClassStats) => row.availableBlocks * row.blockBytes;
  const rows = stats.classes
    .filter((row) => roomOf(row) > 0)
    .sort((a, b) => roomOf(b) - roomOf(a))
    .slice(0, CLASSES_SHOWN);
  if (rows.length === 0) return "";
  const lines = rows.map((row) => {
    const filled = (100 * row.blocksInUse) / (row.blocksInUse + row.availableBlocks);
    const cells = [row.poolCount, row.blocksInUse, row.availableBlocks, roomOf(row)];
    return `${tableRow(CLASS_WIDTHS, [row.blockBytes, ...cells, `${filled.toFixed(1)}%`])}\n`;
  });
  const title = "Free room that one size class alone can use, the most first:\n";
  return [title, `${tableRow(CLASS_WIDTHS, CLASS_HEADS)}\n`, ...lines].join("");
}

function sums(text: PymallocText | IncompleteText): string {
  const checks = checkMallocStats(text);
  const broken = checks.filter(({ holds }) => !holds);
  if (checks.length === 0)
    return "Sums: none can be checked, the figures they are of are missing.\n";
  if (broken.length === 0) return `Sums: ${checks.length} checked, all hold.\n`;
  const lines = broken.map(
    ({ line, rule, printed, computed }) =>
      `  line ${line}: ${rule}: printed ${printed.toLocaleString("en-GB")}, should be ${computed.toLocaleString("en-GB")}\n`,
  );
  return `Sums: ${broken.length} of ${checks.length} do not hold:\n${lines.join("")}`;
}
