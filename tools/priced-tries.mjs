// A trie's ways out on the simulator beside the real runs: what the page of priced tries says.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runExperiment } from "pymalloc-lab";
import { STARTUP_HEAPS, startupHeapAsObserved } from "pymalloc-lab/cpython";
import { loadWordList, MEASURED_WAYS_OUT } from "pymalloc-lab/experiments";
import { observedStart } from "./observed-start.mjs";

/**
 * @typedef {"in-place" | "direct" | "direct-sorted" | "text"} Mode
 * @typedef {Mode | "json" | "pickle"} Way
 * @typedef {import("pymalloc-lab/pymalloc").ArenaFigures & { bytesInBlocks: number }} Figures
 * @typedef {{ python: import("pymalloc-lab").PythonVersion, version: string,
 *   nodes: "slots" | "plain", way: Way, stages: Figures[],
 *   startup: { bytesLostToAlignment: number, classes: number[][] } }} Run
 * @typedef {{ python: string, nodes: string, way: string, stage: string,
 *   arenas: [simulated: number, measured: number],
 *   bytes: [simulated: number, measured: number] }} Row
 */

/** @type {readonly Mode[]} */
export const MODES = ["in-place", "direct", "direct-sorted", "text"];

const data = fileURLToPath(new URL("../test/data/ways-out-measured.json", import.meta.url));

/** @type {{ provenance: Record<string, string | number>, runs: Run[] }} */
export const OWN_LIST = JSON.parse(readFileSync(data, "utf8"));

/** The runs with the project's own list that the simulator has a program for. */
export const OWN_RUNS = OWN_LIST.runs.flatMap((run) => {
  const mode = MODES.find((known) => known === run.way);
  return mode === undefined ? [] : [{ ...run, mode }];
});

/** The runs with Debian's list that the simulator has a program for. */
export const LARGE_RUNS = MEASURED_WAYS_OUT.flatMap((run) => {
  const mode = MODES.find((known) => known === run.way);
  return mode === undefined ? [] : [{ ...run, mode }];
});

/**
 * A run with the project's own list: whole figures, since the simulator starts as the
 * process did.
 *
 * @param {Run & { mode: Mode }} run
 * @returns {Promise<Row[]>}
 */
export async function ownRows(run) {
  const { python, nodes, mode, stages: measured } = run;
  const { freeListObjects, firstMappedChunkBytes } = STARTUP_HEAPS[python].scripts.comprehension;
  const start = { ...run.startup, freeListObjects, firstMappedChunkBytes };
  const startup = startupHeapAsObserved(
    STARTUP_HEAPS[python],
    observedStart({ ...run, startup: start }),
  );
  const words = await loadWordList();
  const { stages } = await runExperiment("trie-compression", {
    python,
    nodes,
    mode,
    words,
    startup,
  });
  return stages.slice(1).map((stage, i) => {
    const real = measured[i + 1];
    if (real === undefined) throw new Error(`${python} ${nodes} ${mode} has no stage ${i + 1}`);
    return {
      ...{ python, nodes, way: mode, stage: stage.name },
      arenas: [stage.arenas.current, real.current],
      bytes: [stage.bytesInBlocks, real.bytesInBlocks],
    };
  });
}

/**
 * A run with Debian's list: what was added to the start, since of that only the sum is known.
 *
 * @param {import("pymalloc-lab/experiments").MeasuredWayOut & { mode: Mode }} run
 * @param {readonly string[]} words
 * @returns {Promise<Row[]>}
 */
export async function largeRows({ python, nodes, mode, stages: measured }, words) {
  const { stages } = await runExperiment("trie-compression", { python, nodes, mode, words });
  const [start, ...later] = stages;
  const [realStart, ...realLater] = measured;
  return later.map((stage, i) => {
    const real = realLater[i];
    if (!start || !realStart || !real)
      throw new Error(`${python} ${nodes} ${mode}: a stage misses`);
    return {
      ...{ python, nodes, way: mode, stage: stage.name },
      arenas: [stage.arenas.current - start.arenas.current, real.arenas - realStart.arenas],
      bytes: [
        stage.bytesInBlocks - start.bytesInBlocks,
        real.bytesInBlocks - realStart.bytesInBlocks,
      ],
    };
  });
}

export const PRICED_HEAD = [
  "| nodes | way, stage | arenas | CPython's | MiB | CPython's | off by |",
  "|---|---|--:|--:|--:|--:|--:|",
].join("\n");

/** @param {Row} row */
export function pricedRow({ python, nodes, way, stage, arenas, bytes }) {
  const [ownArenas, realArenas] = arenas;
  const [own, real] = bytes;
  const off = ownArenas === realArenas ? "" : ` (${signed(ownArenas - realArenas, 0)})`;
  const cells = [`${python} ${nodes}`, `${way}, ${stage}`, `${ownArenas}${off}`, realArenas];
  return `| ${cells.join(" | ")} | ${mib(own)} | ${mib(real)} | ${signed((own / real - 1) * 100, 3)}% |`;
}

/** Arenas at the end of each way with the project's own list, as measured. */
export function measuredMatrix() {
  const columns = OWN_LIST.runs.filter(({ way }) => way === "in-place");
  const ways = [...new Set(OWN_LIST.runs.map(({ way }) => way))];
  const endOf = (/** @type {Run} */ { stages }) => stages.at(-1)?.current;
  return [
    `| way | ${columns.map(({ python, nodes }) => `${python} ${nodes}`).join(" | ")} |`,
    `|---|${columns.map(() => "--:").join("|")}|`,
    `| built, before compression | ${columns.map(({ stages }) => stages[1]?.current).join(" | ")} |`,
    ...ways.map((way) => {
      const cells = columns.map(({ python, nodes }) => {
        const run = OWN_LIST.runs.find(
          (one) => one.python === python && one.nodes === nodes && one.way === way,
        );
        return run === undefined ? "" : endOf(run);
      });
      return `| ${way} | ${cells.join(" | ")} |`;
    }),
  ].join("\n");
}

/** @param {number} bytes */
const mib = (bytes) => (bytes / 2 ** 20).toFixed(2);

/** @param {number} value @param {number} digits */
function signed(value, digits) {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  return `${value > 0 ? "+" : "−"}${text}`;
}
