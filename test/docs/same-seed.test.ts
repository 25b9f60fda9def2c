import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Layout } from "../../src/cpython/layout.js";
import { STARTUP_HEAPS } from "../../src/cpython/startup/startup-heaps.js";
import { runExperiment } from "../../src/experiments/run-experiment.js";
import { stringTheory } from "../../src/experiments/theory.js";
import type { ArenaFigures } from "../../src/pymalloc/heap/heap-reader.js";

const page = readFileSync(new URL("../../docs/same-seed-same-arenas.md", import.meta.url), "utf8");
const data = (name: string) =>
  JSON.parse(readFileSync(new URL(`../data/${name}`, import.meta.url), "utf8"));

interface Run {
  version: string;
  experiment: string;
  seed: number;
  stages: ArenaFigures[];
}

const measuredOn = ["seeded-runs-more.json", "seeded-runs-debian.json"].map(data);
const rare: Run[] = measuredOn
  .flatMap(({ runs }) => runs)
  .filter(({ experiment }: Run) => experiment === "rare-survivors");

test("the table of three seeds has the measured figures", () => {
  for (const version of new Set(rare.map((run) => run.version))) {
    const cells = [11, 4242, 987_654_321].map((seed) => {
      const run = rare.find((one) => one.version === version && one.seed === seed);
      return run?.stages.map(({ current }) => current).join(", ");
    });
    expect(page).toContain(`| ${version} | ${cells.join(" | ")} |`);
  }
});

test("the table says when and on what it was measured", () => {
  for (const { provenance } of measuredOn) {
    expect(page).toContain(`Measured ${provenance.measured} on ${provenance.machine}.`);
  }
});

test("the printed comparison has the measured figures, and the formula's", () => {
  const run = rare.find(({ version, seed }) => version === "3.11.7" && seed === 11);
  const widths = [25 + 11, 11, 11, 11];
  for (const { total, reclaimed, highwater, current } of run?.stages ?? []) {
    const figures = [total, reclaimed, highwater, current].map(String);
    const tail = figures.map((figure, i) => figure.padStart(i === 0 ? 0 : widths[i]!)).join("");
    expect(page).toMatch(new RegExp(`measured +${tail}\n +simulator +${tail}\n`));
  }
  const { arenas, expected, spread } = stringTheory("3.11", { count: 1_000_000, keep: 0.00005 });
  expect(page).toContain(`formula${(arenas + 2).toFixed(1).padStart(51)}`);
  expect(page).toContain(`${(expected + 2).toFixed(1)} ± ${spread.toFixed(1)}`);
});

test("on the recorded heap the same seed ends with another number", async () => {
  const measured = rare.find(({ version, seed }) => version === "3.11.7" && seed === 11);
  const { stages } = await runExperiment("rare-survivors", { python: "3.11", seed: 11 });
  const words = `${stages[2]?.arenas.current} arenas in place of ${measured?.stages[2]?.current}`;
  expect(page.replaceAll("\n", " ")).toContain(words);
});

interface AslrRun {
  allocated: number;
  deleted: number;
  offGrid: number;
}
const aslr: AslrRun[] = data("aslr-on-runs.json").runs;

test("the table of runs with randomisation on counts the measured runs", () => {
  const pairs = new Map<string, number>();
  for (const { allocated, deleted } of aslr) {
    const pair = `${allocated} | ${deleted}`;
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  for (const [pair, runs] of pairs) expect(page).toContain(`| ${pair} | ${runs} |`);
  const offGrid = aslr.map((run) => run.offGrid);
  expect(page).toContain(
    `Between ${Math.min(...offGrid)} and ${Math.max(...offGrid)} of the arenas`,
  );
});

const SEED = 7;

test.each(["aslr-off", 0, 4, 8, 12] satisfies Layout[])(
  "the table of layouts has what layout %s gives",
  async (layout) => {
    const { stages } = await runExperiment("rare-survivors", {
      python: "3.11",
      seed: SEED,
      layout,
    });
    const [, allocated, deleted] = stages.map(({ arenas }) => arenas.current);
    expect(page).toContain(`| ${layout} | ${allocated} | ${deleted} |`);
  },
);

test("with the start varied as well, the simulator has each pair that was seen", async () => {
  const found = new Set<string>();
  for (const [offGrid, firstMappedChunkBytes, layout] of [
    [0, 155_648, 0],
    [0, 176_128, 0],
    [0, 176_128, 4],
    [4096, 176_128, 4],
  ] as const) {
    const recorded = STARTUP_HEAPS["3.11"];
    const [first, second] = recorded.heap.arenas;
    if (!first || !second) throw new Error("two arenas of start-up expected");
    const moved = { ...second, address: second.address - (second.address % 16_384) + offGrid };
    const script = { freeListObjects: 0, firstMappedChunkBytes };
    const startup = {
      ...recorded,
      heap: { ...recorded.heap, arenas: [first, moved] },
      scripts: { comprehension: script, slice: script },
    };
    const options = { python: "3.11", seed: SEED, startup, layout } as const;
    const { stages } = await runExperiment("rare-survivors", options);
    const [, allocated, deleted] = stages.map(({ arenas }) => arenas.current);
    found.add(`${allocated}, ${deleted}`);
  }
  expect(found).toEqual(new Set(aslr.map((run) => `${run.allocated}, ${run.deleted}`)));
});
