/**
 * What there is to read, as data for the pages: the notebooks in reading order
 * and the guide's pages. The landing page links to these and to nothing else,
 * and a notebook's page says what it was made with.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { LoadContext, Plugin } from "@docusaurus/types";
import { parseNotebook } from "../../notebook/format/parse-notebook";
import { type Provenance, provenanceOf, seedsOf } from "../../notebook/format/provenance";
import { type Doc, publishedDocs } from "./docs-content";
import { downloadOf, sourcePath } from "./notebook-source";

/** A page that can be read. */
export interface ReadablePage {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly permalink: string;
}

/** A notebook's page. */
export interface NotebookPage extends ReadablePage {
  /** Place in the reading order, from 1. */
  readonly place: number;
  /** Name of its file. */
  readonly file: string;
  /** Address of the raw notebook. */
  readonly download: string;
  /** Name of the kernel that ran it, as the notebook has it. */
  readonly kernel: string;
  /** What its outputs were made with; undefined for one that was never run. */
  readonly provenance?: Provenance;
  /** Seeds that its code names. */
  readonly seeds: readonly string[];
}

/** What the pages read with `usePluginData("reading-order")`. */
export interface ReadingOrder {
  readonly notebooks: readonly NotebookPage[];
  readonly guide: readonly ReadablePage[];
}

export default function readingOrder(context: LoadContext): Plugin {
  return {
    name: "reading-order",
    async allContentLoaded({ allContent, actions }) {
      const { guide, notebooks } = publishedDocs(allContent);
      const order: ReadingOrder = {
        notebooks: await Promise.all(
          notebooks.map((doc, index) => notebookPage(doc, index + 1, context)),
        ),
        guide: guide.map(readablePage),
      };
      actions.setGlobalData(order);
    },
  };
}

function readablePage({ id, title, description, permalink }: Doc): ReadablePage {
  return { id, title, description, permalink };
}

async function notebookPage(doc: Doc, place: number, context: LoadContext): Promise<NotebookPage> {
  const source = sourcePath(doc.source, context);
  const notebook = parseNotebook(await readFile(source, "utf8"), source);
  const kernel = notebook.metadata.kernelspec?.["display_name"];
  const provenance = provenanceOf(notebook);
  return {
    ...readablePage(doc),
    place,
    file: path.basename(source),
    download: downloadOf(doc.permalink),
    kernel: typeof kernel === "string" ? kernel : "unknown",
    ...(provenance && { provenance }),
    seeds: seedsOf(notebook),
  };
}
