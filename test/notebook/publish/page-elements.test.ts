import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { EXERCISES } from "../../../src/exercises/exercises.js";
import type { Cell, CellMetadata } from "../../../src/notebook/format/notebook-format.js";
import { parseNotebook } from "../../../src/notebook/format/parse-notebook.js";
import { elementsAfter } from "../../../src/notebook/publish/page-elements.js";

const NOTEBOOKS = readdirSync("notebooks")
  .filter((file) => file.endsWith(".ipynb"))
  .map((file) => {
    return { file, notebook: parseNotebook(readFileSync(`notebooks/${file}`, "utf8"), file) };
  });

describe("what is chosen in an exercise", () => {
  const [first] = NOTEBOOKS;
  const task = (metadata: CellMetadata): Cell => {
    return { cell_type: "markdown", id: "task", metadata, source: "" };
  };
  const elements = (metadata: CellMetadata) =>
    elementsAfter(task(metadata), first!.notebook, "01.ipynb");

  it("is offered after its task", () => {
    const choose = { kind: "several", options: ["3.8", "3.9"] };
    expect(elements({ exercise: "which", choose })).toEqual([
      { name: "NotebookChoice", attributes: { exercise: "which", choose } },
    ]);
  });

  it("is refused where nothing can be chosen, or no exercise is named", () => {
    expect(() => elements({ exercise: "which", choose: { kind: "some" } })).toThrow(
      /^01\.ipynb: cell task: metadata\.choose must have a kind \(blocks, groups, several, one, order\)/,
    );
    expect(() => elements({ choose: { kind: "one", options: [1] } })).toThrow(
      /metadata\.exercise names none/,
    );
  });

  it.each(EXERCISES.filter(({ choose }) => choose !== undefined))(
    "is in the notebook as the exercise $id has it",
    ({ id, choose }) => {
      const offered = NOTEBOOKS.flatMap(({ file, notebook }) =>
        notebook.cells.flatMap((cell) => elementsAfter(cell, notebook, file)),
      ).filter(({ name, attributes }) => name === "NotebookChoice" && attributes.exercise === id);
      expect(offered.map(({ attributes }) => attributes)).toEqual([{ exercise: id, choose }]);
    },
  );
});

describe("a notebook", () => {
  it.each(NOTEBOOKS)("$file opens with a question whose answer it has", ({ file, notebook }) => {
    const [opening, ...others] = notebook.cells.map((cell) => elementsAfter(cell, notebook, file));
    const questions = (opening ?? []).map(({ name }) => name);
    expect(questions.length).toBeGreaterThan(0);
    expect(new Set(questions)).toEqual(new Set(["NotebookQuestion"]));
    expect(others.flat().map(({ name }) => name)).not.toContain("NotebookQuestion");
  });
});
