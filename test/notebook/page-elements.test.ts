import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { logExperiment } from "../../src/experiments/log-experiment.js";
import { elementsAfter } from "../../src/notebook/page-elements.js";
import { parseNotebook } from "../../src/notebook/parse-notebook.js";
import { choiceWithId, optionsOf } from "../../src/site/components/player/run-choices.js";

/** Every player that a notebook offers, with the code of its cell and of those above. */
const OFFERS = readdirSync("notebooks")
  .filter((file) => file.endsWith(".ipynb"))
  .flatMap((file) => {
    const { cells } = parseNotebook(readFileSync(`notebooks/${file}`, "utf8"), file);
    return cells.flatMap((cell, at) =>
      elementsAfter(cell, file)
        .filter(({ name }) => name === "NotebookPlayer")
        .map(({ attributes }) => ({
          cell: `${file}#${cell.id}`,
          run: String(attributes["run"]),
          step: Number(attributes["step"]),
          code: cells.slice(0, at + 1).map(({ source }) => source),
        })),
    );
  });

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
      const { marks } = await logExperiment(choice.experiment, optionsOf(choice, "3.11"));
      expect(marks.map(({ step }) => step)).toContain(offer.step);
    },
  );
});
