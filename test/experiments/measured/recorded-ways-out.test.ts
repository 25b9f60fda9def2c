import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { recordedWaysOut } from "../../../src/experiments/measured/recorded-ways-out.js";
import { readTrace } from "../../../src/trace/read-trace.js";
import { replayTrace } from "../../../src/trace/replay.js";
import { recordedWaysOutText } from "../../../tools/make-recorded-ways-out.mjs";

/** Arenas that a way added to those of its start. */
async function addedArenas(way: string): Promise<number> {
  const found = (await recordedWaysOut()).find((one) => one.way === way);
  const stages = found?.recording.stages ?? [];
  return (stages.at(-1)?.arenas.current ?? 0) - (stages[0]?.arenas.current ?? 0);
}

const data = (name: string) =>
  readFileSync(new URL(`../../data/ways-out/${name}`, import.meta.url));

test.each(["in-place", "text", "json", "pickle"])(
  "the way %s replays with every address, arena and stats text of the process",
  (way) => {
    const report = replayTrace(readTrace(gunzipSync(data(`${way}-3.8.pmt.gz`))));
    const { marks } = JSON.parse(data(`${way}-3.8.expected.json`).toString());
    expect(report.addresses.compared).toBeGreaterThan(90_000);
    expect([report.addresses.wrong, report.arenas.wrongMoment]).toEqual([0, 0]);
    expect(report.marks.map(({ text }) => text)).toEqual(
      marks.map(({ text }: { text: string }) => text),
    );
  },
);

test("the recordings that the library carries are the traces, replayed", async () => {
  const file = new URL(
    "../../../src/experiments/measured/recorded-ways-out-data.ts",
    import.meta.url,
  );
  expect(readFileSync(file, "utf8")).toBe(await recordedWaysOutText());
});

test("text adds half of the arenas of the tree that was compressed in place, pickle more than it", async () => {
  const inPlace = await addedArenas("in-place");
  expect(await addedArenas("text")).toBe(inPlace / 2);
  expect(await addedArenas("json")).toBe(inPlace - 1);
  expect(await addedArenas("pickle")).toBeGreaterThan(inPlace);
});

test("compressed in place, the tree holds the arenas that it was built in", async () => {
  const [inPlace] = await recordedWaysOut();
  const [, built, compressed] = inPlace?.recording.stages ?? [];
  expect(compressed?.arenas.current).toBe(built?.arenas.current);
  expect(compressed?.bytesInBlocks).toBeLessThan(0.65 * (built?.bytesInBlocks ?? 0));
});
