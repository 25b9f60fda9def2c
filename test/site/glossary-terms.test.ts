import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import {
  glossaryEntries,
  glossaryTerms,
  type ProseNode,
} from "../../src/site/plugins/glossary-terms.js";
import { htmlOf } from "./built-pages.js";

const glossary = path.resolve("docs/glossary.md");

function explained(...children: ProseNode[]): unknown[] {
  const paragraph: ProseNode = { type: "paragraph", children };
  glossaryTerms({ glossary })({ type: "root", children: [paragraph] }, { path: "page.md" });
  return paragraph.children ?? [];
}

describe("the terms of the glossary", () => {
  it("have a definition that ends with a whole sentence", () => {
    const entries = glossaryEntries(readFileSync(glossary, "utf8"));
    expect(entries.length).toBeGreaterThan(20);
    for (const { definition } of entries) expect(definition).toMatch(/^[^*`]{10,}[.)]$/);
  });

  it("have the anchors that the glossary's page has", () => {
    const html = htmlOf("/docs/glossary");
    for (const { anchor } of glossaryEntries(readFileSync(glossary, "utf8"))) {
      expect(html).toMatch(new RegExp(`id="?${anchor}[" >]`));
    }
  });

  it("are explained where they first stand in prose, also in the plural", () => {
    const nodes = explained({ type: "text", value: "Two arenas, and an arena." });
    expect(nodes).toMatchObject([
      { type: "text", value: "Two " },
      { name: "GlossaryTerm", children: [{ value: "arenas" }] },
      { type: "text", value: ", and an arena." },
    ]);
  });

  it("are left alone in links and in longer words", () => {
    const link = { type: "link", children: [{ type: "text", value: "arena" }] };
    const text = { type: "text", value: "Whirlpools and blocked streets" };
    expect(explained(link, text)).toEqual([link, text]);
  });

  const isLinked = (value: string) =>
    explained({ type: "text", value }).some((node) => (node as ProseNode).name === "GlossaryTerm");

  it.each([
    "You see it on your terminal.",
    "That is not a step back.",
    "Pin 1.0.22 in your own project.",
    "A block with a file's name is written to that file.",
    "The code block runs as it stands.",
    "A thread pool does it.",
    "Each field has a label.",
    "The error has a stack trace.",
    "It is the next step.",
    "The experiment blocks-512 makes live objects of 512 bytes.",
  ])("are left alone in everyday use: %s", (sentence) => {
    expect(isLinked(sentence)).toBe(false);
  });

  it.each([
    ["A terminal node ends a word.", "terminal"],
    ["The x axis is the step, one operation of the allocator.", "step"],
    ["A red dot is a pin: it keeps its arena.", "arena"],
    ["Every free block of a pool is on its list.", "block"],
    ["The label of an edge can have several letters.", "label"],
    ["A trace has every request of one process.", "trace"],
    ["Fragmentation is what is left.", "fragmentation"],
  ])("are explained where they are meant: %s", (sentence, term) => {
    const terms = explained({ type: "text", value: sentence }).flatMap((node) =>
      (node as ProseNode).name === "GlossaryTerm"
        ? ((node as ProseNode).children ?? []).map((child) => child.value?.toLowerCase())
        : [],
    );
    expect(terms).toContain(term);
  });
});
