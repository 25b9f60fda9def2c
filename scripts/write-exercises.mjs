/** Writes every exercise into its notebook; what a notebook has besides stays as it is. */
import { readdirSync } from "node:fs";
import { EXERCISES } from "../dist/exercises/exercises.js";
import { readNotebookFile, writeNotebookFile } from "../dist/notebook/format/notebook-file.js";
import { withExercises } from "../dist/notebook/grade/exercise-cells.js";

for (const name of readdirSync("notebooks").filter((file) => file.endsWith(".ipynb"))) {
  const own = EXERCISES.filter(({ notebook }) => notebook === Number.parseInt(name, 10));
  if (own.length === 0) continue;
  const file = `notebooks/${name}`;
  const isWritten = writeNotebookFile(file, withExercises(readNotebookFile(file), own));
  console.log(`${file}: ${own.map(({ id }) => id).join(", ")}${isWritten ? "" : " (unchanged)"}`);
}
