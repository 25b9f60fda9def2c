import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { ARENA_ORDERS, PYTHON_VERSIONS } from "../../src/pymalloc/geometry.js";
import { readTrace } from "../../src/trace/read-trace.js";
import { replayTrace } from "../../src/trace/replay.js";
import { replayOtherwise } from "../../src/trace/replay-otherwise.js";

const folder = new URL("../data/traces/", import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".pmt.gz"))
  .map((file) => file.slice(0, -".pmt.gz".length));

function unzipped(name: string): Uint8Array {
  return gunzipSync(readFileSync(new URL(`${name}.pmt.gz`, folder)));
}

function expectedMarks(name: string): { id: number; event: number; text: string }[] {
  const { marks } = JSON.parse(readFileSync(new URL(`${name}.expected.json`, folder), "utf8"));
  return marks;
}

test("there is a trace of every version", () => {
  const versions = new Set(names.map((name) => name.slice(name.lastIndexOf("-") + 1)));
  expect([...PYTHON_VERSIONS].filter((version) => !versions.has(version))).toEqual([]);
});

test.each(names)("%s replays with every address, arena and stats text of the process", (name) => {
  const trace = readTrace(unzipped(name));
  const report = replayTrace(trace);
  expect(report.addresses.compared).toBeGreaterThan(trace.eventCount / 4);
  expect(report.addresses.wrong).toBe(0);
  expect(report.arenas).toEqual({
    obtained: trace.arenasObtained.length,
    returned: trace.arenasReturned.length,
    wrongMoment: 0,
  });
  const expected = expectedMarks(name);
  expect(report.marks.map(({ id, event }) => [id, event])).toEqual(
    expected.map(({ id, event }) => [id, event]),
  );
  expect(report.marks.map(({ text }) => text)).toEqual(expected.map(({ text }) => text));
});

test("there are traces of 32-bit builds and of one with arenas of 2 MiB, and they tell which", () => {
  const others = names.filter((name) => /-(i386|2mib)$/.test(name));
  const builds = others.map((name) => readTrace(unzipped(name)).python);
  expect(new Set(builds)).toEqual(
    new Set(["3.9-32", "3.11-32", "3.13-32", "3.14-32", "3.15-32", "3.13-2m"]),
  );
});

test("with the rules of another build a trace does not replay", () => {
  const trace = readTrace(unzipped("lists-3.15-i386"));
  const { addresses } = replayTrace({ ...trace, python: "3.9" });
  expect(addresses.wrong).toBeGreaterThan(0);
});

test("a replay sees an address that is off by one block", () => {
  const trace = readTrace(unzipped("a-lists-3.11"));
  const event = trace.addresses.findIndex((address) => address > 0);
  trace.addresses[event]! += 16;
  expect(replayTrace(trace).addresses.wrong).toBe(1);
});

test("sixteen recorded processes end with as many arenas in every order, as notebook 9 says", () => {
  const sixteen = names.filter((name) => /^[ab]-/.test(name));
  expect(sixteen.length).toBe(16);
  for (const name of sixteen) {
    const trace = readTrace(unzipped(name));
    const held = ARENA_ORDERS.map(
      (arenaOrder) => replayOtherwise(trace, { arenaOrder }).stages.at(-1)?.arenas.current,
    );
    expect(new Set(held).size, name).toBe(1);
  }
});
