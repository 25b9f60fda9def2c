/**
 * A question that the reader of a page may answer before seeing the result, and its answer: a
 * figure that a cell of the same notebook printed, so that no answer is written twice.
 *
 * A prose cell asks by its metadata, `predict`, a list of questions.
 *
 *     a number          { asks, unit, cell, after }
 *     one of a few      { asks, unit, cell, after, choices: [{ text, value }] }
 *     least or most     { asks, unit, cell, best, choices: [{ text, after }] }
 *
 * `after` are the words in the output of `cell` that stand before the figure, in one line. It is
 * the first figure there, or the one that `number` says, from 1.
 */
import type { Json, JsonObject, Notebook } from "../format/notebook-format.js";
import { isJsonObject, NotebookFormatError } from "../format/parse-notebook.js";

/** A question with its answer. A type and no interface, so that it counts as JSON. */
export type Question = {
  readonly asks: string;
  /** What the figures count, such as `arenas` or `%`. */
  readonly unit: string;
  /** The notebook's own figure. Of the choices, those with this value are right. */
  readonly answer: number;
  /** What there is to choose; empty where a number is asked for. */
  readonly choices: readonly { readonly text: string; readonly value: number }[];
};

/**
 * Reads the questions of a cell, with their answers from the notebook's outputs.
 *
 * @param place - where they are, for messages.
 * @throws {NotebookFormatError} when a question is not of one of the shapes above, or no cell
 *   printed its figure.
 */
export function questionsIn(predict: Json, notebook: Notebook, place: string): Question[] {
  const refuse = (problem: string): never => {
    throw new NotebookFormatError(`${place}: metadata.predict ${problem}`);
  };
  if (!Array.isArray(predict)) return refuse("must be a list of questions");
  return predict.map((question: Json) =>
    isJsonObject(question)
      ? new QuestionReader(question, notebook, refuse).read()
      : refuse(`has no question in ${JSON.stringify(question)}`),
  );
}

/** One question, being read. */
class QuestionReader {
  readonly #question: JsonObject;
  readonly #refuse: (problem: string) => never;
  readonly #printed: string;

  constructor(question: JsonObject, notebook: Notebook, refuse: (problem: string) => never) {
    this.#question = question;
    this.#refuse = refuse;
    this.#printed = printedBy(notebook, this.#text(question, "cell"));
  }

  read(): Question {
    const { unit = "", choices = [] } = this.#question;
    const asks = this.#text(this.#question, "asks");
    const listed = Array.isArray(choices) ? choices.filter(isJsonObject) : [];
    const chosen = listed.map((choice) => ({
      text: this.#text(choice, "text"),
      value: typeof choice["value"] === "number" ? choice["value"] : this.#figure(choice),
    }));
    const values = chosen.map(({ value }) => value);
    const answer = this.#answer(values);
    if (chosen.length > 0 && !values.includes(answer)) {
      this.#refuse(`asks "${asks}", and no choice is the ${answer} that was printed`);
    }
    return { asks, unit: String(unit), answer, choices: chosen };
  }

  #answer(values: readonly number[]): number {
    const { best } = this.#question;
    if (best === "least") return Math.min(...values);
    if (best === "most") return Math.max(...values);
    return this.#figure(this.#question);
  }

  #figure(from: JsonObject): number {
    const after = this.#text(from, "after");
    const { number = 1 } = this.#question;
    const line = this.#printed.split("\n").find((candidate) => candidate.includes(after));
    const figures = line?.slice(line.indexOf(after) + after.length).match(/-?\d[\d.,]*/g);
    const figure = Number(figures?.[Number(number) - 1]?.replaceAll(",", ""));
    if (!Number.isNaN(figure)) return figure;
    return this.#refuse(
      `has "${after}", but cell ${this.#question["cell"]} printed no figure ${number} after it`,
    );
  }

  #text(object: JsonObject, field: string): string {
    const { [field]: text } = object;
    if (typeof text === "string" && text !== "") return text;
    return this.#refuse(`lacks "${field}" in ${JSON.stringify(object)}`);
  }
}

function printedBy({ cells }: Notebook, id: string): string {
  const cell = cells.find((candidate) => candidate.id === id);
  if (cell?.cell_type !== "code") return "";
  return cell.outputs
    .map((output) => (output.output_type === "stream" ? output.text : ""))
    .join("");
}
