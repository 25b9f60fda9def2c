// npm start: library, notebooks, site, and a server for it. Each step is done only
// where its inputs changed since it last succeeded.
//
//   npm start                      http://localhost:3000, or the next free port
//   npm start -- --port 4000       another port
//   npm start -- --no-serve        stop when the site is built
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fingerprint, root, unlessUnchanged } from "./fingerprint.mjs";
import { serveSite } from "./serve-site.mjs";

const FIRST_PORT = 3000;

const options = readOptions();

/** The command line, refused before anything is built. */
function readOptions() {
  try {
    const { values } = parseArgs({
      options: { port: { type: "string" }, "no-serve": { type: "boolean", default: false } },
    });
    const port = Number(values.port ?? FIRST_PORT);
    if (!Number.isInteger(port) || port < 0 || port > 65535) {
      throw new RangeError(`port must be a whole number from 0 to 65535, got "${values.port}"`);
    }
    return { port, isServed: !values["no-serve"] };
  } catch (error) {
    console.error(`npm start: ${error instanceof Error ? error.message : error}`);
    process.exit(2);
  }
}

/** @param {string} script @param {string[]} args */
function node(script, ...args) {
  return new Promise((resolve) => {
    spawn(process.execPath, [join(root, script), ...args], { cwd: root, stdio: "inherit" })
      .once("error", () => resolve(false))
      .once("exit", (code) => resolve(code === 0));
  });
}

/** What decides a notebook's outputs: its cells' sources, not the outputs themselves. */
function sourcesOnly(/** @type {string} */ path, /** @type {Buffer} */ text) {
  if (!path.endsWith(".ipynb")) return text;
  const { cells } = JSON.parse(text.toString("utf8"));
  return JSON.stringify(cells.map((/** @type {{ source: unknown }} */ cell) => cell.source));
}

async function buildLibrary() {
  const inputs = ["src", "tsconfig.base.json", "tsconfig.lib.json", "package-lock.json"];
  return unlessUnchanged("library", fingerprint(inputs), "dist/index.js", () =>
    node("scripts/build-library.mjs"),
  );
}

async function runNotebooks() {
  const library = fingerprint(["dist", "package-lock.json"]);
  const files = readdirSync(join(root, "notebooks")).filter((file) => file.endsWith(".ipynb"));
  const prints = new Map(
    files.map((file) => [file, library + fingerprint([`notebooks/${file}`], sourcesOnly)]),
  );
  /** @type {string[]} */
  const changed = [];
  for (const [file, print] of prints) {
    const path = `notebooks/${file}`;
    // A first pass only asks; the marks are set when all of them ran.
    const outcome = await unlessUnchanged(path, print, path, () => false);
    if (outcome === "failed") changed.push(path);
  }
  if (changed.length === 0) return "unchanged";
  if (!(await node("dist/cli/main.js", "notebook", "run", ...changed))) return "failed";
  for (const [file, print] of prints) {
    await unlessUnchanged(`notebooks/${file}`, print, `notebooks/${file}`, () => true);
  }
  return "done";
}

async function buildSite() {
  const inputs = ["dist", "src/site", "src/notebook", "docs", "notebooks"];
  const files = ["docusaurus.config.ts", "package-lock.json", "CHANGELOG.md"];
  const print = fingerprint([...inputs, ...files]);
  return unlessUnchanged("site", print, "build/index.html", () => node("scripts/build-site.mjs"));
}

const steps = /** @type {const} */ ([
  ["library", buildLibrary],
  ["notebooks, run through tslab", runNotebooks],
  ["site", buildSite],
]);

const started = performance.now();
for (const [index, [name, step]] of steps.entries()) {
  console.log(`[${index + 1}/${steps.length}] ${name}`);
  const from = performance.now();
  const outcome = await step();
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  console.log(`[${index + 1}/${steps.length}] ${name}: ${outcome} (${seconds} s)`);
  if (outcome === "failed") process.exit(1);
}
console.log(`ready after ${((performance.now() - started) / 1000).toFixed(0)} s`);
if (options.isServed) {
  console.log(`serving on ${await serveSite(join(root, "build"), options.port)} (Ctrl+C stops)`);
}
