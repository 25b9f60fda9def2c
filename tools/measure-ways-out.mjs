// Measures a trie's ways out on the interpreters that are named, with the project's own word list,
// and writes what came out as the tests' data:
// node tools/measure-ways-out.mjs FILE INTERPRETER...
// Needs Linux and setarch: with address randomisation on, a run cannot be repeated.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseMallocStats } from "pymalloc-lab";
import { loadWordList } from "pymalloc-lab/experiments";
import { MeasuredProcess } from "../dist/cli/measure/measured-process.js";
import { inspectInterpreter } from "../dist/cli/measure/python-interpreter.js";

const WAYS = ["in-place", "direct", "direct-sorted", "text", "json", "pickle"];
const READS_A_TREE = ["text", "json", "pickle"];
const PROGRAM = readFileSync(
  fileURLToPath(new URL("../test/data/ways-out/ways-out.py", import.meta.url)),
  "utf8",
);

const [file, ...paths] = process.argv.slice(2);
if (file === undefined || paths.length === 0) {
  process.stderr.write("usage: node tools/measure-ways-out.mjs FILE INTERPRETER...\n");
  process.exit(2);
}

const workshop = mkdtempSync(join(os.tmpdir(), "ways-out-"));
const list = join(workshop, "words.txt");
const words = await loadWordList();
writeFileSync(list, `${words.join("\n")}\n`);
/** @type {object[]} */
const runs = [];
try {
  for (const path of paths) runs.push(...measured(path));
} finally {
  rmSync(workshop, { recursive: true });
}
const provenance = {
  measured: new Date().toISOString().slice(0, 10),
  machine: `${os.arch()}, ${os.type()} ${/^\d+\.\d+/.exec(os.release())}, ${glibcVersion()}`,
  how: "tools/measure-ways-out.mjs: empty virtual environment, PYTHONHASHSEED=0, setarch -R",
  words: words.length,
};
const rows = runs.map((run) => JSON.stringify(run)).join(",\n");
const text = `{"provenance":${JSON.stringify(provenance)},\n"runs":[\n${rows}\n]}\n`;
writeFileSync(`${file}.new`, text);
renameSync(`${file}.new`, file);

/** @param {string} path */
function measured(path) {
  const interpreter = inspectInterpreter(path);
  if ("refused" in interpreter) throw new Error(`${path}: ${interpreter.refused}`);
  const { python, version } = interpreter;
  const process = new MeasuredProcess(interpreter);
  const tree = join(workshop, "trie");
  /** @param {string[]} args */
  const run = (...args) =>
    process.run(`import sys\nsys.argv[1:] = ${JSON.stringify(args)}\n${PROGRAM}`);
  try {
    if (!process.isLayoutFixed)
      throw new Error("address randomisation cannot be switched off here");
    return ["slots", "plain"].flatMap((nodes) => {
      run("write", nodes, list, tree);
      return WAYS.map((way) => {
        const input = READS_A_TREE.includes(way) ? tree : list;
        const texts = parseMallocStats(run(way, nodes, input, "--stats"));
        console.log(`${version} ${nodes} ${way}`);
        return { python, version, nodes, way, ...figures(texts) };
      });
    });
  } finally {
    process.remove();
  }
}

/** @param {readonly import("pymalloc-lab").StatsText[]} texts */
function figures(texts) {
  const stats = texts.map((text) => {
    if (text.kind !== "pymalloc") throw new Error(`stats of kind ${text.kind}`);
    return text.stats;
  });
  const [first] = stats;
  if (first === undefined) throw new Error("the program printed no stats");
  const { bytesLostToAlignment, classes } = first;
  return {
    stages: stats.map(({ arenas, bytesInAllocatedBlocks }) => ({
      ...arenas,
      bytesInBlocks: bytesInAllocatedBlocks,
    })),
    startup: {
      bytesLostToAlignment,
      classes: classes.map((row) => [row.sizeClass, row.poolCount, row.blocksInUse]),
    },
  };
}

function glibcVersion() {
  const { stdout } = spawnSync("getconf", ["GNU_LIBC_VERSION"], { encoding: "utf8" });
  return stdout?.trim() ?? "libc unknown";
}
