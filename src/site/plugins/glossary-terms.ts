/**
 * A remark plugin that explains words where they first stand on a page.
 *
 * Each term of docs/glossary.md becomes, at its first place in a page's prose, a
 * `GlossaryTerm`: a link to the glossary with the definition beside it. Headings,
 * links, code and the glossary itself are left alone.
 */
import { readFileSync } from "node:fs";

/** A term with what it means. */
export interface GlossaryEntry {
  readonly term: string;
  /** Its anchor on the glossary's page. */
  readonly anchor: string;
  /** The first sentences about it, without marks. */
  readonly definition: string;
}

/** The parts of a Markdown syntax tree that prose is made of. */
export interface ProseNode {
  readonly type: string;
  readonly name?: string;
  readonly value?: string;
  readonly attributes?: readonly object[];
  children?: ProseNode[];
}

/** Longest definition beside a term, in characters; it ends with a whole sentence. */
const LONGEST_DEFINITION = 240;

/** What may hold prose. */
const PROSE = new Set(["root", "paragraph", "list", "listItem", "blockquote", "emphasis"]);

/** Reads the terms of a glossary: a heading of the third level, and the paragraph under it. */
export function glossaryEntries(markdown: string): GlossaryEntry[] {
  const [, ...sections] = markdown.split(/^### /m);
  return sections.map((section) => {
    const [heading = "", , ...rest] = section.split("\n");
    const paragraph = rest.join("\n").split(/\n\s*\n/)[0] ?? "";
    const term = heading.trim();
    const anchor = term.toLowerCase().replaceAll(" ", "-");
    return { term, anchor, definition: firstSentences(plain(paragraph)) };
  });
}

function plain(markdown: string): string {
  const unlinked = markdown.replace(/\[([^\]]+)\]\([^)]+\)/g, "$1");
  return unlinked
    .replace(/\*\*|`|(?<=\W|^)_|_(?=\W|$)/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

function firstSentences(text: string): string {
  const sentences = text.match(/[^.]+(?:\.(?=\S)[^.]+)*\./g) ?? [text];
  let definition = "";
  for (const sentence of sentences) {
    if (definition !== "" && (definition + sentence).length > LONGEST_DEFINITION) break;
    definition += sentence;
  }
  return definition.trim();
}

/** Makes the plugin for a glossary file; the file is read once. */
export function glossaryTerms({ glossary }: { glossary: string }) {
  const entries = glossaryEntries(readFileSync(glossary, "utf8"));
  return (tree: ProseNode, page: { readonly path: string }): void => {
    if (page.path === glossary) return;
    explain(tree, new Map(entries.map((entry) => [entry.term.toLowerCase(), entry])));
  };
}

/** Explains the first of each term under a node; what is explained leaves `missing`. */
function explain(node: ProseNode, missing: Map<string, GlossaryEntry>): void {
  if (!PROSE.has(node.type) || node.children === undefined) return;
  node.children = node.children.flatMap((child) => {
    if (child.type === "text") return explainText(child.value ?? "", missing);
    explain(child, missing);
    return [child];
  });
}

function explainText(text: string, missing: Map<string, GlossaryEntry>): ProseNode[] {
  if (missing.size === 0) return [{ type: "text", value: text }];
  const found = new RegExp(`\\b(${[...missing.keys()].join("|")})s?\\b`, "i").exec(text);
  const entry = missing.get(found?.[1]?.toLowerCase() ?? "");
  if (found === null || entry === undefined) return [{ type: "text", value: text }];
  missing.delete(entry.term.toLowerCase());
  const [word] = found;
  return [
    { type: "text", value: text.slice(0, found.index) },
    termElement(word, entry),
    ...explainText(text.slice(found.index + word.length), missing),
  ];
}

function termElement(word: string, { anchor, definition }: GlossaryEntry): ProseNode {
  return {
    type: "mdxJsxTextElement",
    name: "GlossaryTerm",
    attributes: Object.entries({ anchor, definition }).map(([name, value]) => ({
      type: "mdxJsxAttribute",
      name,
      value,
    })),
    children: [{ type: "text", value: word }],
  };
}
