/**
 * What is left of the HTML of a page's syntax tree, when the page is a notebook's.
 *
 * By now all HTML has been read by a parser: only elements and texts are left, and what is written
 * out again has every character escaped. So it is enough to look at each element and attribute.
 */
import { find, html, svg } from "property-information";
import { ALLOWED_ELEMENTS, EMPTIED_ELEMENTS, keptAttribute } from "./allowed-html";

/** A node of HTML's syntax tree (hast), or one that the site's own plugins have put there. */
export interface HtmlNode {
  readonly type: string;
  readonly tagName?: string;
  /** Name of an element that a plugin made; an author's HTML never has one. */
  readonly name?: string | null;
  properties?: Record<string, PropertyValue>;
  children?: HtmlNode[];
}

type PropertyValue = string | number | boolean | null | undefined | (string | number)[];

/** What Markdown's own syntax makes besides; it runs and loads nothing. */
const MARKDOWN_ELEMENTS = new Set(["admonition", "mdxadmonitiontitle", "input"]);
const MARKDOWN_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  admonition: ["title", "type"],
  code: ["metastring"],
  a: ["data-footnote-ref", "data-footnote-backref"],
  section: ["data-footnotes"],
};

/**
 * Takes from a tree what the list does not allow.
 *
 * @param isOwn - says whether a node is one that the site puts at the top of the page: no author's
 *   element may hold it, as each cell of a notebook stands by itself.
 * @returns names of the elements that were left out, in the order of the page.
 */
export function sanitiseTree(tree: HtmlNode, isOwn: (node: HtmlNode) => boolean): string[] {
  const leftOut: string[] = [];
  const cleaned = (nodes: readonly HtmlNode[] = [], isInSvg = false): HtmlNode[] =>
    nodes.flatMap((node) => kept(node, isInSvg));
  const kept = (node: HtmlNode, isInSvg: boolean): HtmlNode[] => {
    if (node.type === "text" || node.type.startsWith("mdx")) {
      if (node.children !== undefined) node.children = cleaned(node.children);
      return [node];
    }
    const name = (node.tagName ?? "").toLowerCase();
    const isSvg = isInSvg || name === "svg";
    if (node.type !== "element") return [];
    if (EMPTIED_ELEMENTS.includes(name) || (name === "title" && !isInSvg)) {
      leftOut.push(name);
      return cleaned(node.children, isSvg).filter(isOwn);
    }
    const children = cleaned(node.children, isSvg);
    if (!ALLOWED_ELEMENTS.includes(name) && !MARKDOWN_ELEMENTS.has(name)) {
      leftOut.push(name);
      return children;
    }
    if (children.some(isOwn)) return children;
    node.children = name === "title" || name === "desc" ? children.filter(isTextNode) : children;
    node.properties = keptProperties(name, node.properties ?? {}, isSvg);
    return [node];
  };
  tree.children = cleaned(tree.children);
  return leftOut;
}

function isTextNode({ type }: HtmlNode): boolean {
  return type === "text";
}

function keptProperties(
  element: string,
  properties: Readonly<Record<string, PropertyValue>>,
  isSvg: boolean,
): Record<string, PropertyValue> {
  if (element === "input") return checkBox(properties);
  const kept: Record<string, PropertyValue> = {};
  for (const [property, value] of Object.entries(properties)) {
    const info = find(isSvg ? svg : html, property);
    const name = info.attribute.toLowerCase();
    if (value === null || value === undefined || value === false) continue;
    if (MARKDOWN_ATTRIBUTES[element]?.includes(name)) {
      kept[property] = value;
      continue;
    }
    const text = Array.isArray(value) ? value.join(info.commaSeparated ? ", " : " ") : value;
    const left = keptAttribute(element, name, text === true ? "" : String(text));
    if (left === undefined) continue;
    kept[property] = left === text || text === true || typeof text === "number" ? value : left;
  }
  return kept;
}

/** The mark before an item of a task list; it takes no input. */
function checkBox({ checked }: Readonly<Record<string, PropertyValue>>) {
  return { type: "checkbox", disabled: true, checked: checked === true };
}
