/**
 * Parameters of a notebook: what its cell tagged `parameters` declares can be set from
 * outside. A cell that does so is put in after it, tagged `injected-parameters`; a kernel
 * takes the later declaration.
 */
import { declaredParameters, type Kind, type Parameter } from "./declared-parameters.js";
import type { Cell, CodeCell, Notebook } from "./notebook-format.js";

/** Tag of the cell that declares parameters. */
const DECLARED = "parameters";

/** Tag, and id, of the cell that sets them. */
const INJECTED = "injected-parameters";

/** A parameter that is to be set, as it stands on a command line. */
export interface Setting {
  readonly name: string;
  readonly text: string;
}

/** A parameter cannot be set; the message says why and which can. */
export class ParameterError extends Error {
  override readonly name = "ParameterError";
}

/**
 * Makes the notebook in which parameters are set.
 *
 * @throws {ParameterError} when there is no such parameter, or the value is of another kind.
 */
export function withParameters(notebook: Notebook, settings: readonly Setting[]): Notebook {
  const cells = notebook.cells.filter((cell) => !hasTag(cell, INJECTED));
  const index = cells.findIndex((cell) => hasTag(cell, DECLARED));
  const declaring = cells[index];
  if (declaring?.cell_type !== "code") {
    throw new ParameterError(`no code cell is tagged "${DECLARED}", so nothing can be set`);
  }
  const parameters = declaredParameters(declaring.source);
  const lines = settings.map((setting) => declarationOf(setting, parameters));
  const injected: CodeCell = {
    cell_type: "code",
    id: freeId(cells),
    metadata: { tags: [INJECTED] },
    source: ["// Set from outside.", ...lines].join("\n"),
    execution_count: null,
    outputs: [],
  };
  return { ...notebook, cells: cells.toSpliced(index + 1, 0, injected) };
}

function hasTag({ metadata }: Cell, tag: string): boolean {
  return metadata.tags?.includes(tag) ?? false;
}

function freeId(cells: readonly Cell[]): string {
  let id = INJECTED;
  for (let n = 2; cells.some((cell) => cell.id === id); n++) id = `${INJECTED}-${n}`;
  return id;
}

function declarationOf({ name, text }: Setting, parameters: readonly Parameter[]): string {
  const parameter = parameters.find((one) => one.name === name);
  if (parameter === undefined) {
    const names = parameters.map((one) => one.name).join(", ") || "none";
    throw new ParameterError(`there is no parameter "${name}"; there are ${names}`);
  }
  const { kind, value, around } = parameter;
  if (kind === undefined) {
    throw new ParameterError(`the parameter ${name} is computed (${value}), and cannot be set`);
  }
  const literal = LITERALS[kind](text);
  if (literal === undefined) {
    throw new ParameterError(`the parameter ${name} is ${kind} (${value}), got "${text}"`);
  }
  return `${around[0]}${literal}${around[1]};`;
}

/** Writes a value of each kind in TypeScript, if the text is one. */
const LITERALS: Readonly<Record<Kind, (text: string) => string | undefined>> = {
  "a number": (text) => asJson(text, (value) => typeof value === "number"),
  "a whole number": (text) => (/^-?\d+n?$/.test(text) ? `${text.replace("n", "")}n` : undefined),
  "true or false": (text) => asJson(text, (value) => typeof value === "boolean"),
  "a list": (text) => asJson(text, Array.isArray),
  "an object": (text) =>
    asJson(text, (value) => typeof value === "object" && value !== null && !Array.isArray(value)),
  // A text in quotes is JSON, so that one can begin with a quote; any other is itself.
  "a text": (text) => asJson(text, (value) => typeof value === "string") ?? JSON.stringify(text),
};

function asJson(text: string, isOfKind: (value: unknown) => boolean): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isOfKind(value) ? JSON.stringify(value) : undefined;
  } catch {
    return undefined;
  }
}
