/**
 * What a page has besides the notebook's cells, where a cell's metadata asks for it. Jupyter shows
 * nothing of it.
 *
 *     predict   questions, see prediction.ts; after the cell, each to be answered
 *     choose    objects, see choosing.ts; after the task of an exercise, to answer it by choosing
 */
import type { Choosing } from "../../exercises/choosing.js";
import type { Cell, Json, Notebook } from "../format/notebook-format.js";
import { isJsonObject, NotebookFormatError } from "../format/parse-notebook.js";
import { type Question, questionsIn } from "./prediction.js";

/** An element that the site supplies, and its attributes. */
export type PageElement =
  | { readonly name: "NotebookQuestion"; readonly attributes: { id: string; question: Question } }
  | {
      readonly name: "NotebookChoice";
      readonly attributes: { exercise: string; choose: Choosing };
    };

/**
 * The elements that follow a cell on its page.
 *
 * @param file - the notebook's name, for messages.
 * @throws {NotebookFormatError} when the metadata is not as an element needs it.
 */
export function elementsAfter(cell: Cell, notebook: Notebook, file = "notebook"): PageElement[] {
  const { id, metadata } = cell;
  const { predict, choose } = metadata;
  const place = `${file}: cell ${id}`;
  const questions = predict === undefined ? [] : questionsIn(predict, notebook, place);
  return [
    ...questions.map((question, i) => ({
      name: "NotebookQuestion" as const,
      attributes: { id: `${id}-${i + 1}`, question },
    })),
    ...(choose === undefined ? [] : [choiceIn(choose, metadata["exercise"], place)]),
  ];
}

const LISTS = {
  blocks: "arenas",
  groups: "groups",
  several: "options",
  one: "options",
  order: "options",
};

function choiceIn(choose: Json, exercise: Json | undefined, place: string): PageElement {
  if (typeof exercise !== "string") {
    throw new NotebookFormatError(
      `${place}: metadata.choose is for the task of an exercise, and metadata.exercise names none`,
    );
  }
  if (!isChoosing(choose)) {
    throw new NotebookFormatError(
      `${place}: metadata.choose must have a kind (${Object.keys(LISTS).join(", ")}) and its objects, got ${JSON.stringify(choose)}`,
    );
  }
  return { name: "NotebookChoice", attributes: { exercise, choose } };
}

/** Says whether there is something to choose; the library writes the rest. */
function isChoosing(choose: Json): choose is Choosing {
  if (!isJsonObject(choose)) return false;
  const list = Object.entries(LISTS).find(([kind]) => kind === choose["kind"])?.[1];
  return list !== undefined && Array.isArray(choose[list]) && choose[list].length > 0;
}
