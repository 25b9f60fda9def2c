/** Learners' notebooks, graded by the real kernel. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { newNotebook } from "../../../src/notebook/format/new-notebook.js";
import type { Notebook, Output } from "../../../src/notebook/format/notebook-format.js";
import { verdictOf } from "../../../src/notebook/grade/check-verdict.js";
import { gradeNotebook } from "../../../src/notebook/grade/grade-notebook.js";
import { executeNotebook } from "../../../src/notebook/run/run-notebook.js";
import { codeCell, notebookOf } from "../lesson.js";

const LIMIT = { timeoutSeconds: 30 };

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "grade-notebook-test-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

const grade = (notebook: Notebook, options = LIMIT, reference?: Notebook) =>
  gradeNotebook(notebook, join(folder, "learner.ipynb"), options, reference);

describe("a graded notebook", () => {
  it("has a verdict for each check, in whichever way the check gives it", async () => {
    const { passed, of, checks, failures } = await grade(
      notebookOf(
        codeCell("answer", "let answer = 6;"),
        codeCell("value", "({ passed: answer === 7, hint: 'one more' })", "check"),
        codeCell("truth", "answer === 6", "check"),
        codeCell("thrown", "if (answer < 7) throw new Error('too few')", "check"),
        codeCell("broken", "throw new RangeError('not mine')"),
        {
          ...codeCell("printed", 'console.log(\'{"passed": true, "message": "so"}\')', "exercise"),
          metadata: { tags: ["exercise"], exercise: "say-so" },
        },
      ),
    );
    expect({ passed, of }).toEqual({ passed: 2, of: 4 });
    expect(checks).toEqual([
      { cellId: "value", exercise: "value", passed: false, hint: "one more" },
      { cellId: "truth", exercise: "truth", passed: true, hint: "" },
      { cellId: "thrown", exercise: "thrown", passed: false, hint: "too few" },
      { cellId: "printed", exercise: "say-so", passed: true, hint: "so" },
    ]);
    expect(failures).toEqual([{ cellId: "broken", problem: "failed: RangeError: not mine" }]);
  });

  it("whose cell hangs or ends the kernel still has a verdict for every check", async () => {
    const notebook = notebookOf(
      codeCell("hangs", "for (;;);"),
      codeCell("first", "true", "check"),
      codeCell("ends", "process.exit(3)"),
      codeCell("second", "true", "check"),
    );
    const { checks, failures } = await grade(notebook, { timeoutSeconds: 4 });
    expect(checks).toMatchObject([
      { cellId: "first", passed: true },
      { cellId: "second", passed: false, hint: "not reached: an earlier cell ended the kernel" },
    ]);
    expect(failures).toMatchObject([
      { cellId: "hangs", problem: "ran for more than 4 s" },
      { cellId: "ends", problem: expect.stringContaining("took the kernel with it") },
    ]);
  });

  it("is checked by the teacher's checks where they are given", async () => {
    const check = codeCell("check", "answer === 7", "check");
    const other = codeCell("other", "true", "check");
    const tampered = codeCell("check", "true", "check");
    const learner = notebookOf(codeCell("answer", "let answer = 6;"), tampered);
    const reference = notebookOf(codeCell("answer", "let answer = 0;"), check, other);
    expect((await grade(learner)).passed).toBe(1);
    const { checks } = await grade(learner, LIMIT, reference);
    expect(checks).toMatchObject([
      { cellId: "check", passed: false },
      { cellId: "other", passed: false, hint: "the check was removed" },
    ]);
  });
});

test("a new notebook runs, and its check says that the exercise is not done", async () => {
  const notebook = newNotebook("Lesson");
  const ran = await executeNotebook(notebook, join(folder, "new.ipynb"), LIMIT);
  const check = ran.cells.find(({ id }) => id === "check");
  expect(check?.cell_type === "code" && verdictOf(check.outputs)).toEqual({
    passed: false,
    hint: "How many of the numbers are even?",
  });
});

test("a check that says nothing did not pass", () => {
  const printed: Output = { output_type: "stream", name: "stdout", text: "done\n" };
  for (const outputs of [[], [printed]]) {
    expect(verdictOf(outputs)).toEqual({
      passed: false,
      hint: "the check says neither that it passed nor why not",
    });
  }
});
