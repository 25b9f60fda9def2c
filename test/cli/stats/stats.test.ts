import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const main = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));
const pathOf = (name: string) =>
  fileURLToPath(new URL(`../../data/samples/${name}.txt`, import.meta.url));
const textOf = (name: string) => readFileSync(pathOf(name), "utf8");

/** Runs `pymalloc-lab stats`, with `input` as its standard input. */
function stats(args: readonly string[], input: string | Buffer = "") {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, "stats", ...args], {
    encoding: "utf8",
    input,
  });
  return { status, stdout, stderr };
}

test("a text is explained line by line, with a verdict and its sums", () => {
  const { status, stdout } = stats([pathOf("3.13-startup")]);
  expect(status).toBe(0);
  expect(stdout).toContain("Python 3.13\n");
  expect(stdout).toContain("72.3% of the 2.0 MiB in 2 arenas is live.");
  expect(stdout).toMatch(/# bytes in available blocks +240,592 bytes +11\.5%\n {4}Free blocks/);
  expect(stdout).toMatch(/\n +48 +11 +3,396 +344 +16,512 +90.8%\n/); // 344 * 48 bytes, 3,396 of 3,740
  expect(stdout).toMatch(/\nSums: 135 checked, all hold\.\n$/);
});

test("no line of the report is longer than a terminal's", () => {
  const { stdout } = stats([pathOf("3.13-startup")]);
  expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(96);
});

test("standard input is read where no file is named, and for -", () => {
  expect(stats([], textOf("3.8-startup")).stdout).toMatch(
    /^standard input\n\nThere is little to come back: [\s\S]*\.\n\nPython 3.8\n/,
  );
  expect(stats(["-"], textOf("3.8-startup")).stdout).toContain("Python 3.8\n");
});

test("a text that a Windows shell wrote as UTF-16 is read", () => {
  const input = Buffer.from(`\ufeff${textOf("3.8-startup")}`, "utf16le");
  expect(stats(["-"], input).stdout).toContain("Python 3.8\n");
});

test("a log becomes a table of arenas over time, and its last text is explained", () => {
  const { status, stdout } = stats([pathOf("3.10-log")]);
  expect(status).toBe(0);
  expect(stdout).toContain("3.10-log.txt: 6 texts\n");
  expect(stdout).toMatch(/\n +1 +1 +0 +0 +0 +0 +0 +-\n/);
  expect(stdout).toMatch(/\n +6 +\d+ +5 +2 +5 +3 +[\d,]+ +\d+\.\d%\n/);
  expect(stdout).toContain("The last text, from line 265:");
});

test("texts of other allocators and parts of texts are rows of the table too", () => {
  const log =
    textOf("3.13-mimalloc") +
    textOf("3.13-startup").slice(0, 900) +
    textOf("3.13-startup").slice(0, 2200) +
    textOf("3.13-malloc").repeat(2);
  const { status, stdout } = stats(["-"], log);
  expect(status).toBe(1);
  const rows = stdout.split("\n").slice(3, 7);
  expect(rows.map((row) => row.replace(/ +/g, " ").trim())).toEqual([
    "1 1 mimalloc",
    "2 34 cut short (pymalloc)",
    "3 51 2 0 2 2 cut short (pymalloc)", // with the first of the free lists
    "4 116 free lists alone",
  ]);
});

test("a figure that does not add up is named with its line: exit code 1", () => {
  const { status, stdout } = stats(["-"], textOf("3.13-startup").replace("7,600", "7,616"));
  expect(status).toBe(1);
  expect(stdout).toContain("Sums: 2 of 135 do not hold:\n  line 48: ");
  expect(stdout).toContain("printed 7,616, should be 7,600\n");
});

test("a text that is cut short is named with what is missing: exit code 1", () => {
  const { status, stdout } = stats(["-"], textOf("3.13-startup").slice(0, 2200));
  expect(status).toBe(1);
  expect(stdout).toContain("is cut short at its end");
});

test("another allocator's text is explained as such: exit code 0", () => {
  expect(stats([pathOf("3.13-mimalloc")])).toMatchObject({ status: 0 });
  expect(stats([pathOf("3.13-mimalloc")]).stdout).toContain("This is mimalloc's text");
  expect(stats([pathOf("3.13-malloc")]).stdout).toContain("free lists alone");
});

test("--json has the figures, the broken sums and the verdict of every text", () => {
  const input = textOf("3.11-sparse") + textOf("3.13-startup").replace("7,600", "7,616");
  const { status, stdout } = stats(["--json"], input);
  const { file, texts } = JSON.parse(stdout);
  expect([status, file, texts.length]).toEqual([1, "standard input", 2]);
  expect(texts[0]).toMatchObject({
    python: "3.11 or 3.12",
    text: { kind: "pymalloc", stats: { arenas: { total: 79, reclaimed: 35, current: 44 } } },
    checks: { broken: [] },
    packing: { arenasNeeded: 2, arenasToSpare: 42 },
  });
  expect(texts[0].verdict).toContain("2.1% of the 44.0 MiB");
  expect(texts[1].checks.broken.map(({ line }: { line: number }) => line)).toEqual([
    83 + 48,
    83 + 50,
  ]);
});

test("the report ends in what to do next, by what the numbers say", () => {
  const { stdout } = stats([pathOf("3.13-random-half")]);
  expect(stdout).toMatch(
    /\nWhat to do next:\n\* Free blocks, between live ones: up to 30\.8 MiB\n {2}30\.8 MiB/,
  );
  const held = stats([pathOf("3.13-random-half"), "--resident", "300"]).stdout;
  expect(held).toContain("What to do next:\n* Something else holds it: up to 236.0 MiB\n");
  const { texts } = JSON.parse(stats([pathOf("3.13-random-half"), "--json"]).stdout);
  expect(texts[0].advice[0].kind).toBe("freeBlocks");
});

test("--against tells the change in words first", () => {
  const args = [pathOf("3.13-random-half"), "--against", pathOf("3.13-allocated")];
  expect(stats(args).stdout).toContain("\nSo nothing of it came back: free blocks in used pools");
  expect(JSON.parse(stats([...args, "--json"]).stdout).words[0]).toMatch(/^Live bytes fell/);
});

test("--against shows what changed", () => {
  const args = [pathOf("3.11-sparse"), "--against", pathOf("3.11-allocated")];
  const { status, stdout } = stats(args);
  expect(status).toBe(0);
  expect(stdout).toContain("before: 3.11-allocated.txt\nafter:  3.11-sparse.txt\n");
  expect(stdout).toMatch(/\narenas allocated current +79 +44 +-35\n/);
  expect(stdout).toMatch(/\n80 bytes: live blocks +1,002,724 +3,526 +-999,198\n/);
  expect(stdout).toMatch(/\n80 bytes: free blocks +140 +11,366 +\+11,226\n/);
  const { figures } = JSON.parse(stats([...args, "--json"]).stdout);
  expect(figures[3]).toEqual({ label: "arenas allocated current", before: 79, after: 44 });
});

test("a text against itself shows no change", () => {
  const { stdout } = stats([pathOf("3.11-sparse"), "--against", pathOf("3.11-sparse")]);
  expect(stdout).toContain("No size class changed.\n");
});

test.each([
  [["no-such-file"], "", "cannot read no-such-file"],
  [["a", "b"], "", "stats takes one file, or - for standard input, got 2"],
  [["--fast"], "", "--fast"],
  [["--resident", "lots"], "", '--resident must be a number of MiB above 0, got "lots"'],
  [["-"], "", "standard input is empty"],
  [["-"], "hello\n\n  world\n", "standard input; it starts with\n  hello\n    world\n"],
  [
    [pathOf("3.11-sparse"), "--against", pathOf("3.13-mimalloc")],
    "",
    "3.13-mimalloc.txt has no text of pymalloc",
  ],
])("%j with input %j is wrong use: exit code 2, a message, no output", (args, input, message) => {
  const { status, stdout, stderr } = stats(args, input);
  expect(stderr).toContain(message);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
});
