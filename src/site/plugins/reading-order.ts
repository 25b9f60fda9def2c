/**
 * What there is to read, as data for the pages: the notebooks in reading order
 * and the guide's pages. The landing page links to these and to nothing else,
 * and a notebook's page says what it was made with.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { LoadedContent } from "@docusaurus/plugin-content-docs";
import type { LoadContext, Plugin } from "@docusaurus/types";
import { parseNotebook } from "../../notebook/parse-notebook";
import { downloadOf, isNotebook, sourcePath } from "./notebook-source";

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
      const { default: guide, notebooks: published } =
        allContent["docusaurus-plugin-content-docs"] ?? {};
      // The number that a notebook's file name starts with is its place in the sidebar.
      const inOrder = docsOf(published)
        .filter((doc) => isNotebook(doc.source))
        .sort((a, b) => (a.sidebarPosition ?? 0) - (b.sidebarPosition ?? 0));
      const order: ReadingOrder = {
        notebooks: await Promise.all(
          inOrder.map((doc, index) => notebookPage(doc, index + 1, context)),
        ),
        guide: docsOf(guide).map(readablePage),
      };
      actions.setGlobalData(order);
    },
  };
}

type Doc = LoadedContent["loadedVersions"][number]["docs"][number];

function docsOf(content: unknown): readonly Doc[] {
  return isDocsContent(content) ? content.loadedVersions.flatMap((version) => version.docs) : [];
}

function isDocsContent(content: unknown): content is LoadedContent {
  return typeof content === "object" && content !== null && "loadedVersions" in content;
}

function readablePage({ id, title, description, permalink }: Doc): ReadablePage {
  return { id, title, description, permalink };
}

async function notebookPage(doc: Doc, place: number, context: LoadContext): Promise<NotebookPage> {
  const source = sourcePath(doc.source, context);
  const { kernelspec = {} } = parseNotebook(await readFile(source, "utf8"), source).metadata;
  const { display_name: kernel } = kernelspec;
  return {
    ...readablePage(doc),
    place,
    file: path.basename(source),
    download: downloadOf(doc.permalink),
    kernel: typeof kernel === "string" ? kernel : "unknown",
  };
}
