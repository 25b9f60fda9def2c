// Makes docs/api/, the reference of the library: a page a room, in the order of src/index.ts.
//
// src/index.ts is a table of contents: a comment `// room: what it is` stands above what the
// room exports. Each such part becomes an entry point for TypeDoc, which reads the doc comments.
// The pages are made whenever the site is built, and are not committed.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Application, LogLevel } from "typedoc";

/** @typedef {{ name: string, about: string, exports: string }} Room */

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const pages = join(root, "docs/api");
const entries = join(root, ".cache/api");

/** Where the sources are read, as the site has it. */
function repositoryUrl() {
  const source = readFileSync(join(root, "src/site/site-address.ts"), "utf8");
  const url = /REPOSITORY_URL = "([^"]+)"/.exec(source)?.[1];
  if (url === undefined) throw new Error("src/site/site-address.ts: no REPOSITORY_URL found");
  return url;
}

/** The parts of src/index.ts, in its order. */
function rooms() {
  const [, ...parts] = readFileSync(join(root, "src/index.ts"), "utf8").split(/^\/\/ /m);
  return parts.map((part) => {
    const [, name = "", about = "", exports = ""] = /^(\w+): (.*)\n([\s\S]*)$/.exec(part) ?? [];
    if (name === "") throw new Error(`src/index.ts: "// ${part.split("\n")[0]}" names no room`);
    return { name, about, exports: exports.replaceAll('from "./', 'from "../../src/') };
  });
}

const sentence = (/** @type {string} */ text) =>
  `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;

function writeEntries(/** @type {Room[]} */ found) {
  rmSync(entries, { recursive: true, force: true });
  mkdirSync(entries, { recursive: true });
  for (const { name, about, exports } of found) {
    const head = `/**\n * ${sentence(about)}\n *\n * @module ${name}\n */\n`;
    writeFileSync(join(entries, `${name}.ts`), head + exports);
  }
  const tsconfig = {
    extends: "../../tsconfig.base.json",
    include: ["*.ts", "../../src/**/*.d.ts"],
  };
  writeFileSync(join(entries, "tsconfig.json"), JSON.stringify(tsconfig));
}

async function writePages(/** @type {Room[]} */ found) {
  const app = await Application.bootstrapWithPlugins({
    entryPoints: found.map(({ name }) => join(entries, `${name}.ts`)),
    tsconfig: join(entries, "tsconfig.json"),
    plugin: ["typedoc-plugin-markdown"],
    outputs: [{ name: "markdown", path: pages }],
    readme: "none",
    sort: ["source-order"],
    sourceLinkTemplate: `${repositoryUrl()}/blob/main/{path}#L{line}`,
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

function addFrontMatter(/** @type {Room[]} */ found) {
  found.forEach(({ name, about }, index) => {
    const file = join(pages, `${name}.md`);
    const matter = {
      title: `API: ${name}`,
      sidebar_label: name,
      sidebar_position: index + 1,
      description: sentence(about),
      toc_max_heading_level: 2,
    };
    writeFileSync(file, page(matter, readFileSync(file, "utf8")));
  });
}

function writeContents(/** @type {Room[]} */ found) {
  const list = found.map(({ name, about }) => `- [${name}](./${name}.md): ${about}`);
  const text = [
    "All of this is imported from `pymalloc-lab`. The rooms are those of `src/`, and data flows",
    "one way through them: workload, pymalloc, recording, chart.",
    "",
    ...list,
  ];
  const description = "All that the library exports, room by room.";
  const matter = {
    title: "API reference",
    slug: "/api",
    sidebar_label: "Contents",
    sidebar_position: 0,
    description,
  };
  writeFileSync(join(pages, "README.md"), page(matter, `${text.join("\n")}\n`));
}

const found = rooms();
writeEntries(found);
rmSync(pages, { recursive: true, force: true });
await writePages(found);
addFrontMatter(found);
writeContents(found);
