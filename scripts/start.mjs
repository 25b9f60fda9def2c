// npm start: library, notebooks, site, and a server for it. Each step is done only
// where its inputs changed since it last succeeded.
//
//   npm start                      http://localhost:3000, or the next free port
//   npm start -- --port 4000       another port
//   npm start -- --no-serve        stop when the site is built
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fingerprint, root, unlessUnchanged } from "./fingerprint.mjs";
import { buildLibrary, runNode, runNodeForOutput } from "./library-step.mjs";
import { refuseOldNode } from "./refuse-old-node.mjs";
import { serveSite } from "./serve-site.mjs";

const FIRST_PORT = 3000;

refuseOldNode();
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

/** What decides a notebook's outputs: its cells' sources, not the outputs themselves. */
function sourcesOnly(/** @type {string} */ path, /** @type {Buffer} */ text) {
  if (!path.endsWith(".ipynb")) return text;
  const { cells } = JSON.parse(text.toString("utf8"));
  return JSON.stringify(cells.map((/** @type {{ source: unknown }} */ cell) => cell.source));
}

async function runNotebooks() {
  const library = fingerprint(["dist", "package-lock.json"]);
  const files = readdirSync(join(root, "notebooks"))
    .filter((file) => file.endsWith(".ipynb"))
    .map((file) => `notebooks/${file}`);
  /** @param {string} file */
  const step = (file, run = () => false) => {
    const print = library + fingerprint([file], sourcesOnly);
    return unlessUnchanged(file, print, file, run);
  };
  const changed = [];
  for (const file of files) if ((await step(file)) === "failed") changed.push(file);
  if (changed.length === 0) return "unchanged";
  const ran = await runNotebookFiles(changed);
  // What ran is marked even where another failed: the next start runs that one only.
  for (const file of ran) await step(file, () => true);
  return ran.length === changed.length ? "done" : "failed";
}

/**
 * Runs notebooks, and answers those that ran to their end.
 * @param {readonly string[]} files @returns {Promise<string[]>}
 */
async function runNotebookFiles(files) {
  const args = ["notebook", "run", "--json", ...files];
  const stdout = await runNodeForOutput("dist/cli/main.js", ...args);
  if (stdout === "") return [];
  /** @type {{ file: string, isGood: boolean }[]} */
  const outcomes = JSON.parse(stdout);
  return outcomes.filter(({ isGood }) => isGood).map(({ file }) => file);
}

async function buildSite() {
  const inputs = ["dist", "src/site", "src/notebook", "docs", "notebooks"];
  const files = ["docusaurus.config.ts", "package-lock.json", "CHANGELOG.md"];
  const print = fingerprint([...inputs, ...files]);
  return unlessUnchanged("site", print, "build/index.html", () =>
    runNode("scripts/build-site.mjs"),
  );
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
