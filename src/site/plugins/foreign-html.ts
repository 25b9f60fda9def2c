/**
 * The rehype plugin that lets only harmless HTML of a notebook into its page.
 *
 * It comes first of all, when raw HTML has been read and before formulas are set. What it leaves
 * out it names on the terminal of whoever builds the site.
 */
import { isTakenId } from "../foreign-html/allowed-html";
import { type HtmlNode, sanitiseTree } from "../foreign-html/sanitise-tree";
import { isNotebook } from "./notebook-source";

/** What a plugin knows of the page in hand. */
interface Page {
  readonly path: string;
  readonly data: { readonly compilerName?: string };
}

/** The plugin; Markdown pages of the site's own are left as they are. */
export function foreignHtml() {
  return (tree: HtmlNode, page: Page): void => {
    if (!isNotebook(page.path)) return;
    for (const node of tree.children ?? []) {
      escapeContents(node);
      renameTaken(node);
    }
    const leftOut = sanitiseTree(tree, isOwn);
    // Each page is compiled twice, and said once.
    if (leftOut.length === 0 || page.data.compilerName === "server") return;
    console.warn(`${page.path}: left out of its page: ${[...new Set(leftOut)].join(", ")}`);
  };
}

/** A cell, or the module's own code, such as the table of contents. */
function isOwn({ type, name }: HtmlNode): boolean {
  if (type === "mdxjsEsm") return true;
  return type === "mdxJsxFlowElement" && name?.startsWith("Notebook") === true;
}

/** A cell's id is its anchor, and must not be a name that the page's scripts look up. */
function renameTaken(node: HtmlNode & { readonly attributes?: readonly object[] }): void {
  for (const attribute of node.attributes ?? []) {
    const { name, value } = { name: "", value: "", ...attribute };
    if (name === "cellId" && isTakenId(value)) {
      Object.assign(attribute, { value: `cell-${value}` });
    }
  }
}

/** A syntax tree of JavaScript, as far as the table of contents is found in it. */
interface ScriptNode {
  readonly [part: string]: unknown;
}

/** Tags that Docusaurus itself makes of a heading's marks. */
const HEADING_MARK = /^<\/?(?:code|em|strong|del)>$/;

/**
 * The table of contents is written as HTML, and not all in it was escaped: what is not a mark of a
 * heading becomes text.
 */
function escapeContents(node: HtmlNode & { readonly data?: { readonly estree?: unknown } }): void {
  if (node.type === "mdxjsEsm") escapeValues(node.data?.estree);
}

function escapeValues(node: unknown): void {
  if (Array.isArray(node)) node.forEach(escapeValues);
  if (!isScriptNode(node)) return;
  if (node["type"] === "Property" && isScriptNode(node["value"])) {
    const { value } = node["value"];
    const key = isScriptNode(node["key"]) ? (node["key"]["name"] ?? node["key"]["value"]) : "";
    if (key === "value" && typeof value === "string") Object.assign(node["value"], literal(value));
  }
  Object.values(node).forEach(escapeValues);
}

function literal(heading: string): object {
  const value = heading.replace(/<\/?[a-z!][^>]*>?|</gi, (tag) => {
    if (HEADING_MARK.test(tag)) return tag;
    return tag === "<" ? "&lt;" : "";
  });
  return { value, raw: JSON.stringify(value) };
}

function isScriptNode(node: unknown): node is ScriptNode {
  return typeof node === "object" && node !== null && !Array.isArray(node);
}
