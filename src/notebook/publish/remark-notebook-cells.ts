/**
 * A remark plugin that turns `nbcell` and `nbelement` blocks into elements: the second half of
 * publishing a notebook.
 *
 * Input and text outputs become ordinary code nodes inside the elements, so the
 * page's own highlighting and copy button apply to them. The elements are
 * `NotebookCell`, `NotebookInput`, `NotebookOutputs`, `NotebookStream`,
 * `NotebookError`, `NotebookHtml`, `NotebookChart`, `NotebookTable` and
 * `NotebookVerdict`; the site supplies them.
 */
import { stripVTControlCharacters } from "node:util";
import type { CHART_MIME } from "../../charts/chart.js";
import type { VERDICT_MIME } from "../../exercises/verdict.js";
import type { Json, JsonObject, MimeBundle, Output } from "../format/notebook-format.js";
import type { TABLE_MIME } from "../table/data-table.js";
import { fenceSeal } from "./fence-seal.js";
import {
  CELL_FENCE_LANGUAGE,
  ELEMENT_FENCE_LANGUAGE,
  type FencedCell,
} from "./notebook-to-markdown.js";
import type { PageElement } from "./page-elements.js";

/** The parts of a Markdown syntax tree that this plugin reads and makes. */
export interface MarkdownNode {
  readonly type: string;
  readonly name?: string;
  readonly lang?: string | null;
  readonly meta?: string | null;
  readonly value?: string;
  readonly url?: string;
  readonly alt?: string;
  readonly attributes?: readonly object[];
  children?: MarkdownNode[];
}

// Written out and checked by the compiler: importing the value would load Plot into the site's build.
const chartMime: typeof CHART_MIME = "application/vnd.pymalloc-lab.chart+json";
const verdictMime: typeof VERDICT_MIME = "application/vnd.pymalloc-lab.verdict+json";
const tableMime: typeof TABLE_MIME = "application/vnd.pymalloc-lab.table+json";

/** Forms of an output that a page can show, best first. */
const PREFERENCE = [
  chartMime,
  verdictMime,
  tableMime,
  "text/html",
  "image/svg+xml",
  "image/png",
  "image/jpeg",
  "application/json",
  "text/markdown",
  "text/latex",
  "text/plain",
];

/**
 * The plugin.
 *
 * @throws {Error} when a code cell of the notebook is not found as a block of its own, because a
 *   prose cell above left a fence or an HTML comment open.
 */
export function remarkNotebookCells(): (tree: MarkdownNode) => void {
  return (tree) => {
    const found: FencedCell[] = [];
    tree.children = (tree.children ?? []).map((node) => {
      if (node.type !== "code" || node.meta !== fenceSeal()) return node;
      if (node.lang === ELEMENT_FENCE_LANGUAGE) return askedElement(JSON.parse(node.value ?? ""));
      if (node.lang !== CELL_FENCE_LANGUAGE) return node;
      const cell: FencedCell = JSON.parse(node.value ?? "");
      found.push(cell);
      return cellElement(cell);
    });
    refuseMissingCells(found);
  };
}

function askedElement({ name, attributes }: PageElement): MarkdownNode {
  return element(name, attributes);
}

function refuseMissingCells(found: readonly FencedCell[]): void {
  const expected = found[0]?.of ?? 0;
  const numbers = new Set(found.map(({ n }) => n));
  for (let n = 1; n <= expected; n++) {
    if (numbers.has(n)) continue;
    throw new Error(
      `code cell ${n} of ${expected} is missing from the page: ` +
        "a markdown cell above it leaves a code fence, an HTML comment, or a script open",
    );
  }
}

/** A figure comes first and its code under it; where the code is the point, it comes first. */
function cellElement(cell: FencedCell): MarkdownNode {
  const { n, id: cellId, tags, count, source } = cell;
  const open = isCodeThePoint(tags);
  const stored = tags.includes("remove-output") ? [] : cell.outputs.flatMap(outputNodes);
  const outputs = element("NotebookOutputs", {}, stored);
  const input = tags.includes("remove-input")
    ? []
    : [element("NotebookInput", { open }, [code("ts", source)])];
  const parts = open ? [...input, outputs] : [outputs, ...input];
  return element("NotebookCell", { n, cellId, tags, count, source }, parts);
}

/** Tag of a cell whose code is there to be read. */
const SHOW_INPUT = "show-input";

/** An exercise that is not a prediction is code to be changed or written. */
function isCodeThePoint(tags: readonly string[]): boolean {
  const isWritten = tags.includes("exercise") && !tags.includes("predict");
  return !tags.includes("hide-input") && (isWritten || tags.includes(SHOW_INPUT));
}

function outputNodes(output: Output): MarkdownNode[] {
  switch (output.output_type) {
    case "stream":
      return [textElement(output.name, output.text)];
    case "error": {
      const trace = plain(output.traceback.join("\n"));
      const attributes = { name: output.ename, message: plain(output.evalue) };
      return [element("NotebookError", attributes, [code("text", trace)])];
    }
    case "display_data":
    case "execute_result":
      return bundleNodes(output.data, output.metadata);
  }
}

function bundleNodes(data: MimeBundle, { alt }: JsonObject): MarkdownNode[] {
  const mimeType = PREFERENCE.find((candidate) => candidate in data);
  if (mimeType === undefined) return [];
  const value = data[mimeType] ?? null;
  switch (mimeType) {
    case chartMime:
      return [element("NotebookChart", { chart: value })];
    case verdictMime:
      return [element("NotebookVerdict", { verdict: value })];
    case tableMime:
      return [element("NotebookTable", { table: value })];
    case "text/html":
      return [element("NotebookHtml", { kind: "html" }, [html(String(value))])];
    case "image/svg+xml":
      return [element("NotebookHtml", { kind: "svg" }, [html(withoutProlog(String(value)))])];
    case "image/png":
    case "image/jpeg": {
      const url = `data:${mimeType};base64,${String(value).replaceAll("\n", "")}`;
      const image = { type: "image", url, alt: typeof alt === "string" ? alt : "output" };
      return [{ type: "paragraph", children: [image] }];
    }
    case "application/json":
      return [code("json", JSON.stringify(value, null, 2))];
    default:
      return [textElement("result", String(value))];
  }
}

/** An XML declaration and doctype are not HTML; the drawing starts at its first `<svg`. */
function withoutProlog(svg: string): string {
  const start = svg.indexOf("<svg");
  return start < 0 ? svg : svg.slice(start);
}

function textElement(name: string, text: string): MarkdownNode {
  return element("NotebookStream", { name }, [code("text", plain(text))]);
}

function plain(text: string): string {
  const stripped = stripVTControlCharacters(text);
  return stripped.endsWith("\n") ? stripped.slice(0, -1) : stripped;
}

function code(lang: string, value: string): MarkdownNode {
  return { type: "code", lang, value };
}

function html(value: string): MarkdownNode {
  return { type: "html", value };
}

function element(
  name: string,
  attributes: Readonly<Record<string, Json>>,
  children: MarkdownNode[] = [],
): MarkdownNode {
  return {
    type: "mdxJsxFlowElement",
    name,
    attributes: Object.entries(attributes).map(([key, value]) => attribute(key, value)),
    children,
  };
}

function attribute(name: string, value: Json): object {
  if (typeof value === "string") return { type: "mdxJsxAttribute", name, value };
  const expression = JSON.stringify(value);
  return {
    type: "mdxJsxAttribute",
    name,
    value: {
      type: "mdxJsxAttributeValueExpression",
      value: expression,
      data: { estree: program(jsonParseCall(expression)) },
    },
  };
}

function program(expression: object): object {
  const statement = { type: "ExpressionStatement", expression };
  return { type: "Program", sourceType: "module", comments: [], body: [statement] };
}

/** `JSON.parse("…")`: a browser reads a long text faster than a long object literal. */
function jsonParseCall(json: string): object {
  return {
    type: "CallExpression",
    optional: false,
    callee: {
      type: "MemberExpression",
      computed: false,
      optional: false,
      object: { type: "Identifier", name: "JSON" },
      property: { type: "Identifier", name: "parse" },
    },
    arguments: [{ type: "Literal", value: json }],
  };
}
