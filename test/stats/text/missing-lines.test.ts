import { expect, test } from "vitest";
import { parseMallocStats } from "../../../src/stats/text/parse.js";
import { sample, upTo } from "../stats-sample.js";

/** A sample without the lines that begin with some words. */
function without(name: string, ...starts: string[]): string {
  const lines = sample(name).split("\n");
  return lines.filter((line) => !starts.some((start) => line.startsWith(start))).join("\n");
}

/** What the one text of a log lacks, and where. */
function lackOf(log: string) {
  const [text, ...others] = parseMallocStats(log);
  if (text?.kind !== "incomplete" || others.length > 0) {
    throw new Error(`expected one part, got ${text?.kind} and ${others.length} more`);
  }
  return { cut: text.cut, missing: text.missing };
}

test("one line of the arena map tells that the others should be there", () => {
  // Without the line on unused pools nobody knows how large a pool is.
  expect(
    lackOf(without("3.13-startup", "18 unused", "# arena map bot", "# bytes lost to arena map")),
  ).toEqual({
    cut: "middle",
    missing: [
      "unused pools * bytes",
      "# arena map bot nodes",
      "# bytes lost to arena map root",
      "# bytes lost to arena map mid",
      "# bytes lost to arena map bot",
    ],
  });
});

test("a map that is one table has two lines, and either tells of the other", () => {
  const counts = "arena map counts\n";
  const root = `# bytes lost to arena map root     =${"131,072".padStart(21)}\n`;
  const small = upTo(sample("3.9-startup"), "5 free PyDict");
  expect(parseMallocStats(small + counts + root)).toMatchObject([{ kind: "pymalloc" }]);
  expect(lackOf(small + counts).missing).toEqual(["# bytes lost to arena map root"]);
  expect(lackOf(small + root).missing).toEqual(["arena map counts"]);
});

test("the sum of the arena map is known by its place, also where lines before it are missing", () => {
  const log = without("3.13-startup", "# arena map", "# bytes lost to arena map");
  expect(lackOf(log).missing).toEqual([
    "# arena map mid nodes",
    "# arena map bot nodes",
    "# bytes lost to arena map root",
    "# bytes lost to arena map mid",
    "# bytes lost to arena map bot",
  ]);
});

test("a text with free lists after what is missing is not cut at its end", () => {
  const sums = ["# bytes lost to arena alignment", "Total"];
  expect(lackOf(without("3.9-startup", ...sums))).toEqual({ cut: "middle", missing: sums });
});

test("a free list of another name may be the last one, as of a patched build", () => {
  const figures = upTo(sample("3.9-startup"), "5 free PyDict");
  for (const name of ["PyNumberObjects", "PyListObject rows", "3-sized PyTupleObject rows"]) {
    const log = `${figures}   7 free ${name} * 40 bytes each =                  280\n`;
    expect(parseMallocStats(log)).toMatchObject([{ kind: "pymalloc" }]);
    const lines = log.split("\n").filter((line) => !line.startsWith("Total"));
    expect(lackOf(lines.join("\n"))).toEqual({ cut: "middle", missing: ["Total"] });
  }
});

test("a figure below the free lists is of another text", () => {
  const log = sample("3.13-malloc") + sample("3.13-startup");
  expect(parseMallocStats(log).map(({ kind }) => kind)).toEqual(["freeLists", "pymalloc"]);
});

test("mimalloc's first missing line is named by its words alone", () => {
  expect(lackOf(upTo(sample("3.13-mimalloc"), "Medium"))).toEqual({
    cut: "end",
    missing: [
      ...["Medium block threshold", "Large object max size", "Allocated Blocks"],
      ...["Allocated Bytes", "Allocated Bytes w/ Overhead", "Bytes Reserved", "Bytes Committed"],
    ],
  });
});

test("of a line of mimalloc's that comes twice the first counts", () => {
  const log = upTo(sample("3.13-mimalloc"), "free PyDict");
  expect(parseMallocStats(`${log}    Bytes Reserved: 7\n1 2 3 4 5\n`)).toEqual(
    parseMallocStats(log),
  );
});

test("a part reaches to the last line that was read of it", () => {
  const ends = (log: string) => parseMallocStats(log).map(({ at }) => at.last);
  expect(ends(upTo(sample("3.13-mimalloc"), "Bytes Reserved"))).toEqual([6]);
  expect(ends(`${upTo(sample("3.9-startup"), "    2     48")}  ...\n`)).toEqual([7]);
});

test("a text without an arena map or a count of requests has no such figures", () => {
  const [text] = parseMallocStats(sample("3.9-startup"));
  expect(text).not.toHaveProperty("mallocCalls");
  expect(text).not.toHaveProperty("printed.arenaMapTotal");
});
