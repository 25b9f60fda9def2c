/**
 * The site as plain text, for programs that read: `llms.txt` lists the pages,
 * `llms-full.txt` has their whole text, notebooks with what their cells printed.
 *
 * @see https://llmstxt.org
 */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { LoadContext, Plugin } from "@docusaurus/types";
import { parseNotebook } from "../../notebook/format/parse-notebook";
import { notebookToText } from "../../notebook/publish/notebook-to-text";
import { type Doc, publishedDocs } from "./docs-content";
import { isNotebook, sourcePath } from "./notebook-source";

/** A part of the list: its heading, and its pages in order. */
interface Part {
  readonly heading: string;
  readonly docs: readonly Doc[];
}

export default function llmsText(context: LoadContext): Plugin {
  let parts: readonly Part[] = [];
  return {
    name: "llms-text",
    async allContentLoaded({ allContent }) {
      const { guide, notebooks } = publishedDocs(allContent);
      const isReference = ({ id }: Doc) => id.startsWith("api/");
      parts = [
        { heading: "Notebooks", docs: notebooks },
        { heading: "Guide", docs: guide.filter((doc) => !isReference(doc)) },
        { heading: "Reference of the library", docs: guide.filter(isReference) },
      ];
    },
    async postBuild({ outDir, siteConfig }) {
      const head = `# ${siteConfig.title}\n\n> ${siteConfig.tagline}\n`;
      const list = parts.map((part) => listed(part, siteConfig.url));
      await writeFile(path.join(outDir, "llms.txt"), [head, ...list].join("\n"));
      const texts = parts.flatMap(({ docs }) => docs).map((doc) => fullText(doc, context));
      const full = [head, ...(await Promise.all(texts))].join("\n\n");
      await writeFile(path.join(outDir, "llms-full.txt"), full);
    },
  };
}

function listed({ heading, docs }: Part, siteUrl: string): string {
  const lines = docs.map(
    ({ title, permalink, description }) => `- [${title}](${siteUrl}${permalink}): ${description}`,
  );
  return `## ${heading}\n\n${lines.join("\n")}\n`;
}

async function fullText(doc: Doc, context: LoadContext): Promise<string> {
  const source = sourcePath(doc.source, context);
  const text = await readFile(source, "utf8");
  if (isNotebook(source)) return notebookToText(parseNotebook(text, source));
  const body = text.replace(/^---\n[\s\S]*?\n---\n/, "").trim();
  return body.startsWith("# ") ? body : `# ${doc.title}\n\n${body}`;
}
