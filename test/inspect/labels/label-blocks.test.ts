import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { labelBlocks } from "../../../src/inspect/labels/label-blocks.js";
import { PythonProcess, programPath, twoPythons } from "../python-process.js";
import { compareWithTruth } from "../truth.js";

const pythons = twoPythons();

describe.skipIf(pythons.length === 0)("labels of a real process (needs Linux and a Python)", () => {
  test.each(pythons)("are what CPython $version itself says of its objects", async (python) => {
    const folder = mkdtempSync(join(tmpdir(), "truth-"));
    const file = join(folder, "truth");
    const running = await PythonProcess.start(python, [
      programPath("target.py"),
      programPath("mixed.py"),
      "1500",
    ]);
    try {
      await running.ask(`exec(open(${JSON.stringify(programPath("truth.py"))}).read(), globals())`);
      await running.ask(`alive = truth(${JSON.stringify(file)})`);
      const compared = compareWithTruth(labelBlocks(running.read()), file);
      const { objects, right, references, missed, unknownBlocks, liveBlocks } = compared;
      console.log(
        `CPython ${python.version}: ${right} of ${objects} objects right, ` +
          `${references} references, ${unknownBlocks} of ${liveBlocks} blocks unknown`,
      );
      expect(objects).toBeGreaterThan(15_000);
      expect(right / objects, wordsOf(compared.wrong)).toBeGreaterThanOrEqual(0.999);
      expect(unknownBlocks / liveBlocks).toBeLessThanOrEqual(0.0001);
      const missedCount = [...missed.values()].reduce((sum, one) => sum + one, 0);
      expect(missedCount / references, wordsOf(missed)).toBeLessThanOrEqual(0.0002);
    } finally {
      running.end();
      rmSync(folder, { recursive: true });
    }
  });
});

function wordsOf(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([what, count]) => `${count} ${what}`).join(", ");
}
