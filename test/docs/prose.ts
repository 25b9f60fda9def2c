/** The prose of a page or a notebook, and the figures in it. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { TABLE_MIME, type TableValue } from "../../src/notebook/table/data-table.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

type StoredData = string | readonly string[] | { readonly rows: TableValue[][] };

/** As much of a notebook as is read here. */
export interface StoredNotebook {
  readonly cells: readonly {
    readonly id: string;
    readonly cell_type: string;
    readonly source: string | readonly string[];
    readonly metadata: { readonly tags?: readonly string[] };
    readonly outputs?: readonly {
      readonly text?: string | readonly string[];
      readonly data?: Readonly<Record<string, StoredData>>;
    }[];
  }[];
  readonly metadata: { readonly docusaurus: { readonly description: string } };
}

/** Reads a notebook. */
export function notebookAt(path: string): StoredNotebook {
  return JSON.parse(readFileSync(root + path, "utf8"));
}

/** What a cell of a notebook printed, and the sentences of its charts. */
export function printedBy({ cells }: StoredNotebook, id: string): string {
  const outputs = cells.find((cell) => cell.id === id)?.outputs ?? [];
  return outputs.map(({ text, data }) => joined(text ?? data?.["text/plain"] ?? "")).join("\n");
}

/** The rows of the table that a cell of a notebook shows. */
export function tableRowsOf({ cells }: StoredNotebook, id: string): readonly TableValue[][] {
  const outputs = cells.find((cell) => cell.id === id)?.outputs ?? [];
  const [table] = outputs.flatMap(({ data }) => data?.[TABLE_MIME] ?? []);
  return typeof table === "object" && "rows" in table ? table.rows : [];
}

/**
 * A page's prose as one line: without code, link targets, and the lines that a command makes.
 * Exercises have their own tests, and are left out.
 */
export function proseOf(path: string): string {
  const text = path.endsWith(".ipynb")
    ? markdownOf(notebookAt(path))
    : readFileSync(root + path, "utf8");
  return text
    .replaceAll(/^```[\s\S]*?^```$/gm, " ")
    .replaceAll(/`[^`\n]*`/g, " ")
    .replaceAll(/\]\([^)]*\)/g, "] ")
    .replaceAll(/\$\$[\s\S]*?\$\$|\$[^$\n]*\$/g, " ")
    .replaceAll(/<!--[\s\S]*?-->/g, " ")
    .replaceAll(/^ *(#+ )?\d+\. /gm, "$1")
    .replaceAll(/[*_]/g, "")
    .replaceAll(/\s+/g, " ");
}

function markdownOf({ cells, metadata }: StoredNotebook): string {
  const prose = cells.filter(
    (cell) => cell.cell_type === "markdown" && !cell.metadata.tags?.includes("exercise-task"),
  );
  return [metadata.docusaurus.description, ...prose.map((cell) => joined(cell.source))].join(
    "\n\n",
  );
}

function joined(text: StoredData): string {
  if (typeof text === "string") return text;
  return "rows" in text ? "" : text.join("");
}

/** Names that have digits: versions, machines, engines. */
const NAMES = /\b3\.\d+(\.\d+)?\b|\bx86-64|\b(64|32)-bit|\bUTF-16|\bV8/g;

/** The figures in some prose, each with the words round it. */
export function figuresIn(prose: string): string[] {
  const plain = prose.replaceAll(NAMES, (name) => "~".repeat(name.length));
  return [...plain.matchAll(/\d[\d.,]*/g)].map(({ index, 0: figure }) =>
    plain.slice(Math.max(0, index - 40), index + figure.length + 30),
  );
}
