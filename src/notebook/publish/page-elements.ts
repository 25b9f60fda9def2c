/**
 * What a page has besides the notebook's cells, where a cell's metadata asks for it. Jupyter shows
 * nothing of it.
 *
 *     predict   questions, see prediction.ts; after the cell, each to be answered
 *     choose    objects, see choosing.ts; after the task of an exercise, to answer it by choosing
 *     controls  { "keep": { "from": 0.00001, "to": 0.5, "scale": "log" } }; before a cell tagged
 *               `parameters`, how its values are set; each has a field anyway
 */
import type { Choosing } from "../../exercises/choosing.js";
import type { Cell, Json, JsonObject, Notebook } from "../format/notebook-format.js";
import { isJsonObject, NotebookFormatError } from "../format/parse-notebook.js";
import { type Question, questionsIn } from "./prediction.js";

/** An element that the site supplies, and its attributes. */
export type PageElement =
  | { readonly name: "NotebookQuestion"; readonly attributes: { id: string; question: Question } }
  | {
      readonly name: "NotebookChoice";
      readonly attributes: { exercise: string; choose: Choosing };
    }
  | {
      readonly name: "NotebookParameters";
      readonly attributes: { id: string; source: string; controls: Controls };
    };

/** By the parameter's name, how it is set. A type and no interface, so that it counts as JSON. */
export type Controls = { readonly [parameter: string]: Control };

/** What the page shows for a parameter: a choice of texts, a slider, or else a field. */
export type Control = {
  /** What the parameter is, in the reader's words; its name where nothing is said. */
  readonly label?: string;
  readonly choices?: readonly string[];
  /** Ends of a slider. */
  readonly from?: number;
  readonly to?: number;
  /** Equal steps of a `log` slider multiply. */
  readonly scale?: "linear" | "log";
};

/** Tag of the cell that declares the notebook's parameters. */
export const PARAMETERS_TAG = "parameters";

/**
 * The elements that stand before a cell on its page.
 *
 * @throws {NotebookFormatError} when the metadata is not as an element needs it.
 */
export function elementsBefore(cell: Cell, file = "notebook"): PageElement[] {
  const { id, metadata, source } = cell;
  if (cell.cell_type !== "code" || !metadata.tags?.includes(PARAMETERS_TAG)) return [];
  const controls = controlsIn(metadata["controls"] ?? {}, `${file}: cell ${id}`);
  return [{ name: "NotebookParameters", attributes: { id, source, controls } }];
}

function controlsIn(controls: Json, place: string): Controls {
  const refuse = (problem: string): never => {
    throw new NotebookFormatError(`${place}: metadata.controls ${problem}`);
  };
  if (!isJsonObject(controls)) return refuse("must be an object, by the parameters' names");
  const entries = Object.entries(controls).map(([name, control]) => [
    name,
    isJsonObject(control)
      ? controlOf(control, (problem) => refuse(`of ${name} ${problem}`))
      : refuse(`of ${name} must be an object, got ${JSON.stringify(control)}`),
  ]);
  return Object.fromEntries(entries);
}

function controlOf(control: JsonObject, refuse: (problem: string) => never): Control {
  const { label, choices, from, to, scale } = control;
  if (label !== undefined && typeof label !== "string") refuse("must have a text as its label");
  if (choices !== undefined && !isListOfTexts(choices)) refuse("must have texts to choose from");
  if ((from === undefined) !== (to === undefined)) refuse("must have both from and to");
  if (from !== undefined && !(Number(from) < Number(to))) {
    refuse(`must go from a number to a larger one, got ${from} to ${to}`);
  }
  if (scale !== undefined && scale !== "linear" && scale !== "log") {
    refuse(`must have the scale linear or log, got ${JSON.stringify(scale)}`);
  }
  if (scale === "log" && !(Number(from) > 0)) refuse("must begin above 0 for a log scale");
  return control;
}

function isListOfTexts(json: Json): boolean {
  return Array.isArray(json) && json.length > 0 && json.every((one) => typeof one === "string");
}

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
