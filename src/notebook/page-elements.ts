/**
 * What a page has besides the notebook's cells, where a cell's metadata asks for it. Jupyter shows
 * nothing of it.
 *
 *     player   { "run": "toy", "step": 12 }   after the cell, an offer to step through a run
 */
import type { Cell, Json, JsonObject } from "./notebook-format.js";
import { NotebookFormatError } from "./parse-notebook.js";

/** An element that the site supplies, and its attributes. */
export interface PageElement {
  readonly name: string;
  readonly attributes: JsonObject;
}

/**
 * The elements that follow a cell on its page.
 *
 * @param file - the notebook's name, for messages.
 * @throws {NotebookFormatError} when the metadata is not as an element needs it.
 */
export function elementsAfter({ id, metadata }: Cell, file = "notebook"): PageElement[] {
  const { player } = metadata;
  return player === undefined ? [] : [playerOffer(player, `${file}: cell ${id}`)];
}

function playerOffer(player: Json, place: string): PageElement {
  const { run, step } = isObject(player) ? player : {};
  if (typeof run !== "string" || !Number.isInteger(step) || Number(step) < 0) {
    throw new NotebookFormatError(
      `${place}: metadata.player must have the name of a run and a whole step from 0, got ${JSON.stringify(player)}`,
    );
  }
  return { name: "NotebookPlayer", attributes: { run, step: Number(step) } };
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
