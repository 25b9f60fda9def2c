/**
 * Markdown as slides need it: HTML in which nothing of the author's becomes a tag, and plain lines
 * for the notes. A formula stays as it is written; a link keeps its target where that is on the
 * web, since the deck is one file and a relative link would lead nowhere.
 */
import { Marked, type Token, type Tokens } from "marked";

/** Tokens that hold others, and how they end as plain text. */
const LINE_ENDINGS: Readonly<Record<string, string>> = {
  paragraph: "\n",
  list_item: "\n",
  code: "\n",
  blockquote: "\n",
  table: "\n",
};

const formula = {
  name: "formula",
  level: "inline" as const,
  start: (text: string) => text.indexOf("$"),
  tokenizer(text: string) {
    const [raw, , formulaText] = /^(\$\$?)([^$]+)\1/.exec(text) ?? [];
    return raw === undefined ? undefined : { type: "formula", raw, text: formulaText };
  },
  renderer: ({ text }: Tokens.Generic) => escapeHtml(String(text)),
};

const marked = new Marked({
  extensions: [formula],
  renderer: {
    heading: () => "",
    html: ({ text }: Tokens.HTML | Tokens.Tag) => escapeHtml(text),
    image: ({ text }: Tokens.Image) => escapeHtml(text),
    link({ href, tokens }: Tokens.Link) {
      const text = this.parser.parseInline(tokens);
      return /^https?:\/\//.test(href) ? `<a href="${escapeHtml(href)}">${text}</a>` : text;
    },
  },
});

/** Turns Markdown without its headings into HTML. */
export function slideHtml(markdown: string): string {
  return marked.parse(markdown, { async: false }).trim();
}

/** Markdown without its headings as plain lines, for the notes. */
export function plainText(markdown: string): string {
  const lines = marked.lexer(markdown).map(plainTextOf).join("").split("\n");
  return lines.filter((line) => line.trim() !== "").join("\n");
}

/** Escapes a text for HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

function plainTextOf(token: Token): string {
  if (token.type === "heading") return "";
  const ending = LINE_ENDINGS[token.type] ?? "";
  const inner = "items" in token ? token["items"] : "tokens" in token ? token.tokens : undefined;
  if (Array.isArray(inner)) return inner.map(plainTextOf).join("") + ending;
  return ("text" in token ? String(token.text) : "") + ending;
}
