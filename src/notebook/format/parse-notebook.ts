/**
 * Reading a notebook file, and refusing one that is not a notebook.
 *
 * Older files of format 4 are taken too: a cell without an id is given one by
 * its place. What the format does not name is kept as it is.
 */
import { parseJson, quotedJson } from "../../json/parse-json.js";
import {
  type Attachments,
  type Cell,
  type CellMetadata,
  isJsonMime,
  type Json,
  type JsonObject,
  type MarkdownCell,
  type MimeBundle,
  type Notebook,
  type Output,
  type RawCell,
} from "./notebook-format.js";

/** The minor version that is written: the first with cell ids. */
const NBFORMAT_MINOR = 5;

/** A file that is not a notebook; the message names the file, the place in it and the cure. */
export class NotebookFormatError extends Error {
  override readonly name = "NotebookFormatError";
}

/**
 * Reads a notebook.
 *
 * @param text - the file's content.
 * @param file - its name, for messages.
 * @throws {NotebookFormatError} when it is not JSON, not nbformat 4, or a part of it is not of
 *   the format's shape.
 */
export function parseNotebook(text: string, file = "notebook"): Notebook {
  const at = (place: string): Place => ({ file, place });
  const root = objectIn(jsonOf(text, file), at("the file"));
  const { nbformat, nbformat_minor: minor, metadata, cells: storedCells } = root;
  if (nbformat !== 4) refuse(at("nbformat"), `is ${quotedJson(nbformat)}, expected 4`);
  if (typeof minor !== "number") refuse(at("nbformat_minor"), "is not a number");
  const cells = arrayIn(storedCells, at("cells")).map((cell, index) =>
    cellIn(cell, index, at(`cells[${index}]`)),
  );
  refuseEqualIds(cells, file);
  return {
    ...root,
    nbformat,
    nbformat_minor: Math.max(minor, NBFORMAT_MINOR),
    metadata: objectIn(metadata, at("metadata")),
    cells,
  };
}

interface Place {
  readonly file: string;
  readonly place: string;
}

function inside(at: Place, field: string): Place {
  return { file: at.file, place: `${at.place}.${field}` };
}

function refuse(at: Place, problem: string): never {
  throw new NotebookFormatError(`${at.file}: ${at.place} ${problem}`);
}

function jsonOf(text: string, file: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof RangeError) throw new NotebookFormatError(`${file}: ${reason}`);
    const conflict = text.split("\n").findIndex((line) => line.startsWith("<<<<<<< "));
    const cure =
      conflict < 0
        ? "restore the file, or open it in Jupyter and save it again"
        : `line ${conflict + 1} is a merge conflict; resolve it first`;
    throw new NotebookFormatError(
      `${file}: not a notebook, its JSON does not parse: ${reason} (${cure})`,
    );
  }
}

function cellIn(value: unknown, index: number, at: Place): Cell {
  const stored = objectIn(value, at);
  const { cell_type: kind, id, metadata, source, attachments, execution_count, outputs } = stored;
  const cell = {
    ...stored,
    id: id === undefined ? `cell-${index + 1}` : cellIdIn(id, inside(at, "id")),
    metadata: cellMetadataIn(metadata, inside(at, "metadata")),
    source: textIn(source, inside(at, "source")),
  };
  switch (kind) {
    case "markdown":
    case "raw": {
      const text: MarkdownCell | RawCell = { ...cell, cell_type: kind };
      if (attachments === undefined) return text;
      return { ...text, attachments: attachmentsIn(attachments, inside(at, "attachments")) };
    }
    case "code":
      return {
        ...cell,
        cell_type: kind,
        execution_count: countIn(execution_count, inside(at, "execution_count")),
        outputs: arrayIn(outputs, inside(at, "outputs")).map((output, i) =>
          outputIn(output, inside(at, `outputs[${i}]`)),
        ),
      };
    default:
      return refuse(
        inside(at, "cell_type"),
        `is ${quotedJson(kind)}, expected "code", "markdown" or "raw"`,
      );
  }
}

function outputIn(value: unknown, at: Place): Output {
  const stored = objectIn(value, at);
  const { output_type: kind } = stored;
  switch (kind) {
    case "stream":
      return streamIn(stored, at);
    case "error":
      return errorIn(stored, at);
    case "display_data":
    case "execute_result":
      return shownIn(stored, kind, at);
    default:
      return refuse(
        inside(at, "output_type"),
        `is ${quotedJson(kind)}, which nbformat 4 does not know`,
      );
  }
}

function streamIn({ name, text }: JsonObject, at: Place): Output {
  if (name !== "stdout" && name !== "stderr") {
    refuse(inside(at, "name"), `is ${quotedJson(name)}, expected "stdout" or "stderr"`);
  }
  return { output_type: "stream", name, text: textIn(text, inside(at, "text")) };
}

function errorIn({ ename, evalue, traceback }: JsonObject, at: Place): Output {
  return {
    output_type: "error",
    ename: textIn(ename, inside(at, "ename")),
    evalue: textIn(evalue, inside(at, "evalue")),
    traceback: arrayIn(traceback, inside(at, "traceback")).map(String),
  };
}

function shownIn(
  { data, metadata, execution_count }: JsonObject,
  kind: "display_data" | "execute_result",
  at: Place,
): Output {
  const shown = {
    data: bundleIn(data, inside(at, "data")),
    metadata: objectIn(metadata ?? {}, inside(at, "metadata")),
  };
  if (kind === "display_data") return { ...shown, output_type: kind };
  const count = countIn(execution_count, inside(at, "execution_count"));
  return { ...shown, output_type: kind, execution_count: count };
}

function bundleIn(value: unknown, at: Place): MimeBundle {
  const entries = Object.entries(objectIn(value, at)).map(([mimeType, content]): [string, Json] => [
    mimeType,
    isJsonMime(mimeType) ? content : textIn(content, inside(at, mimeType)),
  ]);
  return Object.fromEntries(entries);
}

function attachmentsIn(value: unknown, at: Place): Attachments {
  const entries = Object.entries(objectIn(value, at)).map(
    ([name, bundle]): [string, MimeBundle] => [name, bundleIn(bundle, inside(at, name))],
  );
  return Object.fromEntries(entries);
}

function cellMetadataIn(value: unknown, at: Place): CellMetadata {
  const { tags, ...rest } = objectIn(value, at);
  if (tags === undefined) return rest;
  return {
    ...rest,
    tags: arrayIn(tags, inside(at, "tags")).map((tag) => textIn(tag, inside(at, "tags"))),
  };
}

function cellIdIn(value: unknown, at: Place): string {
  if (typeof value === "string" && /^[\w-]{1,64}$/.test(value)) return value;
  return refuse(at, `is ${quotedJson(value)}, expected 1 to 64 letters, digits, - or _`);
}

function countIn(value: unknown, at: Place): number | null {
  if (value === undefined || value === null || typeof value === "number") return value ?? null;
  return refuse(at, "is neither a number nor null");
}

function textIn(value: unknown, at: Place): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.every((line) => typeof line === "string"))
    return value.join("");
  return refuse(at, "is neither a text nor a list of lines");
}

function arrayIn(value: unknown, at: Place): readonly unknown[] {
  return Array.isArray(value) ? value : refuse(at, "is not a list");
}

function objectIn(value: unknown, at: Place): JsonObject {
  return isJsonObject(value) ? value : refuse(at, "is not an object");
}

/** Says whether a value is a JSON object, and no list. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refuseEqualIds(cells: readonly Cell[], file: string): void {
  const placeOfId = new Map<string, number>();
  for (const [index, { id }] of cells.entries()) {
    const earlier = placeOfId.get(id);
    if (earlier !== undefined) {
      refuse(
        { file, place: `cells[${index}].id` },
        `is "${id}", which cells[${earlier}] has already`,
      );
    }
    placeOfId.set(id, index);
  }
}
