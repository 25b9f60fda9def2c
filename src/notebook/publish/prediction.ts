/**
 * A question that the reader of a page answers before seeing the result, and its answer: a figure
 * that a cell of the same notebook printed or drew, so that no answer is written twice.
 *
 * A prose cell asks by its metadata, `predict`, a list of questions.
 *
 *     a line            { asks, unit, line, from }
 *     a number          { asks, unit, cell, after }
 *     one of a few      { asks, unit, cell, after, choices: [{ text, value }] }
 *     least or most     { asks, unit, cell, best, choices: [{ text, after }] }
 *     an order          { asks, unit, cell, order, choices: [{ text, after }] }
 *
 * `line` is the cell whose chart has the run: the reader draws on what is held, from the stage
 * `from` on (the last but one, where it is left out), in `unit` "arenas" or "MiB"; of several runs
 * in the chart `run` says which, from 1. `order` is "least first" or "most first".
 *
 * `after` are the words in the output of `cell` that stand before the figure, in one line. It is
 * the first figure there, or the one that `number` says, from 1.
 *
 * Until the reader has answered, the page covers what tells the answer: from the cell `covers` on
 * or, of two there, from the first to the last, their outputs, the prose between them and the prose
 * under the last. Where it is left out, it is the cell that has the answer.
 */
import type { Json, JsonObject, Notebook } from "../format/notebook-format.js";
import { isJsonObject, NotebookFormatError } from "../format/parse-notebook.js";
import { guessedLineIn } from "./guessed-line.js";
import type { GuessedLine } from "./line-points.js";

/** A question with its answer. A type and no interface, so that it counts as JSON. */
export type Question = {
  readonly asks: string;
  /** What the figures count, such as `arenas` or `%`. */
  readonly unit: string;
  /** The notebook's own figure. Of the choices, those with this value are right. */
  readonly answer: number;
  /** What there is to choose; empty where a number is asked for. */
  readonly choices: readonly { readonly text: string; readonly value: number }[];
  /** Where a line is asked for. */
  readonly line?: GuessedLine;
  /** Where the choices are to be put in order. */
  readonly order?: "least first" | "most first";
  /** What is covered before it is answered. */
  readonly covers: Covers;
};

/** Ids of the first and the last cell that are covered. */
export type Covers = { readonly first: string; readonly last: string };

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
  return predict.flatMap((question: Json) => {
    if (!isJsonObject(question)) return refuse(`has no question in ${JSON.stringify(question)}`);
    const read = () => new QuestionReader(question, notebook, refuse).read();
    return isAnswered(question, notebook) ? [read()] : [];
  });
}

/** A cell that was never run has no answer yet: its page asks when it has. */
function isAnswered({ line, cell }: JsonObject, { cells }: Notebook): boolean {
  const answering = cells.find(({ id }) => id === (line ?? cell));
  if (answering?.cell_type !== "code") return true;
  return answering.execution_count !== null || answering.outputs.length > 0;
}

/** One question, being read. */
class QuestionReader {
  readonly #question: JsonObject;
  readonly #notebook: Notebook;
  readonly #refuse: (problem: string) => never;

  constructor(question: JsonObject, notebook: Notebook, refuse: (problem: string) => never) {
    this.#question = question;
    this.#notebook = notebook;
    this.#refuse = refuse;
  }

  read(): Question {
    const { unit = "", choices = [], line } = this.#question;
    const order = this.#order();
    const asks = this.#text(this.#question, "asks");
    const covers = this.#covers(line === undefined ? "cell" : "line");
    if (line !== undefined) {
      const guessed = guessedLineIn(this.#question, this.#notebook, this.#refuse);
      const answer = guessed.truth.at(-1)?.held ?? 0;
      return { asks, unit: String(unit), answer, choices: [], line: guessed, covers };
    }
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
    const read = { asks, unit: String(unit), answer, choices: chosen, covers };
    return order === undefined ? read : { ...read, order };
  }

  #order(): Question["order"] {
    const { order } = this.#question;
    if (order === undefined || order === "least first" || order === "most first") return order;
    return this.#refuse(
      `has the order ${JSON.stringify(order)}, not "least first" or "most first"`,
    );
  }

  #covers(answeredBy: string): Covers {
    const { covers } = this.#question;
    const ids = Array.isArray(covers) ? covers.map(String) : [String(covers)];
    const [first = "", last = first] =
      covers === undefined ? [this.#text(this.#question, answeredBy)] : ids;
    const codeCells = this.#notebook.cells.filter((cell) => cell.cell_type === "code");
    for (const id of covers === undefined ? [] : [first, last]) {
      if (codeCells.some((cell) => cell.id === id)) continue;
      this.#refuse(`covers "${id}", and there is no code cell of that id`);
    }
    return { first, last };
  }

  #answer(values: readonly number[]): number {
    const { best, order } = this.#question;
    if (best === "least" || order === "least first") return Math.min(...values);
    if (best === "most" || order === "most first") return Math.max(...values);
    return this.#figure(this.#question);
  }

  #figure(from: JsonObject): number {
    const after = this.#text(from, "after");
    const { number = 1 } = this.#question;
    const printed = printedBy(this.#notebook, this.#text(this.#question, "cell"));
    const lines = printed.split("\n");
    // The row of a table begins with its name; a sentence above may have the same word.
    const line =
      lines.find((candidate) => candidate.startsWith(after)) ??
      lines.find((candidate) => candidate.includes(after));
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
    .map((output) => {
      if (output.output_type === "stream") return output.text;
      if (output.output_type === "error") return "";
      return `${output.data["text/plain"] ?? ""}\n`;
    })
    .join("");
}
