/**
 * Pages that have another address by now: at the old one stands a page that leads there,
 * without a script, so that links of others keep working.
 */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Plugin } from "@docusaurus/types";

/** Old paths, and where each page is now. */
export const MOVED_PAGES: Readonly<Record<string, string>> = {
  "/notebooks/nine-pythons": "/notebooks/ten-pythons",
};

/** Writes the pages that lead on; the build stops where one would lead nowhere. */
export default function movedPages(): Plugin {
  return {
    name: "moved-pages",
    async postBuild({ outDir, siteConfig, routesPaths }) {
      for (const [from, to] of Object.entries(MOVED_PAGES)) {
        if (!routesPaths.includes(to)) throw new Error(`${from} is to lead to ${to}: no such page`);
        if (routesPaths.includes(from)) throw new Error(`${from} has moved, and is there as well`);
        await mkdir(path.join(outDir, from), { recursive: true });
        await writeFile(path.join(outDir, from, "index.html"), leadingOn(to, siteConfig.url));
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
