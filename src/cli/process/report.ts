/** What `pymalloc-lab process` prints. */
import { counted, mebibytes } from "../../doors/internal.js";
import { PART_KINDS, PART_NAMES, tellResident } from "../../doors/process.js";
import { tableRow } from "../text/columns.js";
import { wrapped } from "../text/wrapped.js";
import type { ProcessMemory } from "./read-process.js";

const PART_WIDTHS = [-38, 14, 9];
const TREE_WIDTHS = [9, 14, 14, 14, 14];
const COMMAND_LENGTH = 60;

/** One process: the answer, the parts, what to do. */
export function processReport(memory: ProcessMemory): string {
  const { facts, threadCount, split, python, refusal } = memory;
  const { sentence, measures } = tellResident(split, facts.pid);
  const who = python === undefined ? "" : `, Python ${python}`;
  const steps = measures.map(({ upToBytes, step }) =>
    wrapped(`up to ${mebibytes(upToBytes)}: ${step}`, "    ").replace(/^ {4}/, "  - "),
  );
  return [
    `process ${facts.pid}: ${facts.commandLine}\n`,
    `${counted(threadCount, "thread")}${who}\n\n`,
    wrapped(sentence, ""),
    ...(refusal === undefined ? [] : [`\n${wrapped(`Not all was read: ${refusal}.`, "")}`]),
    `\n${partsTable(memory)}`,
    ...(steps.length === 0
      ? []
      : ["\nWhat would make it smaller, first what costs no object in use:\n", ...steps]),
  ].join("");
}

function partsTable({ split: { totals, parts } }: ProcessMemory): string {
  const row = (name: string, bytes: number) =>
    `${tableRow(PART_WIDTHS, [name, mebibytes(bytes), shareOf(bytes, totals.residentBytes)])}\n`;
  const own = PART_KINDS.flatMap((kind) => {
    const bytes = parts[kind];
    return bytes === undefined ? [] : [row(PART_NAMES[kind], bytes)];
  });
  const extra: [string, number][] = [
    ["no other process has", totals.privateBytes],
    ["shared pages divided by their users", totals.proportionalBytes],
    ["shared with a fork, not written to yet", totals.sharedAnonymousBytes],
    ["given back, not taken yet (LazyFree)", totals.lazyFreeBytes],
  ];
  return [
    ...own,
    row("resident", totals.residentBytes),
    "\nof which\n",
    ...extra.filter(([, bytes]) => bytes > 0).map(([name, bytes]) => row(name, bytes)),
    ...(totals.swappedBytes > 0
      ? [`and ${mebibytes(totals.swappedBytes)} on a swap device\n`]
      : []),
  ].join("");
}

function shareOf(bytes: number, whole: number): string {
  return whole === 0 ? "" : `${((100 * bytes) / whole).toFixed(1)}%`;
}

/** A process and all below it: what each has, and what they have together. */
export function processTreeReport(
  found: readonly (ProcessMemory | { readonly pid: number; readonly refusal: string })[],
): string {
  const heads = ["process", "resident", "private", "shared", "proportional"];
  const rows = found.map((one) => {
    if (!("split" in one)) return `${tableRow(TREE_WIDTHS, [String(one.pid)])}  ${one.refusal}\n`;
    const { residentBytes, privateBytes, proportionalBytes } = one.split.totals;
    const bytes = [residentBytes, privateBytes, residentBytes - privateBytes, proportionalBytes];
    const cells = [String(one.facts.pid), ...bytes.map(mebibytes)];
    return `${tableRow(TREE_WIDTHS, cells)}  ${one.facts.commandLine.slice(0, COMMAND_LENGTH)}\n`;
  });
  const read = found.flatMap((one) => ("split" in one ? [one.split.totals] : []));
  const sum = (bytes: (totals: (typeof read)[number]) => number) =>
    mebibytes(read.reduce((total, one) => total + bytes(one), 0));
  const together = `Together they take ${sum((one) => one.proportionalBytes)}: the proportional figures add up, the resident ones (${sum((one) => one.residentBytes)}) count a shared page once for each process. ${sum((one) => one.sharedAnonymousBytes)} of those are pages that a fork and its parent still share; they become private when either writes to them, and in Python reading an object writes its reference count. gc.freeze() before the fork keeps the collector away from them.`;
  return [`${tableRow(TREE_WIDTHS, heads)}\n`, ...rows, "\n", wrapped(together, "")].join("");
}
