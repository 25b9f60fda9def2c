/**
 * The little Markdown that slides need, as HTML: paragraphs, lists, code blocks, and inside
 * them bold, italics, code and links. A formula stays as it is written.
 */

/** Turns Markdown without its headings into HTML. */
export function slideHtml(markdown: string): string {
  return blocksOf(markdown).map(blockHtml).join("\n");
}

/** Markdown as plain lines, for the notes. */
export function plainText(markdown: string): string {
  return blocksOf(markdown)
    .map((block) => block.replace(/[*`]|\$\$?/g, "").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1"))
    .join("\n");
}

/** Escapes a text for HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

/** Paragraphs, lists and fenced blocks; a fence may have empty lines in it. */
function blocksOf(markdown: string): string[] {
  const withoutHeadings = markdown.replace(/^#+ .*$/gm, "");
  return (
    withoutHeadings.match(/^```[\s\S]*?^```|(?:^(?!```).+\n?)+/gm)?.map((one) => one.trim()) ?? []
  );
}

function blockHtml(block: string): string {
  if (block.startsWith("```")) {
    return `<pre>${escapeHtml(block.replace(/^```.*\n|\n```$/g, ""))}</pre>`;
  }
  if (block.startsWith("- ")) {
    const items = block.split(/^- /m).filter((item) => item.trim() !== "");
    return `<ul>${items.map((item) => `<li>${inlineHtml(item.trim())}</li>`).join("")}</ul>`;
  }
  return `<p>${inlineHtml(block)}</p>`;
}

function inlineHtml(text: string): string {
  // Code goes first and is set aside, since its marks mean themselves.
  return text
    .split(/(`[^`]+`)/)
    .map((part) => {
      if (part.startsWith("`")) return `<code>${escapeHtml(part.slice(1, -1))}</code>`;
      return escapeHtml(part)
        .replace(/\*\*([^*]+)\*\*/g, "<strong>$1</strong>")
        .replace(/\*([^*]+)\*/g, "<em>$1</em>")
        .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
        .replaceAll("$", "");
    })
    .join("");
}
