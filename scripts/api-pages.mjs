// Makes docs/api/, the reference of the library: a page a door, in the order of package.json.
//
// Each file of src/doors is an entry point for TypeDoc, which reads the doc comments; its own
// comment says what the door is for. The pages are made whenever the site is built, and are not
// committed.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Application, LogLevel } from "typedoc";

/** @typedef {{ name: string, about: string, exports: string }} Door */

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const pages = join(root, "docs/api");
const entries = join(root, ".cache/api");

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** Where the sources are read, as the site has it. */
const repositoryUrl =
  process.env["REPOSITORY_URL"] ?? manifest.repository.url.replace(/^git\+|\.git$/g, "");

/** The doors for everybody: `internal` is not one of them. */
function doors() {
  const names = Object.keys(manifest.typesVersions["*"]).filter((name) => name !== "internal");
  return names.map((name) => {
    const text = readFileSync(join(root, `src/doors/${name}.ts`), "utf8");
    const [, about, exports] = /^\/\*\* (.*) \*\/\n([\s\S]*)$/.exec(text) ?? [];
    if (about === undefined || exports === undefined) {
      throw new Error(
        `src/doors/${name}.ts must begin with a comment of one line on what it is for`,
      );
    }
    return { name, about, exports: exports.replaceAll('from "../', 'from "../../src/') };
  });
}

function writeEntries(/** @type {Door[]} */ found) {
  rmSync(entries, { recursive: true, force: true });
  mkdirSync(entries, { recursive: true });
  for (const { name, about, exports } of found) {
    const head = `/**\n * ${about}\n *\n * @module ${name}\n */\n`;
    writeFileSync(join(entries, `${name}.ts`), head + exports);
  }
  const tsconfig = {
    extends: "../../tsconfig.base.json",
    include: ["*.ts", "../../src/**/*.d.ts"],
  };
  writeFileSync(join(entries, "tsconfig.json"), JSON.stringify(tsconfig));
}

async function writePages(/** @type {Door[]} */ found) {
  const app = await Application.bootstrapWithPlugins({
    entryPoints: found.map(({ name }) => join(entries, `${name}.ts`)),
    tsconfig: join(entries, "tsconfig.json"),
    plugin: ["typedoc-plugin-markdown"],
    outputs: [{ name: "markdown", path: pages }],
    readme: "none",
    sort: ["source-order"],
    sourceLinkTemplate: `${repositoryUrl}/blob/main/{path}#L{line}`,
    gitRevision: "main",
    gitRemote: "origin",
    disableGit: true,
    basePath: root,
    displayBasePath: root,
    logLevel: LogLevel.Warn,
    excludePrivate: true,
    excludeInternal: true,
    ...markdown,
  });
  const project = await app.convert();
  if (project === undefined) throw new Error("the library's types do not compile");
  await app.generateOutputs(project);
  if (app.logger.hasErrors()) throw new Error("TypeDoc reported errors");
}

/** Options of typedoc-plugin-markdown. */
const markdown = {
  router: "module",
  useHTMLAnchors: true,
  hideBreadcrumbs: true,
  hidePageHeader: true,
  hidePageTitle: true,
  hideGroupHeadings: true,
  expandObjects: false,
  useCodeBlocks: true,
  parametersFormat: "table",
  interfacePropertiesFormat: "table",
  classPropertiesFormat: "table",
  enumMembersFormat: "table",
  typeDeclarationFormat: "table",
};

const page = (
  /** @type {Record<string, string | number>} */ matter,
  /** @type {string} */ text,
) => {
  const lines = Object.entries(matter).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return `---\n${lines.join("\n")}\ncustom_edit_url: null\n---\n\n${text}`;
};

function addFrontMatter(/** @type {Door[]} */ found) {
  found.forEach(({ name, about }, index) => {
    const file = join(pages, `${name}.md`);
    const matter = {
      title: `API reference of the library: ${name}`,
      sidebar_label: name,
      sidebar_position: index + 1,
      description: about,
      toc_max_heading_level: 2,
    };
    writeFileSync(file, page(matter, readFileSync(file, "utf8")));
  });
}

function writeContents(/** @type {Door[]} */ found) {
  const list = found.map(({ name, about }) => `- [${name}](./${name}.md): ${about}`);
  const text = [
    "Import from the door that a thing belongs to, such as `pymalloc-lab/trie`. What most people need",
    "is exported by `pymalloc-lab` itself too.",
    "",
    ...list,
  ];
  const description = "All that the library exports, door by door.";
  const matter = {
    title: "API reference",
    slug: "/api",
    sidebar_label: "Contents",
    sidebar_position: 0,
    description,
  };
  writeFileSync(join(pages, "README.md"), page(matter, `${text.join("\n")}\n`));
}

const found = doors();
writeEntries(found);
rmSync(pages, { recursive: true, force: true });
await writePages(found);
addFrontMatter(found);
writeContents(found);
