import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { logExperiment } from "../../../src/experiments/log-experiment.js";
import { runExperiment } from "../../../src/experiments/run-experiment.js";
import { parseNotebook } from "../../../src/notebook/format/parse-notebook.js";
import { elementsAfter } from "../../../src/notebook/publish/page-elements.js";
import { choiceWithId, optionsOf } from "../../../src/site/components/player/run-choices.js";

const NOTEBOOKS = readdirSync("notebooks")
  .filter((file) => file.endsWith(".ipynb"))
  .map((file) => {
    return { file, notebook: parseNotebook(readFileSync(`notebooks/${file}`, "utf8"), file) };
  });

/** Every player that a notebook offers, with the code of its cell and of those above. */
const OFFERS = NOTEBOOKS.flatMap(({ file, notebook }) =>
  notebook.cells.flatMap((cell, at) =>
    elementsAfter(cell, notebook, file).flatMap((element) => {
      if (element.name !== "NotebookPlayer") return [];
      const code = notebook.cells.slice(0, at + 1).map(({ source }) => source);
      return [{ cell: `${file}#${cell.id}`, ...element.attributes, code }];
    }),
  ),
);

/** What V8 gives back differs from machine to machine, so nothing can be right there. */
const WITHOUT_QUESTION = "09-not-only-python.ipynb";

describe("a player in a notebook", () => {
  it("is offered by at least one", () => {
    expect(OFFERS).not.toEqual([]);
  });

  it.each(OFFERS)(
    "$cell plays a run that the notebook makes, from one of its stages",
    async (offer) => {
      const choice = choiceWithId(offer.run);
      expect(choice.id).toBe(offer.run);
      expect(offer.code.join("\n")).toContain(`runExperiment("${choice.experiment}"`);
      const options = optionsOf(choice, "3.11");
      const [, seed] = /const seed = (\d+);/.exec(offer.code.join("\n")) ?? [];
      if (seed !== undefined) {
        expect((await runExperiment(choice.experiment, options)).seed).toBe(Number(seed));
      }
      const { marks } = await logExperiment(choice.experiment, options);
      expect(marks.map(({ step }) => step)).toContain(offer.step);
    },
  );
});

describe("a notebook", () => {
  const asking = NOTEBOOKS.filter(({ file }) => file !== WITHOUT_QUESTION);

  it.each(asking)("$file opens with a question whose answer it prints", ({ file, notebook }) => {
    const [opening, ...others] = notebook.cells.map((cell) => elementsAfter(cell, notebook, file));
    const questions = (opening ?? []).map(({ name }) => name);
    expect(questions.length).toBeGreaterThan(0);
    expect(new Set(questions)).toEqual(new Set(["NotebookQuestion"]));
    expect(others.flat().map(({ name }) => name)).not.toContain("NotebookQuestion");
  });
});
