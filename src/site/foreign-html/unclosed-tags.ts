/**
 * Takes tags from a notebook's prose that would swallow the cells after them.
 *
 * After `<xmp>`, `<textarea>` and their like a parser reads no tag until the closing one, and in a
 * notebook whose cells become one page that may be never.
 */
import type { MarkdownNode } from "../../notebook/publish/remark-notebook-cells";

const NAMES =
  "script|style|xmp|iframe|noembed|noframes|noscript|textarea|title|template|select|math|foreignobject|plaintext";

/** An element that is closed where it was opened; nothing of it reaches further. */
const CLOSED = new RegExp(`<(?!plaintext)(${NAMES})\\b[\\s\\S]*?</\\1\\s*>`, "gi");

const OPENED = new RegExp(`<(${NAMES})\\b[^>]*>?`, "i");

/** The remark plugin: it comes before the one that makes cells, whose outputs stand by themselves. */
export function withoutUnclosedTags(): (tree: MarkdownNode) => void {
  return (tree) => {
    if (tree.children === undefined) return;
    for (let at = 0; at < tree.children.length; at++) closeAt(tree.children, at);
    for (const child of tree.children) withoutUnclosedTags()(child);
  };
}

/** Cuts an element that is left open in a node: up to its end among the siblings, or its tag alone. */
function closeAt(siblings: MarkdownNode[], at: number): void {
  const node = siblings[at];
  if (node?.type !== "html" || node.value === undefined) return;
  const opened = OPENED.exec(node.value.replace(CLOSED, ""));
  if (opened === null) return;
  const [tag = "", name = ""] = opened;
  const closing = new RegExp(`</${name}\\s*>`, "i");
  const end = siblings.findIndex(
    ({ type, value }, i) => i > at && type === "html" && closing.test(value ?? ""),
  );
  const value = node.value.replace(tag, "");
  siblings[at] = { ...node, value };
  if (end >= 0) siblings.splice(at + 1, end - at);
  else closeAt(siblings, at);
}
