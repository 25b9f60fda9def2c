// The tries against published ones: every contender in a process of its own, in laps
// over all of them, and the ratio to the best peer of each column taken lap by lap.
//
//   npm run bench -- trie             prints ratios
//   npm run bench -- trie --write     and puts the tables into docs/tries.md
//   npm run bench -- trie --laps 1    one lap a list, for a look
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { machineLine, resultsTable, writeTables } from "./result-page.mjs";
import { median, quartiles } from "./statistics.mjs";
import { CONTENDERS } from "./trie-contenders.mjs";

/** @typedef {import("./random-half.mjs").BenchResult} BenchResult */
/** @typedef {Record<string, number | undefined>} Figures */
/** @typedef {{ wordCount: number, laps: Map<string, Figures[]> }} Run */

const LAP = fileURLToPath(new URL("./trie-lap.mjs", import.meta.url));
const PAGE = fileURLToPath(new URL("../docs/tries.md", import.meta.url));
const LAPS = { english: 5, inflected: 3 };

const DYNAMIC_PEERS = [
  "mnemonist Trie",
  "mnemonist CritBitTreeMap",
  "sonic-forest RadixTree",
  "minisearch SearchableMap",
];
const ON_BOTH_LISTS = ["PackedTrie", "FrozenTrie", "Set", ...DYNAMIC_PEERS.slice(0, 3)];
const ON_ENGLISH = [...Object.keys(CONTENDERS)];

/** Which column must not be more than which part of the best dynamic peer's. */
const PACKED_TARGETS = { build: 0.45, hit: 0.45, delete: 0.45, prefix: 0.4 };
const COLUMNS = {
  build: "build",
  hit: "hit",
  toSet: "hit / `Set`",
  miss: "miss",
  prefix: "under a prefix",
  delete: "delete",
  bytes: "bytes a key",
  counted: "by its own count",
};

/**
 * @param {string} contender
 *
 * @param {string} list
 */
function lapOf(contender, list) {
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    ["--expose-gc", "--max-old-space-size=4096", LAP, contender, list],
    { encoding: "utf8" },
  );
  if (status !== 0) {
    throw new Error(`${contender} on ${list} failed (${signal ?? status}): ${stderr}`);
  }
  return JSON.parse(stdout);
}

/** Runs the laps of a list. Contenders that answer differently end the run. */
function measure(
  /** @type {"english" | "inflected"} */ list,
  /** @type {string[]} */ contenders,
  lapCount = LAPS[list],
) {
  /** @type {Map<string, Figures[]>} */
  const laps = new Map(contenders.map((contender) => [contender, []]));
  /** @type {Map<string, string>} */
  const answers = new Map();
  let wordCount = 0;
  for (let lap = 0; lap < lapCount; lap++) {
    for (const contender of contenders) {
      const result = lapOf(contender, list);
      wordCount = result.wordCount;
      laps.get(contender)?.push(result.figures);
      for (const [question, answer] of Object.entries(result.answers)) {
        const text = JSON.stringify(answer);
        const known = answers.get(question) ?? text;
        if (known !== text)
          throw new Error(`${contender} answers ${question} with ${text}, not ${known}`);
        answers.set(question, text);
      }
      const figures = JSON.stringify(result.figures);
      process.stderr.write(`${list}, lap ${lap + 1}: ${contender} ${figures}\n`);
    }
  }
  return { wordCount, laps };
}

/**
 * @param {Run} run
 *
 * @param {string} contender
 * @param {string} column
 */
const valuesOf = ({ laps }, contender, column) =>
  (laps.get(contender) ?? []).flatMap((figures) => figures[column] ?? []);

/**
 * Ratios to the best dynamic peer of each lap.
 *
 * @param {Run} run
 * @param {string} column
 */
function ratiosToBest(run, column) {
  const peers = DYNAMIC_PEERS.map((peer) => valuesOf(run, peer, column)).filter(
    (values) => values.length > 0,
  );
  return valuesOf(run, "PackedTrie", column).map(
    (own, lap) => own / Math.min(...peers.map((values) => values[lap] ?? Number.POSITIVE_INFINITY)),
  );
}

/**
 * @param {string} name
 *
 * @param {number} target
 * @param {number[]} values
 * @returns {BenchResult}
 */
const result = (name, target, values) => ({
  name,
  target,
  ratio: median(values),
  quartiles: quartiles(values),
});

/**
 * Bytes a key as the process held them, and by the trie's own count.
 *
 * @param {Run} run
 * @param {string} contender
 * @param {number} target
 * @param {string} words
 */
const bytesResults = (run, contender, target, words) => [
  result(`${contender}, bytes a key, ${words}`, target, valuesOf(run, contender, "bytes")),
  result(
    `${contender}, bytes a key by its own count, ${words}`,
    target,
    valuesOf(run, contender, "counted"),
  ),
];

/** @param {Run} run @returns {BenchResult[]} */
function resultsOf(run) {
  const words = `${run.wordCount.toLocaleString("en-GB")} words`;
  return [
    ...Object.entries(PACKED_TARGETS).map(([column, target]) =>
      result(
        `PackedTrie, ${column} / best dynamic peer, ${words}`,
        target,
        ratiosToBest(run, column),
      ),
    ),
    ...bytesResults(run, "PackedTrie", 22, words),
    result(`PackedTrie, hit / native Set, ${words}`, 1.1, valuesOf(run, "PackedTrie", "toSet")),
    ...bytesResults(run, "FrozenTrie", 5, words),
    result(`FrozenTrie, hit / native Set, ${words}`, 0.9, valuesOf(run, "FrozenTrie", "toSet")),
  ];
}

/**
 * @param {number[]} values
 *
 * @param {string} column
 */
function cell(values, column) {
  if (values.length === 0) return "–";
  const digits = column === "toSet" ? 2 : ["bytes", "counted"].includes(column) ? 1 : 0;
  if (column === "counted") return median(values).toFixed(digits); // the same in every lap
  const [low, high] = quartiles(values).map((value) => value.toFixed(digits));
  return `${median(values).toFixed(digits)} (${low}–${high})`;
}

/** @param {Run} run */
async function timesTable(run) {
  const rows = [];
  for (const contender of run.laps.keys()) {
    const title = (await CONTENDERS[contender]?.())?.title ?? contender;
    const cells = Object.keys(COLUMNS).map((column) =>
      cell(valuesOf(run, contender, column), column),
    );
    rows.push(`| ${[title, ...cells].join(" | ")} |`);
  }
  const head = ["structure", ...Object.values(COLUMNS)];
  return [
    `| ${head.join(" | ")} |`,
    `|${head.map((_, i) => (i === 0 ? "---" : "--:")).join("|")}|`,
    ...rows,
  ].join("\n");
}

/**
 * Puts the tables between the page's two marks.
 *
 * @param {Run[]} runs
 * @param {BenchResult[]} results
 */
async function writePage(runs, results) {
  const tables = [];
  for (const run of runs) {
    const lapCount = run.laps.get("PackedTrie")?.length ?? 0;
    tables.push(
      `### ${run.wordCount.toLocaleString("en-GB")} words`,
      `Nanoseconds of CPU time a key, and bytes a key: medians of ${lapCount} laps, quartiles in brackets.`,
      await timesTable(run),
    );
  }
  writeTables(PAGE, [machineLine(), ...tables, "### Ratios", resultsTable(results)]);
}

/** @param {{ write: boolean, laps?: number | undefined }} options @returns {Promise<BenchResult[]>} */
export async function trieBench({ write, laps }) {
  const runs = [measure("english", ON_ENGLISH, laps), measure("inflected", ON_BOTH_LISTS, laps)];
  const results = runs.flatMap(resultsOf);
  if (write) await writePage(runs, results);
  return results;
}
