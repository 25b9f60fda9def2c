import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { EXERCISES } from "../../../src/exercises/exercises.js";
import { VERDICT_MIME } from "../../../src/exercises/verdict.js";
import { readNotebookFile } from "../../../src/notebook/format/notebook-file.js";
import type { Notebook } from "../../../src/notebook/format/notebook-format.js";
import { EXERCISE_TAG, withExercises } from "../../../src/notebook/grade/exercise-cells.js";
import { verdictLine, verdictOutput } from "../../../src/notebook/show/verdict-output.js";

const folder = fileURLToPath(new URL("../../../notebooks/", import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));
const ofNotebook = (number: number) => EXERCISES.filter(({ notebook }) => notebook === number);

test.each(files)("%s ends with its exercises, as npm run exercises writes them", (name) => {
  const notebook = readNotebookFile(folder + name);
  const exercises = ofNotebook(Number.parseInt(name, 10));
  expect(exercises.length, "one or two exercises").toBeGreaterThan(0);
  expect(withExercises(notebook, exercises)).toEqual(notebook);
});

test.each(files)("%s stores the verdict on each starter, which is not yet", (name) => {
  const { cells } = readNotebookFile(folder + name);
  for (const cell of cells) {
    if (cell.cell_type !== "code" || !cell.metadata.tags?.includes(EXERCISE_TAG)) continue;
    const verdicts = cell.outputs.map((output) => "data" in output && output.data[VERDICT_MIME]);
    expect(verdicts).toMatchObject([{ exercise: cell.metadata["exercise"], passed: false }]);
  }
});

test("an answer of the reader's goes when the starter is written again, and its outputs with it", () => {
  const [exercise] = EXERCISES;
  if (exercise === undefined) throw new Error("there are exercises");
  const empty: Notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] };
  const written = withExercises(empty, [exercise]);
  const [task, answer] = written.cells;
  if (task === undefined || answer?.cell_type !== "code") throw new Error("two cells are written");
  const outputs = [{ output_type: "stream", name: "stdout", text: "Right" }] as const;
  const changed = { ...answer, source: `${answer.source}\n// mine`, outputs };
  expect(withExercises({ ...empty, cells: [task, changed] }, [exercise])).toEqual(written);
  const kept = { ...answer, outputs };
  expect(withExercises({ ...empty, cells: [task, kept] }, [exercise]).cells[1]).toEqual(kept);
});

test("a verdict is data, a box, and a line", () => {
  const bundle = verdictOutput({ exercise: "one", passed: false, message: "1 < 2 & so on" });
  expect(bundle[VERDICT_MIME]).toEqual({
    exercise: "one",
    passed: false,
    message: "1 < 2 & so on",
  });
  expect(bundle["text/html"]).toContain("<strong>Not yet.</strong> 1 &lt; 2 &amp; so on");
  expect(bundle["text/plain"]).toBe("Not yet: 1 < 2 & so on");
  expect(verdictLine(true, "It is.")).toBe("Right: It is.");
});
