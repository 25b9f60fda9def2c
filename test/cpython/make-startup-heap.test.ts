import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { geometryOf } from "../../src/pymalloc/geometry.js";
import { type HeapSnapshot, restoreHeap } from "../../src/pymalloc/heap/heap-snapshot.js";
import { mallocStats } from "../../src/pymalloc/malloc-stats.js";
import { parseMallocStats } from "../../src/stats/text/parse.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const trace = `${root}test/data/traces/b-churn-3.12.pmt.gz`;
const expected = JSON.parse(readFileSync(trace.replace(".pmt.gz", ".expected.json"), "utf8"));

function make(...options: string[]) {
  const script = `${root}tools/make-startup-heap.mjs`;
  const args = [script, trace, "--note", "a test", ...options];
  return spawnSync(process.execPath, args, { encoding: "utf8" });
}

/** The heap in a file that was made. */
function heapIn(text: string): HeapSnapshot {
  const literal = text.slice(text.indexOf("= {") + 2).replace(/;\s*$/, "");
  return new Function(`return ${literal}`)().heap;
}

test("the heap made of a trace has the stats that the process printed at that mark", () => {
  const { stdout, stderr } = make("--mark", "1");
  expect(stderr).toBe("");
  const geometry = geometryOf("3.12");
  const source = { obtain: () => 0, release: () => {} };
  const stats = mallocStats(restoreHeap(geometry, heapIn(stdout), source));
  const [printed] = parseMallocStats(
    expected.marks.find(({ id }: { id: number }) => id === 1).text,
  );
  if (printed?.kind !== "pymalloc") throw new Error("no stats at mark 1");
  expect(stats.classes).toEqual(printed.stats.classes);
  expect(stats.arenas).toEqual(printed.stats.arenas);
});

test("the same trace gives the same file, with the script's numbers in it", () => {
  const options = ["--list-objects", "4,5", "--first-mapped", "196608,221184"];
  const { stdout } = make(...options);
  expect(make(...options).stdout).toBe(stdout);
  expect(stdout).toContain("comprehension: { freeListObjects: 4, firstMappedChunkBytes: 196608 }");
  expect(stdout).toContain("slice: { freeListObjects: 5, firstMappedChunkBytes: 221184 }");
});

test("a mark that the trace does not have is refused", () => {
  expect(make("--mark", "99").stderr).toContain("the trace has no mark 99");
});
