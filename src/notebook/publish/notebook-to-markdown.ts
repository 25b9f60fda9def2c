/**
 * A notebook as a Markdown page: the first half of publishing it.
 *
 * Prose cells are passed on unchanged. A code cell becomes a fenced block of
 * language `nbcell` that holds one line of JSON; the second half, the remark
 * plugin in remark-notebook-cells.ts, turns it into elements. What a cell's
 * metadata asks for besides is a block of language `nbelement`. Nothing needs
 * escaping: the page is plain CommonMark (`mdx.format: md`), where braces and
 * HTML mean themselves, and the JSON is a single line, so no line of a cell can
 * close the fence or be taken for a heading or a directive.
 */
import type { CHART_MIME } from "../../charts/chart.js";
import type { Cell, CodeCell, MarkdownCell, Notebook, Output } from "../format/notebook-format.js";
import { NotebookFormatError, parseNotebook } from "../format/parse-notebook.js";
import { fenceSeal } from "./fence-seal.js";
import { elementsAfter, elementsBefore, PARAMETERS_TAG } from "./page-elements.js";

// Written out and checked by the compiler: importing the value would load Plot into the site's build.
const chartMime: typeof CHART_MIME = "application/vnd.pymalloc-lab.chart+json";

/** Language of the fenced blocks that hold code cells. */
export const CELL_FENCE_LANGUAGE = "nbcell";

/** Language of the fenced blocks that hold what a cell's metadata asks for; each is a `PageElement`. */
export const ELEMENT_FENCE_LANGUAGE = "nbelement";

/** What a `nbcell` block says, as JSON. */
export interface FencedCell {
  /** Place among the code cells of the page, from 1. */
  readonly n: number;
  /** Code cells on the page. */
  readonly of: number;
  readonly id: string;
  readonly source: string;
  readonly tags: readonly string[];
  readonly count: number | null;
  readonly outputs: readonly Output[];
}

/**
 * Turns a notebook file into CommonMark with front matter.
 *
 * The front matter is the notebook's `metadata.docusaurus`. A cell tagged
 * `remove-cell` and a raw cell are left out.
 *
 * @param text - content of the .ipynb file.
 * @param file - its name, for messages.
 * @throws {NotebookFormatError} when the text is not a notebook, or has something that a page must not.
 */
export function notebookToMarkdown(text: string, file?: string): string {
  const notebook = parseNotebook(text, file);
  refuseOddIds(notebook, file);
  const shown = notebook.cells.filter((cell) => !cell.metadata.tags?.includes("remove-cell"));
  const codeCells = shown.filter((cell) => cell.cell_type === "code");
  const blockOf = (cell: Cell): string[] => {
    if (cell.cell_type === "markdown") return [withAttachments(cell)];
    if (cell.cell_type === "code")
      return [cellFence(cell, codeCells.indexOf(cell) + 1, codeCells.length)];
    return [];
  };
  const blocks = figureBeforeParameters(shown).flatMap((cell) => [
    ...elementsBefore(cell, file).map((element) => fence(ELEMENT_FENCE_LANGUAGE, element)),
    ...blockOf(cell),
    ...elementsAfter(cell, notebook, file).map((element) => fence(ELEMENT_FENCE_LANGUAGE, element)),
  ]);
  return `${[frontMatter(notebook, file), ...blocks].join("\n\n")}\n`;
}

/**
 * A page shows the first figure before the parameters that it is drawn with, since what a slider
 * changes should be above it. Where prose stands between the two, all stays as it is.
 */
function figureBeforeParameters(cells: readonly Cell[]): readonly Cell[] {
  const at = cells.findIndex(({ metadata }) => metadata.tags?.includes(PARAMETERS_TAG));
  const [parameters, figure] = [cells[at], cells[at + 1]];
  if (parameters === undefined || figure === undefined || !hasChart(figure)) return cells;
  return cells.with(at, figure).with(at + 1, parameters);
}

function hasChart(cell: Cell): boolean {
  if (cell.cell_type !== "code") return false;
  return cell.outputs.some((output) => "data" in output && chartMime in output.data);
}

/** A cell's id as the notebook format has it; on the page it is an anchor, and stands in style rules. */
const CELL_ID = /^[\w-]{1,64}$/;

function refuseOddIds({ cells }: Notebook, file = "notebook"): void {
  for (const { id } of cells) {
    if (CELL_ID.test(id)) continue;
    const shownId = JSON.stringify(id.slice(0, 64));
    throw new NotebookFormatError(
      `${file}: a cell's id has up to 64 letters, digits, "-" and "_", got ${shownId}`,
    );
  }
}

/** Fields that would bring more into the page than a text, or dress its entry up as something else. */
const REFUSED_FIELDS = ["sidebar_class_name", "sidebar_custom_props"];

/** JSON values are YAML values, so each line of front matter is written as JSON. */
function frontMatter(notebook: Notebook, file = "notebook"): string {
  const fields = { ...notebook.metadata.docusaurus, mdx: { format: "md" } };
  for (const name of REFUSED_FIELDS) {
    if (Object.hasOwn(fields, name)) {
      throw new NotebookFormatError(`${file}: metadata.docusaurus must not have ${name}`);
    }
  }
  const edited = notebook.metadata.docusaurus?.["custom_edit_url"] ?? null;
  if (edited !== null && !/^https?:\/\//.test(String(edited))) {
    throw new NotebookFormatError(
      `${file}: metadata.docusaurus.custom_edit_url must start with https://, got ${JSON.stringify(edited)}`,
    );
  }
  const lines = Object.entries(fields).map(
    ([name, value]) =>
      `${/^\w+$/.test(name) ? name : JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return ["---", ...lines, "---"].join("\n");
}

function cellFence(cell: CodeCell, n: number, of: number): string {
  const fenced: FencedCell = {
    n,
    of,
    id: cell.id,
    source: cell.source,
    tags: cell.metadata.tags ?? [],
    count: cell.execution_count,
    outputs: cell.outputs,
  };
  return fence(CELL_FENCE_LANGUAGE, fenced);
}

function fence(language: string, content: object): string {
  return `\`\`\`${language} ${fenceSeal()}\n${JSON.stringify(content)}\n\`\`\``;
}

/** Replaces each `attachment:name` by a data URI. */
function withAttachments(cell: MarkdownCell): string {
  // Longest name first: "map.png" must not replace the start of "map.png.old".
  const attachments = Object.entries(cell.attachments ?? {}).sort(
    ([a], [b]) => b.length - a.length,
  );
  let markdown = cell.source;
  for (const [name, bundle] of attachments) {
    const [image] = Object.entries(bundle);
    if (image === undefined) continue;
    const uri = `data:${image[0]};base64,${String(image[1]).trim()}`;
    for (const written of new Set([name, encodeURI(name)])) {
      markdown = markdown.replaceAll(`attachment:${written}`, () => uri);
    }
  }
  return markdown;
}
