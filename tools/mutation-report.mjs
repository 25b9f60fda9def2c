// Writes docs/mutation.md from Stryker's report: figures a file, and the mutants that no test
// notices, each with the reason where it changes nothing (tools/equivalent-mutants.json).
//
//   npm run mutation            (a run over all files, then this)
//   node tools/mutation-report.mjs

import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { folded } from "./comparison-page.mjs";

/**
 * @typedef {{ line: number, column: number }} Position
 * @typedef {{ mutatorName: string, replacement: string, status: string,
 *   location: { start: Position, end: Position } }} Mutant
 * @typedef {{ file: string, code: string, replacement: string, why: string }} Equivalent
 */

const root = new URL("../", import.meta.url);
const read = (/** @type {string} */ path) => readFileSync(new URL(path, root), "utf8");

/** Written whole at the end of a run, over the report of the run before. */
const REPORT = "reports/mutation/mutation.json";
/** @type {{ files: Record<string, { source: string, mutants: Mutant[] }> }} */
const report = JSON.parse(read(REPORT));
/** @type {Equivalent[]} */
const equivalents = JSON.parse(read("tools/equivalent-mutants.json"));
const { version } = JSON.parse(read("node_modules/@stryker-mutator/core/package.json"));
const day = statSync(new URL(REPORT, root)).mtime.toISOString().slice(0, 10);

/** The source that a mutant replaces, its spaces squeezed. */
function codeOf(/** @type {string} */ source, /** @type {Mutant} */ { location: { start, end } }) {
  const lines = source.split("\n").slice(start.line - 1, end.line);
  lines[lines.length - 1] = (lines.at(-1) ?? "").slice(0, end.column - 1);
  lines[0] = (lines[0] ?? "").slice(start.column - 1);
  return lines.join(" ").replace(/\s+/g, " ");
}

const reported = Object.entries(report.files).sort(([one], [other]) => (one < other ? -1 : 1));
const files = reported.map(([file, { source, mutants }]) => {
  const count = (/** @type {string} */ status) =>
    mutants.filter((mutant) => mutant.status === status).length;
  const survivors = mutants
    .filter(({ status }) => status === "Survived" || status === "NoCoverage")
    .map((mutant) => {
      const code = codeOf(source, mutant);
      const replacement = mutant.replacement.replace(/\s+/g, " ");
      const why = equivalents.find(
        (one) => one.file === file && one.code === code && one.replacement === replacement,
      )?.why;
      const { line } = mutant.location.start;
      return { file, line, mutatorName: mutant.mutatorName, code, replacement, why };
    });
  const [killed, timeout, survived] = ["Killed", "Timeout", "Survived"].map(count);
  return { file, killed, timeout, survived, noCoverage: count("NoCoverage"), survivors };
});

/** @typedef {Partial<Record<"killed" | "timeout" | "survived" | "noCoverage", number | undefined>>} Row */
const FIGURES = /** @type {const} */ (["killed", "timeout", "survived", "noCoverage"]);
const sum = (/** @type {(typeof FIGURES)[number]} */ figure) =>
  files.reduce((total, row) => total + (row[figure] ?? 0), 0);

function score(/** @type {Row} */ { killed = 0, timeout = 0, survived = 0, noCoverage = 0 }) {
  return ((100 * (killed + timeout)) / (killed + timeout + survived + noCoverage)).toFixed(1);
}

const total = Object.fromEntries(FIGURES.map((figure) => [figure, sum(figure)]));
const survivors = files.flatMap((file) => file.survivors);
const explained = survivors.filter(({ why }) => why !== undefined);
const row = (/** @type {string} */ name, /** @type {Row} */ figures) =>
  `| ${name} | ${FIGURES.map((figure) => figures[figure] ?? 0).join(" | ")} | ${score(figures)}% |`;
const code = (/** @type {string} */ text) => {
  const short = text.length > 90 ? `${text.slice(0, 87)}...` : text;
  return text === "" ? "nothing" : `\`${short.replaceAll("`", "'").replaceAll("|", "\\|")}\``;
};

const rooms = ["src/pymalloc", "src/trace"].map((room) => {
  const inRoom = files.filter(({ file }) => file.startsWith(`${room}/`));
  const figures = Object.fromEntries(
    FIGURES.map((figure) => [figure, inRoom.reduce((all, one) => all + (one[figure] ?? 0), 0)]),
  );
  return { room, figures };
});
const isOfWords = (/** @type {{ mutatorName: string }} */ one) =>
  one.mutatorName === "StringLiteral";
/** Files with something to change that the run did not come to. */
const notRun = ["src/pymalloc", "src/trace"]
  .flatMap((room) => readdirSync(new URL(room, root)).map((name) => `${room}/${name}`))
  .filter(
    (file) => !(file in report.files) && /^(export )?(async )?(function|class) /m.test(read(file)),
  );
/** Files that are no longer as the run found them. */
const changed = reported
  .filter(([file, { source }]) => !existsSync(new URL(file, root)) || read(file) !== source)
  .map(([file]) => file);
const named = (/** @type {readonly string[]} */ list) =>
  list.map((file) => `\`${file.replace("src/", "")}\``).join(", ");
const unexplained = survivors.filter(({ why }) => why === undefined);
const below = files.filter((figures) => Number(score(figures)) < 90).map(({ file }) => file);
const mutantCount = FIGURES.reduce((all, figure) => all + sum(figure), 0);

const page = `---
description: "The allocator and the traces were changed by a machine, one place at a time: how many changes a test notices."
---

# Mutation testing

A machine makes small changes in the sources, one at a time: another operator, another number, a branch that is
always taken, an empty text in a message. A change that no test notices shows a place that nobody checks. This page
is written by \`tools/mutation-report.mjs\` from the report of one run of Stryker ${version}, made on ${day};
\`npm run mutation\` repeats the run and writes the page anew. It uses the tests of \`test/pymalloc\`, \`test/recorder\` and
\`test/trace\` and their laws. The tests that start processes and those that need all sixteen recorded traces are left
out, so the figures are the lower for it.

Of ${mutantCount} changes in \`src/pymalloc\` and \`src/trace\`, **${score(total)}%** are noticed: ${sum("killed")} by a test that fails,
${sum("timeout")} because the program no longer ends. Of the ${survivors.length} others, ${explained.length} are explained below: they change nothing that can be
seen. ${unexplained.filter(isOfWords).length} of the ${unexplained.length} that are left are words in a sentence. Changes of words are counted like all others.
The aim is 90% for each of the two rooms. ${below.length === 0 ? "No file is below it." : `Files below it: ${named(below)}.`}
${notRun.length === 0 ? "" : `\nThe run did not come to ${notRun.length} files, so nothing is said of these: ${named(notRun)}.\n`}${changed.length === 0 ? "" : `\nChanged since the run, so that their figures and lines are of what they were: ${named(changed)}.\n`}
${rooms.map(({ room, figures }) => bar(room, score(figures))).join("\n")}

${folded(
  `The figures, file by file`,
  [
    "| file | noticed by a test | by no end | not noticed | never run | noticed |",
    "|---|---|---|---|---|---|",
    ...rooms.map(({ room, figures }) => row(`**${room}**`, figures)),
    ...files.map((figures) => row(`\`${figures.file.replace("src/", "")}\``, figures)),
  ].join("\n"),
)}

## Changes that change nothing

${folded(`All ${explained.length}, and why`, table(explained, "why"))}

## Changes that no test notices yet

${folded(`All ${unexplained.length}`, table(unexplained, undefined))}
`;

/** A share as a bar. @param {string} name @param {string} percent */
function bar(name, percent) {
  return `<div class="pm-share"><span>${name}</span><b style="width:${percent}%"></b><span>${percent}%</span></div>`;
}

/**
 * @param {readonly { file: string, line: number, code: string, replacement: string, why?: string | undefined }[]} rows
 * @param {"why" | undefined} last
 */
function table(rows, last) {
  if (rows.length === 0) return "None.";
  const heads =
    last === undefined ? "| where | code | becomes |" : "| where | code | becomes | why |";
  return [
    heads,
    heads.replace(/[^|]+/g, "---"),
    ...rows.map((one) => {
      const where = `${one.file.replace("src/", "")}:${one.line}`;
      const cells = [where, code(one.code), code(one.replacement)];
      return `| ${[...cells, ...(last === undefined ? [] : [one.why])].join(" | ")} |`;
    }),
  ].join("\n");
}

writeFileSync(new URL("docs/mutation.md", root), page);
process.stdout.write(`${score(total)}% noticed; ${unexplained.length} unexplained\n`);
