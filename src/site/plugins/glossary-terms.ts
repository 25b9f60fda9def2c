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

/**
 * Words of everyday use that are terms only in some company: what a sentence must have beside
 * them, and what must not stand next to them.
 */
const MEANT_IN: Readonly<Record<string, { readonly with: RegExp; readonly not?: RegExp }>> = {
  block: {
    with: /\b(?:pools?|arenas?|free|live|dead|class(?:es)?|malloc|requests?|objects?|strings?|[\d,]+ bytes)\b/i,
    not: /\b(?:code|text|admonition|fenced) blocks?\b|\bblocks? (?:with|of) (?:a file|code|text|TypeScript|ts)\b/i,
  },
  carve: { with: /\b(?:pools?|arenas?)\b/i },
  label: { with: /\b(?:nodes?|edges?|tries?|letters?|compress\w*)\b/i },
  pin: { with: /\b(?:arenas?|survivors?|dots?)\b/i, not: /\bpin (?:the version|[\d.]+)/i },
  pool: {
    with: /./,
    not: /\b(?:thread|process|worker|connection) pools?\b/i,
  },
  recording: { with: /\b(?:runs?|arenas?|charts?|steps?|simulator|saved|JSON)\b/i },
  step: {
    with: /\b(?:operations?|malloc|allocator|x axis|recording)\b|\bsteps? [\d,]+/i,
    not: /\bstep back\b|\bstep by step\b|\bsteps? through\b|\b(?:first|next|last) steps?\b/i,
  },
  terminal: {
    with: /\b(?:nodes?|words? ends?|tries?|letters?)\b/i,
    not: /\b(?:your|a|the|in) terminal\b(?! node)/i,
  },
  trace: {
    with: /\b(?:record\w*|replay\w*|process(?:es)?|requests?|addresses|allocator|malloc)\b/i,
    not: /\bstack traces?\b/i,
  },
};

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
  const found = firstMeant(text, missing);
  if (found === undefined) return [{ type: "text", value: text }];
  const { word, entry, index } = found;
  missing.delete(entry.term.toLowerCase());
  return [
    { type: "text", value: text.slice(0, index) },
    termElement(word, entry),
    ...explainText(text.slice(index + word.length), missing),
  ];
}

/** A term where it stands in a text. */
interface FoundTerm {
  readonly word: string;
  readonly entry: GlossaryEntry;
  readonly index: number;
}

/** The first word of a text that is a term and is meant as one. */
function firstMeant(text: string, missing: Map<string, GlossaryEntry>): FoundTerm | undefined {
  if (missing.size === 0) return undefined;
  const terms = new RegExp(`(?<![-\\w])(${[...missing.keys()].join("|")})s?(?![-\\w])`, "gi");
  for (const { 0: word, 1: term = "", index } of text.matchAll(terms)) {
    const entry = missing.get(term.toLowerCase());
    if (entry !== undefined && isMeant(term, sentenceAround(text, index))) {
      return { word, entry, index };
    }
  }
  return undefined;
}

function isMeant(term: string, sentence: string): boolean {
  const company = MEANT_IN[term.toLowerCase()];
  if (company === undefined) return true;
  // The term itself is not a company.
  const others = sentence.replace(new RegExp(`\\b${term}s?\\b`, "gi"), " ");
  return company.with.test(others) && company.not?.test(sentence) !== true;
}

/** The sentence that a place of a text lies in. */
function sentenceAround(text: string, index: number): string {
  const start = Math.max(...[". ", "? ", "! ", ": "].map((end) => text.lastIndexOf(end, index)));
  const end = text.slice(index).search(/[.?!](?:\s|$)/);
  return text.slice(Math.max(0, start), end < 0 ? undefined : index + end);
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
