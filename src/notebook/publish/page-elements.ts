/**
 * What a page has besides the notebook's cells, where a cell's metadata asks for it. Jupyter shows
 * nothing of it.
 *
 *     player    { "run": "toy", "step": 12 }   after the cell, an offer to step through a run
 *     predict   questions, see prediction.ts    after the cell, each to be answered
 */
import type { Cell, Json, Notebook } from "../format/notebook-format.js";
import { isJsonObject, NotebookFormatError } from "../format/parse-notebook.js";
import { type Question, questionsIn } from "./prediction.js";

/** An element that the site supplies, and its attributes. */
export type PageElement =
  | { readonly name: "NotebookPlayer"; readonly attributes: { run: string; step: number } }
  | { readonly name: "NotebookQuestion"; readonly attributes: { id: string; question: Question } };

/**
 * The elements that follow a cell on its page.
 *
 * @param file - the notebook's name, for messages.
 * @throws {NotebookFormatError} when the metadata is not as an element needs it.
 */
export function elementsAfter(cell: Cell, notebook: Notebook, file = "notebook"): PageElement[] {
  const { id, metadata } = cell;
  const { player, predict } = metadata;
  const place = `${file}: cell ${id}`;
  const questions = predict === undefined ? [] : questionsIn(predict, notebook, place);
  return [
    ...questions.map((question, i) => ({
      name: "NotebookQuestion" as const,
      attributes: { id: `${id}-${i + 1}`, question },
    })),
    ...(player === undefined ? [] : [playerOffer(player, place)]),
  ];
}

function playerOffer(player: Json, place: string): PageElement {
  const { run, step } = isJsonObject(player) ? player : {};
  if (typeof run !== "string" || !Number.isInteger(step) || Number(step) < 0) {
    throw new NotebookFormatError(
      `${place}: metadata.player must have the name of a run and a whole step from 0, got ${JSON.stringify(player)}`,
    );
  }
  return { name: "NotebookPlayer", attributes: { run, step: Number(step) } };
}
