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
});
