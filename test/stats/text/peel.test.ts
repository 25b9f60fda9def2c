import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeLog } from "../../../src/stats/text/decode-log.js";
import { parseMallocStats } from "../../../src/stats/text/parse.js";
import { type Carrier, peelLine } from "../../../src/stats/text/peel.js";
import { sample } from "../stats-sample.js";

const TEXT = sample("3.11-sparse");
const byLine = (wrap: (line: string) => string) => (text: string) =>
  text.trimEnd().split("\n").map(wrap).join("\n");
const json = (text: string) => JSON.stringify({ level: "info", message: text, at: 12.5 });
const octalSyslog = (text: string) => text.replaceAll("\n", "#012");
const table = byLine(
  (line) =>
    `| ${line
      .trim()
      .split(/\s+(?=[\d=])/)
      .join(" | ")} |`,
);

test.each<[string, (text: string) => string, Carrier[]]>([
  ["one message of a JSON log", json, ["escapes", "quotes"]],
  ["JSON in JSON", (text) => json(json(json(text))), ["escapes", "quotes"]],
  ["a JSON object a line", byLine((line) => json(`${line}\n`)), ["escapes", "quotes"]],
  ["a JSON object a line, without its break", byLine(json), ["quotes"]],
  [
    "a list of a notebook",
    (text) => JSON.stringify(text.split(/(?<=\n)/), null, 1),
    ["escapes", "quotes"],
  ],
  ["the repr of bytes", (text) => `b'${text.replaceAll("\n", "\\n")}'`, ["escapes", "quotes"]],
  ["a logfmt line each", byLine((line) => `level=info msg="${line}"`), ["quotes"]],
  ["colours of a whole line", byLine((line) => `\u001b[31m${line}\u001b[0m`), ["colours"]],
  ["colours that lost their escape", byLine((line) => `[1;32m${line}[0m`), ["colours"]],
  ["colours as cat -v shows them", byLine((line) => `^[[38;5;9m${line}^[[0m`), ["colours"]],
  [
    "colours in JSON",
    byLine((line) => json(`\u001b[31m${line}\u001b[0m`)),
    ["escapes", "colours", "quotes"],
  ],
  ["one message of syslog", (text) => `app[7]: ${octalSyslog(text)}`, ["syslog"]],
  [
    "syslog's colours",
    (text) => octalSyslog(byLine((line) => `#033[31m${line}#033[0m`)(text)),
    ["syslog", "colours"],
  ],
  ["escaped signs of Markdown", byLine((line) => line.replaceAll(/[#*]/g, "\\$&")), ["markup"]],
  ["a table of Markdown", table, ["markup"]],
  ["breaks of HTML", (text) => text.replaceAll("\n", "<br/>"), ["markup"]],
  [
    "cells of HTML",
    byLine((line) => `<tr><td>${line.trim().replaceAll(/\s{2,}/g, "</td><td>")}</td></tr>`),
    ["markup"],
  ],
  ["spaces that do not break", byLine((line) => line.replaceAll(" ", "&nbsp;")), ["markup"]],
  ["lines run together", (text) => text.replaceAll(/\s+/g, " "), ["joined"]],
])("a text is read out of %s", (_, wrap, carriers) => {
  const [expected] = parseMallocStats(TEXT);
  const [text, ...others] = parseMallocStats(`before\n${wrap(TEXT)}\nafter`);
  expect(others).toEqual([]);
  expect(text).toMatchObject({ kind: "pymalloc", carriers });
  for (const name of ["stats", "printed", "freeLists"] as const) {
    expect(text).toHaveProperty(name, expected?.kind === "pymalloc" ? expected[name] : "none");
  }
});

test.each([
  ["eaten signs of headings", (text: string) => text.replaceAll("# ", "")],
  ["eaten asterisks", (text: string) => text.replaceAll(" * ", " ")],
  ["notes behind the figures", (text: string) => text.replaceAll(/( = .*)\n/g, "$1   <- note\n")],
  ["notes in words", (text: string) => text.replaceAll(/( = +[\d,]+)\n/g, "$1 (that is much)\n")],
  ["notes behind a row", (text: string) => text.replace(/(\n +3 .*)\n/, "$1  <- the floats\n")],
])("a text is read with %s, of which nothing has to be said", (_, change) => {
  const [expected] = parseMallocStats(TEXT);
  const [text] = parseMallocStats(change(TEXT));
  expect(text).toMatchObject({
    kind: "pymalloc",
    stats: expected?.kind === "pymalloc" && expected.stats,
  });
  expect(text).not.toHaveProperty("carriers");
});

test.each(["utf-16le", "utf-16be"])("a log in %s without a mark is decoded", (encoding) => {
  const little = Buffer.from(TEXT, "utf16le");
  expect(decodeLog(encoding === "utf-16le" ? little : Buffer.from(little).swap16())).toBe(TEXT);
});

test("an ordinary line is itself, and nothing is taken off", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9 #,.:*/=-]{0,60}$/), (line) => {
      fc.pre(!/=.*=|#0[0-3]\d|(?:\d\s+){9}\d/.test(line));
      expect(peelLine(line)).toEqual({ lines: [line], carriers: [] });
    }),
  );
});

test.each([
  ["backslashes", "\\"],
  ["brackets", "["],
  ["tags that do not end", "<a"],
  ["figures", "# a = 1 "],
  ["free lists that do not end", "1 free =1 "],
])("a megabyte of %s is passed over at once", (_, piece) => {
  const log = `${piece.repeat(2 ** 20 / piece.length)}\n${TEXT}`;
  expect(parseMallocStats(log)).toHaveLength(1);
});
