/**
 * The official docs plugin, reading notebooks as well as Markdown.
 *
 * A notebook reaches it as CommonMark (the site's `markdown` settings call the
 * converter), so sidebar, table of contents, pagination, edit link and the
 * link checks are Docusaurus' own. Added here: the file type, the elements of
 * the cells, links between sources, and the raw notebook beside each page.
 */
import { copyFile, mkdir } from "node:fs/promises";
import path from "node:path";
import type { MDXPlugin } from "@docusaurus/mdx-loader";
import docsPlugin, {
  type LoadedContent,
  type PluginOptions,
  validateOptions,
} from "@docusaurus/plugin-content-docs";
import type { LoadContext, Plugin } from "@docusaurus/types";
import { remarkNotebookCells } from "../../notebook/publish/remark-notebook-cells";
import { withoutUnclosedTags } from "../foreign-html/unclosed-tags";
import { foreignHtml } from "./foreign-html";
import { glossaryTerms } from "./glossary-terms";
import { downloadOf, isNotebook, sourcePath } from "./notebook-source";
import { type Permalinks, sourceLinks } from "./source-links";

/** What a plugin asks of the bundler. */
type BundlerSettings = Exclude<ReturnType<NonNullable<Plugin["configureWebpack"]>>, void>;

/** Bundler cache entries of pages are dropped when one of these changes. */
const CONVERTER_SOURCES = [
  "docs/glossary.md",
  "src/notebook/format/notebook-format.ts",
  "src/notebook/publish/guessed-line.ts",
  "src/notebook/publish/line-points.ts",
  "src/notebook/publish/fence-seal.ts",
  "src/notebook/publish/notebook-to-markdown.ts",
  "src/notebook/publish/page-elements.ts",
  "src/notebook/format/parse-notebook.ts",
  "src/notebook/publish/prediction.ts",
  "src/notebook/publish/remark-notebook-cells.ts",
  "src/site/foreign-html/allowed-html.ts",
  "src/site/foreign-html/allowed-style.ts",
  "src/site/foreign-html/sanitise-tree.ts",
  "src/site/foreign-html/unclosed-tags.ts",
  "src/site/plugins/foreign-html.ts",
  "src/site/plugins/glossary-terms.ts",
  "src/site/plugins/source-links.ts",
];

declare global {
  /** Pages of every instance of the plugin; Docusaurus loads this module anew for each. */
  var pymallocLabPermalinks: Permalinks | undefined;
}

/** Takes the options of the official plugin; its name stays, since the theme looks it up. */
export default async function notebookDocs(
  context: LoadContext,
  options: PluginOptions,
): Promise<Plugin<LoadedContent>> {
  globalThis.pymallocLabPermalinks ??= new Map();
  const permalinks = globalThis.pymallocLabPermalinks;
  const glossary = path.join(context.siteDir, "docs/glossary.md");
  const cells: MDXPlugin[] = [
    [sourceLinks, { permalinks }],
    withoutUnclosedTags,
    remarkNotebookCells,
    [glossaryTerms, { glossary }],
  ];
  const docs = await docsPlugin(context, {
    ...options,
    beforeDefaultRemarkPlugins: [...cells, ...options.beforeDefaultRemarkPlugins],
    beforeDefaultRehypePlugins: [foreignHtml, ...options.beforeDefaultRehypePlugins],
  });
  return {
    ...docs,
    async contentLoaded(args) {
      for (const { source, permalink } of docsOf(args.content)) {
        permalinks.set(sourcePath(source, context), permalink);
      }
      await docs.contentLoaded?.(args);
    },
    configureWebpack(...args) {
      return readingNotebooks(docs.configureWebpack?.(...args) ?? {}, context);
    },
    async postBuild({ content, outDir, baseUrl }) {
      for (const { source, permalink } of docsOf(content)) {
        if (!isNotebook(source)) continue;
        const published = path.join(outDir, downloadOf(permalink).slice(baseUrl.length));
        await mkdir(path.dirname(published), { recursive: true });
        await copyFile(sourcePath(source, context), published);
      }
    },
  };
}

export { validateOptions };

function docsOf(content: LoadedContent) {
  return content.loadedVersions.flatMap((version) => version.docs);
}

/** The official MDX rule, for `.ipynb` too. */
function readingNotebooks(result: BundlerSettings, { siteDir }: LoadContext): BundlerSettings {
  const converter = CONVERTER_SOURCES.map((file) => path.join(siteDir, file));
  const rules = result.module?.rules?.map((rule) => {
    if (typeof rule !== "object" || rule === null || !Array.isArray(rule.use)) return rule;
    const use = rule.use.map((loader) => {
      if (typeof loader !== "object" || !loader || typeof loader.options !== "object") {
        return loader;
      }
      const { dependencies } = loader.options;
      const files = [...(Array.isArray(dependencies) ? dependencies : []), ...converter];
      return { ...loader, options: { ...loader.options, dependencies: files } };
    });
    return { ...rule, test: /\.(?:mdx?|ipynb)$/i, use };
  });
  return { ...result, module: { ...result.module, ...(rules && { rules }) } };
}
