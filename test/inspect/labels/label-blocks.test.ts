import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { labelBlocks } from "../../../src/inspect/labels/label-blocks.js";
import { isThorough, PythonProcess, programPath, pythonsToTry } from "../python-process.js";
import { compareWithTruth } from "../truth.js";

interface Workload {
  readonly program: string;
  readonly count: number;
  /** The package that it needs besides Python. */
  readonly needs?: string;
}

const quick: readonly Workload[] = [{ program: "mixed.py", count: 1500 }];
const thorough: readonly Workload[] = [
  { program: "mixed.py", count: 20_000 },
  { program: "json_records.py", count: 20_000 },
  { program: "rare_survivors.py", count: 300_000 },
  { program: "django_application.py", count: 3000, needs: "django" },
  { program: "sqlalchemy_rows.py", count: 5000, needs: "sqlalchemy" },
  { program: "pandas_frames.py", count: 20_000, needs: "pandas" },
];

const pythons = pythonsToTry();
const cases = pythons.flatMap((python) =>
  (isThorough ? thorough : quick).map((workload) => ({ ...python, ...workload })),
);

const has = (path: string, name: string) =>
  spawnSync(path, ["-c", `import ${name}`], { stdio: "ignore" }).status === 0;

describe.skipIf(pythons.length === 0)("labels of a real process (needs Linux and a Python)", () => {
  test.for(cases)(
    "are what CPython $version itself says of $program",
    { timeout: 300_000 },
    async (one, { skip }) => {
      const { path, version, program, count, needs } = one;
      if (needs !== undefined && !has(path, needs)) skip(`needs ${needs}`);
      const folder = mkdtempSync(join(tmpdir(), "truth-"));
      const file = join(folder, "truth");
      const running = await PythonProcess.start(one, [
        programPath("target.py"),
        programPath(program),
        String(count),
      ]);
      try {
        await running.ask(
          `exec(open(${JSON.stringify(programPath("truth.py"))}).read(), globals())`,
        );
        await running.ask(`alive = truth(${JSON.stringify(file)})`);
        const compared = compareWithTruth(labelBlocks(running.read()), file);
        const { objects, right, references, missed, unknownBlocks, liveBlocks } = compared;
        const missedCount = [...missed.values()].reduce((sum, each) => sum + each, 0);
        console.log(
          `CPython ${version}, ${program}: ${right} of ${objects} objects right, ` +
            `${references - missedCount} of ${references} references found, ` +
            `${unknownBlocks} of ${liveBlocks} blocks unknown` +
            (compared.wrong.size > 0 ? `; ${wordsOf(compared.wrong)}` : ""),
        );
        expect(objects).toBeGreaterThan(5000);
        expect(right / objects, wordsOf(compared.wrong)).toBeGreaterThanOrEqual(0.999);
        expect(unknownBlocks / liveBlocks).toBeLessThanOrEqual(0.0001);
        expect(missedCount / references, wordsOf(missed)).toBeLessThanOrEqual(0.001);
      } finally {
        running.end();
        rmSync(folder, { recursive: true });
      }
    },
  );
});

function wordsOf(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([what, count]) => `${count} ${what}`).join(", ");
}
