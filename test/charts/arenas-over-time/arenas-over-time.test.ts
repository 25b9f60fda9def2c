import { expect, test } from "vitest";
import { arenasOverTime } from "../../../src/charts/arenas-over-time/arenas-over-time.js";
import type { ArenasOverTimeChart } from "../../../src/charts/arenas-over-time/series.js";
import { figureOf } from "../../../src/charts/figure.js";
import type { Frame } from "../../../src/charts/frame.js";
import { drawnSvg, textsOf } from "../drawing.js";
import { sampleRecording } from "../sample-recording.js";

const KIB = 1024;
const svgOf = (chart: ArenasOverTimeChart, frame: Frame = { width: 720 }) =>
  drawnSvg(figureOf(chart, frame));
const one = () => arenasOverTime(sampleRecording());
const two = () =>
  arenasOverTime([
    { name: "half", recording: sampleRecording() },
    { name: "all", recording: sampleRecording({ python: "3.11" }) },
  ]);

test("the points are the recording's own, and so are the stages", () => {
  const recording = sampleRecording();
  expect(arenasOverTime(recording).runs).toEqual([
    {
      name: "a sample",
      arenaBytes: 256 * KIB,
      ...recording.arenasOverTime,
      stages: [
        { name: "allocated", step: 600 },
        { name: "deleted", step: 1000 },
      ],
    },
  ]);
});

test("the sentence says the peak, and what is held and live at the end", () => {
  expect(figureOf(one(), { width: 720 }).alt).toBe(
    "Arenas over time, Python 3.8. a sample: at most 3 arenas are held, at the end 2 arenas (512 KiB) with 256 KiB live.",
  );
});

test("the table has a row a point, in bytes, and names the stages", () => {
  const { columns, rows } = figureOf(one(), { width: 720 }).table;
  expect(columns).toEqual(["operation", "arenas held", "held, bytes", "live, bytes", "stage"]);
  expect(rows).toHaveLength(6);
  expect(rows[2]).toEqual([400, 2, 512 * KIB, 200 * KIB, ""]);
  expect(rows[5]).toEqual([1000, 2, 512 * KIB, 256 * KIB, "deleted"]);
});

test("a stage at which an arena came too names the last of the points there", () => {
  const recording = sampleRecording({
    arenasOverTime: { step: [0, 600, 600, 1000], arenas: [0, 1, 2, 2], liveBytes: [0, 1, 2, 3] },
  });
  const { rows } = figureOf(arenasOverTime(recording), { width: 720 }).table;
  expect(rows.map((row) => row.at(-1))).toEqual(["", "", "allocated", "deleted"]);
});

test("of several runs the table says which", () => {
  const { columns, rows } = figureOf(two(), { width: 720 }).table;
  expect(columns[0]).toBe("run");
  expect(rows.map((row) => row[0])).toEqual([...Array(6).fill("half"), ...Array(6).fill("all")]);
});

test("the axes are named, in units that suit the run", () => {
  const texts = textsOf(svgOf(one()));
  expect(texts).toContain("operations →");
  expect(texts).toContain("↑ KiB");
  const long = sampleRecording({
    arenaBytes: 2 ** 20,
    arenasOverTime: { step: [0, 5_000_000], arenas: [0, 79], liveBytes: [0, 40 * 2 ** 20] },
  });
  expect(textsOf(svgOf(arenasOverTime(long)))).toEqual(
    expect.arrayContaining(["operations, millions →", "↑ MiB", "79 held", "40 live"]),
  );
});

test("the end of a run says what is held and live, and each stage is named above its line", () => {
  const texts = textsOf(svgOf(one()));
  expect(texts).toEqual(expect.arrayContaining(["512 held", "256 live", "allocated", "deleted"]));
});

test("values at the end that are nearly equal are written apart", () => {
  const close = sampleRecording({
    arenasOverTime: { step: [0, 9], arenas: [0, 2], liveBytes: [0, 511 * KIB] },
  });
  const svg = svgOf(arenasOverTime(close));
  const height = (text: string) =>
    Number(svg.match(new RegExp(`translate\\([^,]+,([\\d.]+)\\)[^>]*>${text}<`))?.[1]);
  expect(height("511 live") - height("512 held")).toBeCloseTo(15, 0);
});

test("runs stand side by side in a wide frame and one below the other in a narrow one", () => {
  const facets = (width: number) => {
    const { plot } = figureOf(two(), { width });
    return [plot.fx?.domain ?? null, plot.fy?.domain ?? null];
  };
  expect(facets(720)).toEqual([[0, 1], null]);
  expect(facets(599)).toEqual([null, [0, 1]]);
  expect(figureOf(two(), { width: 390 }).plot.height).toBeGreaterThan(
    figureOf(two(), { width: 720 }).plot.height,
  );
});

test("more runs than have room in a row are small multiples, in rows as even as they go", () => {
  const names = ["3.6", "3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14"];
  const chart = arenasOverTime(names.map((name) => ({ name, recording: sampleRecording() })));
  const grid = (width: number) => {
    const { plot } = figureOf(chart, { width });
    return [plot.fx?.domain, plot.fy?.domain].map((domain) => [...(domain ?? [])].length);
  };
  expect(grid(760)).toEqual([3, 3]);
  expect(grid(340)).toEqual([2, 5]);
  const texts = textsOf(svgOf(chart, { width: 340 }));
  expect(texts.filter((text) => text === "512 held")).toHaveLength(9);
  expect(texts).toEqual(expect.arrayContaining(names));
});

test("only an interactive figure has a tip, and it says step, arenas and live bytes", () => {
  expect(svgOf(one())).not.toContain('aria-label="tip"');
  expect(svgOf(one(), { width: 720, interactive: true })).toContain('aria-label="tip"');
});

test("a run without an operation or a byte is drawn, flat", () => {
  const nothing = sampleRecording({
    arenasOverTime: { step: [0], arenas: [0], liveBytes: [0] },
    stages: [],
  });
  expect(svgOf(arenasOverTime(nothing))).not.toContain("NaN");
});

test("no run, two runs of one name, and columns of unequal length are refused", () => {
  const recording = sampleRecording();
  expect(() => arenasOverTime([])).toThrow("one run at least");
  expect(() =>
    arenasOverTime([
      { name: "a", recording },
      { name: "a", recording },
    ]),
  ).toThrow('got "a" twice');
  const cut = sampleRecording({ arenasOverTime: { step: [0, 1], arenas: [0], liveBytes: [0, 0] } });
  expect(() => arenasOverTime(cut)).toThrow("2 steps, 1 arenas, 2 live bytes");
});
