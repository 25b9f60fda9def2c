import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { STARTUP_HEAPS } from "../../src/cpython/startup/startup-heaps.js";
import { runExperiment } from "../../src/experiments/run-experiment.js";
import {
  PYTHON_VERSIONS,
  type PythonVersion,
  versionOfBuild,
} from "../../src/pymalloc/geometry.js";
import { readTrace } from "../../src/trace/read-trace.js";
import { REALLOC } from "../../src/trace/trace.js";

const data = new URL("../data/", import.meta.url);
const json = (file: string) => JSON.parse(readFileSync(new URL(file, data), "utf8"));

/** The page as one line of words, so that a line break hides nothing. */
const page = readFileSync(new URL("../../docs/how-exact.md", import.meta.url), "utf8").replace(
  /\s+/g,
  " ",
);
const grouped = (figure: number) => figure.toLocaleString("en-GB");

/** The replay of one trace; see test/data/README.md. */
interface Replay {
  name: string;
  release: string;
  events: number;
  addresses: number;
  wrongAddresses: number;
  arenas: number;
  wrongMoments: number;
  texts: number;
  wrongTexts: number;
}

interface MeasuredRun {
  python: PythonVersion;
  experiment: string;
  seed: number;
  startup: { bytesInBlocks: number };
  allocated: { bytesInBlocks: number };
  deleted: { bytesInBlocks: number };
}

const replays: Replay[] = json("replays.json");
const runs: MeasuredRun[] = json("seeded-runs.json");
const committed = readdirSync(new URL("traces/", data))
  .filter((file) => file.endsWith(".pmt.gz"))
  .map((file) => file.replace(".pmt.gz", ""));
const sum = (of: readonly Replay[], figure: (replay: Replay) => number) =>
  of.reduce((total, replay) => total + figure(replay), 0);

test("the table's figures are those of the replays, and nothing was different", () => {
  const addresses = grouped(sum(replays, (replay) => replay.addresses));
  expect(page).toContain(`| ${addresses} requests in ${replays.length} processes | 0 |`);
  expect(page).toContain(
    `| ${grouped(sum(replays, ({ arenas }) => arenas))} comings and goings | 0 |`,
  );
  expect(page).toContain(`| ${sum(replays, ({ texts }) => texts)} texts | 0 |`);
  const wrong = (one: Replay) => one.wrongAddresses + one.wrongMoments + one.wrongTexts;
  expect(sum(replays, wrong)).toBe(0);
});

test("the committed processes are some of those that were replayed", () => {
  const here = replays.filter(({ name }) => committed.includes(name));
  const [events, all] = [here, replays].map((of) => grouped(sum(of, (replay) => replay.events)));
  expect(here.length).toBe(committed.length);
  expect(page).toContain(
    `Of the ${replays.length} processes, ${here.length} are in the repository, ${events} events of ${all};`,
  );
});

test.each(committed)("what was compared with %s is what its trace has", (name) => {
  const trace = readTrace(gunzipSync(readFileSync(new URL(`traces/${name}.pmt.gz`, data))));
  expect(replays.find((replay) => replay.name === name)).toMatchObject({
    release: trace.release,
    events: trace.eventCount,
    addresses: trace.kinds.filter((kind) => kind <= REALLOC).length,
    arenas: trace.arenasObtained.length + trace.arenasReturned.length,
    texts: trace.marks.length,
  });
});

test("the recorded processes are of every release that the page names", () => {
  const releases = PYTHON_VERSIONS.map(
    (version) => replays.find(({ release }) => release.startsWith(`${version}.`))?.release,
  );
  expect(page).toContain(`CPython ${releases.slice(0, -1).join(", ")} and ${releases.at(-1)}.`);
  for (const { recordedOn, python } of Object.values(STARTUP_HEAPS)) {
    expect(recordedOn).toContain(releases[PYTHON_VERSIONS.indexOf(versionOfBuild(python))]);
  }
});

test("the start-up heaps are what the page says of them", () => {
  expect(page).toContain("All are of an ordinary start in an empty virtual environment");
  for (const version of PYTHON_VERSIONS) {
    expect(STARTUP_HEAPS[version].recordedOn).toContain("empty venv");
    expect(STARTUP_HEAPS[version].recordedOn).toContain("address randomisation off");
  }
});

test("the stats texts are as many as there are samples", () => {
  expect(page).toContain(`| ${readdirSync(new URL("samples/", data)).length} files | 0 |`);
});

test("bytes in blocks are off by as much as the page says", async () => {
  const seeded = runs.filter(({ experiment, seed }) => experiment === "random-half" && seed === 1);
  const off = { startup: 0, allocated: 0, deleted: 0 };
  for (const run of seeded) {
    const { stages } = await runExperiment(run.experiment, { python: run.python, seed: run.seed });
    (["startup", "allocated", "deleted"] as const).forEach((name, i) => {
      const bytes = Math.abs((stages[i]?.bytesInBlocks ?? 0) - run[name].bytesInBlocks);
      off[name] = Math.max(off[name], bytes);
    });
  }
  expect(seeded.length).toBe(6);
  const before = Math.max(off.startup, off.allocated);
  expect(page).toContain(
    `with half of the strings dropped at random and seed 1, off by at most ${grouped(before)} bytes before the deletion and ${grouped(off.deleted)} bytes after it`,
  );
});

test("each of the thirteen rules has its test", () => {
  const rules = readFileSync(new URL("../pymalloc/rules.test.ts", import.meta.url), "utf8");
  expect(rules.match(/^test\("/gm)).toHaveLength(13);
  expect(page).toContain("Thirteen rules are easy to get wrong");
});

test("the figures at the top of the page are those of the table under them", () => {
  const tally = [
    ...page.matchAll(/<div><b>([\d,]+)<\/b><span>[^<]+<\/span><span>(\d+) different/g),
  ];
  const table = [
    ...page.matchAll(/\| ([\d,]+) (?:requests|comings|texts|runs|files)[^|]*\| (\d+) \|/g),
  ];
  expect(tally).toHaveLength(5);
  expect(tally.map(([, all, different]) => [all, different])).toEqual(
    table.map(([, all, different]) => [all, different]),
  );
});
