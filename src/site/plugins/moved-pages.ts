/**
 * Pages that have another address by now: at the old one stands a page that leads there,
 * without a script, so that links of others keep working.
 */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Plugin } from "@docusaurus/types";

/** Old paths below the site's base, and where each page is now. */
export const MOVED_PAGES: Readonly<Record<string, string>> = {
  "notebooks/nine-pythons": "notebooks/ten-pythons",
};

/** Writes the pages that lead on; a site without a page, of other notebooks, leads nowhere. */
export default function movedPages(): Plugin {
  return {
    name: "moved-pages",
    async postBuild({ outDir, siteConfig, routesPaths }) {
      const { url, baseUrl } = siteConfig;
      for (const [from, to] of Object.entries(MOVED_PAGES)) {
        const isThere = (page: string) => routesPaths.includes(baseUrl + page);
        if (!isThere(to)) continue;
        if (isThere(from)) throw new Error(`${from} has moved, and is there as well`);
        await mkdir(path.join(outDir, from), { recursive: true });
        await writeFile(path.join(outDir, from, "index.html"), leadingOn(baseUrl + to, url));
      }
    },
  };
}

function leadingOn(to: string, siteUrl: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>This page has moved</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="${siteUrl}${to}">
<meta http-equiv="refresh" content="0; url=${to}">
</head>
<body><p>This page has moved: <a href="${to}">continue there</a>.</p></body>
</html>
`;
}
