/**
 * The notebook file format, nbformat 4.5, as data.
 *
 * Field names are the format's own. In memory every text is one string; in the
 * file it is a list of lines, so that a change of one line is a diff of one line.
 *
 * @see https://nbformat.readthedocs.io/en/latest/format_description.html
 */

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** One output in several forms, richest for each front end to choose; keys are MIME types. */
export type MimeBundle = JsonObject;

/** Text that a cell printed. */
export interface StreamOutput {
  readonly output_type: "stream";
  readonly name: "stdout" | "stderr";
  readonly text: string;
}

/** Something a cell displayed. */
export interface DisplayOutput {
  readonly output_type: "display_data";
  readonly data: MimeBundle;
  readonly metadata: JsonObject;
}

/** The value that ended a cell. */
export interface ResultOutput {
  readonly output_type: "execute_result";
  readonly data: MimeBundle;
  readonly metadata: JsonObject;
  readonly execution_count: number | null;
}

/** What a cell threw. */
export interface ErrorOutput {
  readonly output_type: "error";
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** What a cell produced, told apart by `output_type`. */
export type Output = StreamOutput | DisplayOutput | ResultOutput | ErrorOutput;

/** Metadata of a cell; only `tags` has a meaning here. */
export interface CellMetadata {
  readonly tags?: readonly string[];
  readonly [key: string]: Json | undefined;
}

/** Images pasted into a markdown cell: file name to MIME bundle. */
export type Attachments = Readonly<Record<string, MimeBundle>>;

/** A cell of prose. */
export interface MarkdownCell {
  readonly cell_type: "markdown";
  readonly id: string;
  readonly metadata: CellMetadata;
  readonly source: string;
  readonly attachments?: Attachments;
}

/** A cell that is neither prose nor code. */
export interface RawCell {
  readonly cell_type: "raw";
  readonly id: string;
  readonly metadata: CellMetadata;
  readonly source: string;
  readonly attachments?: Attachments;
}

/** A cell of code with what it last produced. */
export interface CodeCell {
  readonly cell_type: "code";
  readonly id: string;
  readonly metadata: CellMetadata;
  readonly source: string;
  readonly execution_count: number | null;
  readonly outputs: readonly Output[];
}

/** A cell, told apart by `cell_type`. */
export type Cell = MarkdownCell | RawCell | CodeCell;

/** Metadata of a notebook; `docusaurus` is the front matter of its page. */
export interface NotebookMetadata {
  readonly docusaurus?: JsonObject;
  readonly kernelspec?: JsonObject;
  readonly language_info?: JsonObject;
  readonly [key: string]: Json | undefined;
}

/** A notebook. Cell ids are unique in it and never change. */
export interface Notebook {
  readonly nbformat: 4;
  readonly nbformat_minor: number;
  readonly metadata: NotebookMetadata;
  readonly cells: readonly Cell[];
}

/**
 * Writes a notebook as Jupyter itself does: keys sorted, one space of
 * indentation, texts as lists of lines, a line feed at the end. So saving it
 * in Jupyter changes no byte that the reader did not change.
 */
export function serialiseNotebook(notebook: Notebook): string {
  const stored = { ...notebook, cells: notebook.cells.map(storedCell) };
  return `${JSON.stringify(stored, sortKeys, 1)}\n`;
}

/** Says whether a MIME type's value is JSON, and so is never a list of lines. */
export function isJsonMime(mimeType: string): boolean {
  return mimeType === "application/json" || mimeType.endsWith("+json");
}

function storedCell(cell: Cell): object {
  const source = linesOf(cell.source);
  if (cell.cell_type !== "code") return { ...cell, source };
  return { ...cell, source, outputs: cell.outputs.map(storedOutput) };
}

function storedOutput(output: Output): object {
  if (output.output_type === "stream") return { ...output, text: linesOf(output.text) };
  if (output.output_type === "error") return output;
  const data = Object.entries(output.data).map(([mimeType, value]) => [
    mimeType,
    typeof value === "string" && isStoredAsLines(mimeType) ? linesOf(value) : value,
  ]);
  return { ...output, data: Object.fromEntries(data) };
}

function isStoredAsLines(mimeType: string): boolean {
  return mimeType.startsWith("text/") || mimeType === "image/svg+xml";
}

function linesOf(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
