/** How a notebook's file, page and download are named. */
import path from "node:path";
import type { LoadContext } from "@docusaurus/types";

/** Says whether a source file is a notebook. */
export function isNotebook(source: string): boolean {
  return source.endsWith(".ipynb");
}

/** Address of the raw notebook that the page at `permalink` shows. */
export function downloadOf(permalink: string): string {
  return `${permalink}.ipynb`;
}

/** Absolute path of a source that Docusaurus names `@site/...`. */
export function sourcePath(source: string, { siteDir }: Pick<LoadContext, "siteDir">): string {
  return path.join(siteDir, source.replace(/^@site\//, ""));
}

/**
 * Address of the picture that other sites show of a notebook: its first figure, which
 * scripts/social-images.mjs draws.
 */
export function socialImageOf(filePath: string): string {
  return `/img/social/${path.basename(filePath, ".ipynb").replace(/^\d+-/, "")}.png`;
}
