import type { Options } from "@docusaurus/plugin-content-docs";
import type { Config } from "@docusaurus/types";
import type { PluginOptions as SearchOptions } from "@easyops-cn/docusaurus-search-local";
import rehypeKatex from "rehype-katex";
import remarkMath from "remark-math";
import { notebookToMarkdown } from "./src/notebook/publish/notebook-to-markdown";
import contentPolicy from "./src/site/plugins/content-policy";
import d3OfCharts from "./src/site/plugins/d3-of-charts";
import llmsText from "./src/site/plugins/llms-text";
import movedPages from "./src/site/plugins/moved-pages";
import { isNotebook, socialImageOf } from "./src/site/plugins/notebook-source";
import readingOrder from "./src/site/plugins/reading-order";
import siteBuild from "./src/site/plugins/site-build";
import { prismTheme } from "./src/site/prism-theme";
import { REPOSITORY_URL, SITE_URL } from "./src/site/site-address";

const docs = {
  editUrl: `${REPOSITORY_URL}/edit/main/`,
  remarkPlugins: [remarkMath],
  rehypePlugins: [rehypeKatex],
} satisfies Options;

// The index is made of the built pages, so the outputs of the notebooks are found too.
const search = {
  hashed: "filename",
  indexBlog: false,
  // The tools: who looks for sys._debugmallocstats wants the page that reads it.
  indexPages: true,
  ignoreCssSelectors: ["noscript"],
  docsDir: ["docs", "notebooks"],
  docsRouteBasePath: ["docs", "notebooks"],
  explicitSearchResultPath: true,
} satisfies SearchOptions;

const STYLE_SHEETS = [
  "custom",
  "landing",
  "stats",
  "dials",
  "notebook",
  "reading",
  "exercise",
  "guess",
  "touch",
  "live",
  "chart",
  "player",
  "print",
].map((name) => `./src/site/css/${name}.css`);

const config: Config = {
  title: "pymalloc lab",
  tagline: "CPython's small-object allocator, to the address",
  url: SITE_URL,
  baseUrl: "/",
  favicon: "img/favicon.svg",
  onBrokenLinks: "throw",
  onBrokenAnchors: "throw",
  onDuplicateRoutes: "throw",
  future: {
    v4: {
      removeLegacyPostBuildHeadAttribute: true,
      siteStorageNamespacing: true,
      fasterByDefault: true,
    },
    // No page shows dates, so the history need not be read (and an archive without it builds).
    experimental_vcs: "disabled",
  },
  clientModules: ["./src/site/fetch-ahead.ts"],
  staticDirectories: ["src/site/static"],
  markdown: {
    format: "detect",
    hooks: { onBrokenMarkdownLinks: "throw", onBrokenMarkdownImages: "throw" },
    preprocessor: ({ filePath, fileContent }) =>
      isNotebook(filePath) ? notebookToMarkdown(fileContent, filePath) : fileContent,
    parseFrontMatter: async (page) => {
      if (!isNotebook(page.filePath)) return page.defaultParseFrontMatter(page);
      const fileContent = notebookToMarkdown(page.fileContent, page.filePath);
      const { frontMatter, content } = await page.defaultParseFrontMatter({ ...page, fileContent });
      // What is shown of a notebook that is shared is its first figure.
      return { frontMatter: { image: socialImageOf(page.filePath), ...frontMatter }, content };
    },
  },
  // theme-classic comes first: listed later, its empty fallbacks hide components of other themes.
  themes: [
    ["@docusaurus/theme-classic", { customCss: STYLE_SHEETS }],
    ["@easyops-cn/docusaurus-search-local", search],
    siteBuild,
    d3OfCharts,
  ],
  plugins: [
    [
      "./src/site/plugins/notebook-docs.ts",
      {
        ...docs,
        id: "default",
        path: "docs",
        routeBasePath: "docs",
        sidebarPath: "./src/site/sidebars.ts",
      } satisfies Options,
    ],
    [
      "./src/site/plugins/notebook-docs.ts",
      {
        ...docs,
        id: "notebooks",
        path: "notebooks",
        routeBasePath: "notebooks",
        include: ["**/*.{md,mdx,ipynb}"],
      } satisfies Options,
    ],
    ["@docusaurus/plugin-content-pages", { path: "src/site/pages" }],
    readingOrder,
    llmsText,
    movedPages,
    contentPolicy,
    ["@docusaurus/plugin-sitemap", { ignorePatterns: ["/search", "/**/search"] }],
  ],
  themeConfig: {
    colorMode: { respectPrefersColorScheme: true },
    navbar: {
      title: "pymalloc lab",
      logo: { alt: "", src: "img/logo.svg", srcDark: "img/logo-dark.svg", width: 26, height: 26 },
      items: [
        {
          type: "docSidebar",
          docsPluginId: "notebooks",
          sidebarId: "defaultSidebar",
          label: "Notebooks",
        },
        { type: "docSidebar", sidebarId: "guide", label: "Guide" },
        { to: "/will-my-memory-come-back", label: "Your own stats" },
        { to: "/dials", label: "Dials" },
        { to: "/player", label: "Player" },
      ],
    },
    // What other sites show of a page; a notebook has its own first figure.
    image: "img/social/home.png",
    footer: {
      links: [
        { label: "Start here", to: "/docs/start-here" },
        { label: "Where it started: the primer, and its errata", to: "/docs/errata" },
        { label: "Source", href: REPOSITORY_URL },
        { label: "Is it wrong? Say so", href: `${REPOSITORY_URL}/issues` },
      ],
      copyright: "MIT licence. The rules modelled are CPython's.",
    },
    docs: { sidebar: { autoCollapseCategories: false } },
    tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 3 },
    prism: {
      theme: prismTheme,
      darkTheme: prismTheme,
      additionalLanguages: ["bash", "diff", "json"],
    },
  },
};

export default config;
