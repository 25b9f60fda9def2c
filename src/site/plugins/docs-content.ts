/** What the two instances of the docs plugin have loaded, in reading order. */
import type { LoadedContent } from "@docusaurus/plugin-content-docs";
import type { AllContent } from "@docusaurus/types";
import { isNotebook } from "./notebook-source";

/** A page of the docs plugin. */
export type Doc = LoadedContent["loadedVersions"][number]["docs"][number];

/** The guide's pages, and the notebooks by the number that their file names start with. */
export interface PublishedDocs {
  readonly guide: readonly Doc[];
  readonly notebooks: readonly Doc[];
}

/** Finds the pages in what all plugins have loaded. */
export function publishedDocs(allContent: AllContent): PublishedDocs {
  const { default: guide, notebooks } = allContent["docusaurus-plugin-content-docs"] ?? {};
  return {
    guide: inSidebarOrder(guide),
    // The number that a notebook's file name starts with is its place in the sidebar.
    notebooks: docsOf(notebooks)
      .filter((doc) => isNotebook(doc.source))
      .sort((a, b) => (a.sidebarPosition ?? 0) - (b.sidebarPosition ?? 0)),
  };
}

function inSidebarOrder(content: unknown): readonly Doc[] {
  const place = isDocsContent(content) ? [...idsIn(content.loadedVersions.map(sidebarsOf))] : [];
  return docsOf(content).toSorted((a, b) => place.indexOf(a.id) - place.indexOf(b.id));
}

const sidebarsOf = ({ sidebars }: LoadedContent["loadedVersions"][number]) => sidebars;

/** The ids of all pages that sidebars name, from the top down. */
function* idsIn(items: unknown): Generator<string> {
  if (typeof items !== "object" || items === null) return;
  if ("type" in items && items.type === "doc" && "id" in items) yield String(items.id);
  else for (const item of Object.values(items)) yield* idsIn(item);
}

function docsOf(content: unknown): readonly Doc[] {
  return isDocsContent(content) ? content.loadedVersions.flatMap((version) => version.docs) : [];
}

function isDocsContent(content: unknown): content is LoadedContent {
  return typeof content === "object" && content !== null && "loadedVersions" in content;
}
