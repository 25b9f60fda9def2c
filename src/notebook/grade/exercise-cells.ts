/**
 * Exercises as the last cells of a notebook: the task as prose, then a cell with the
 * starter and its check.
 *
 * Tools know them by their tags: `exercise-task` and `exercise`, each with the id of
 * the exercise as `metadata.exercise`. Where an answer is a choice of objects, the task has these
 * as `metadata.choose`, and a page offers them. An answer's cell has the kind of its exercise for a
 * second tag.
 */
import type { Exercise, ExerciseKind } from "../../exercises/exercise.js";
import type { Cell, CodeCell, Notebook } from "../format/notebook-format.js";

/** Tag of a cell with a task. */
export const TASK_TAG = "exercise-task";

/** Tag of a cell with an answer and its check. */
export const EXERCISE_TAG = "exercise";

const INVITATIONS: Readonly<Record<ExerciseKind, string>> = {
  predict: "Predict, then check.",
  change: "Change the answer, then check.",
  build: "Build it, then check.",
};

/**
 * Puts exercises at the end of a notebook, in place of those it has. A cell whose code
 * stays the same keeps its outputs.
 */
export function withExercises(notebook: Notebook, exercises: readonly Exercise[]): Notebook {
  const others = notebook.cells.filter((cell) => !isOfExercise(cell));
  const cells = exercises.flatMap((exercise, i) => [
    taskCell(exercise, i === 0),
    answerCell(exercise, notebook),
  ]);
  return { ...notebook, cells: [...others, ...cells] };
}

function isOfExercise({ metadata: { tags = [] } }: Cell): boolean {
  return tags.includes(TASK_TAG) || tags.includes(EXERCISE_TAG);
}

function taskCell({ id, kind, title, task, choose }: Exercise, isFirst: boolean): Cell {
  const parts = [`### ${title}`, `*${INVITATIONS[kind]}* ${task}`];
  return {
    cell_type: "markdown",
    id: `${id}-task`,
    metadata: { ...(choose && { choose }), exercise: id, tags: [TASK_TAG] },
    source: [...(isFirst ? ["## Exercises"] : []), ...parts].join("\n\n"),
  };
}

function answerCell({ id, kind, starter }: Exercise, notebook: Notebook): CodeCell {
  const source = [
    'import { check } from "pymalloc-lab";',
    "",
    starter,
    "",
    `await check(${JSON.stringify(id)}, answer);`,
  ].join("\n");
  const before = notebook.cells.find((cell) => cell.id === id);
  const isSame = before?.cell_type === "code" && before.source === source;
  return {
    cell_type: "code",
    id,
    metadata: { exercise: id, tags: [EXERCISE_TAG, kind] },
    source,
    execution_count: isSame ? before.execution_count : null,
    outputs: isSame ? before.outputs : [],
  };
}
