import { afterEach, describe, expect, it, vi } from "vitest";
import type { Chart } from "../../../src/charts/chart.js";
import { show } from "../../../src/notebook/show/show.js";
import { installShowHost } from "../../../src/notebook/show/show-host.js";

const CHART: Chart = {
  chart: "arenasOverTime",
  title: "Arenas over time: a test",
  python: "3.13",
  runs: [
    { name: "a test", arenaBytes: 1_048_576, step: [0, 9], arenas: [0, 2], liveBytes: [0, 9] },
  ],
};

afterEach(() => {
  Reflect.deleteProperty(globalThis, Symbol.for("pymalloc-lab.host"));
  vi.restoreAllMocks();
});

describe("show", () => {
  it("gives the chart to the host, and prints nothing", () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    const shown: Chart[] = [];
    installShowHost({ show: (chart) => shown.push(chart) });
    show(CHART);
    expect(shown).toEqual([CHART]);
    expect(log).not.toHaveBeenCalled();
  });

  it("says in words what the chart shows where there is no host, and where it would be drawn", () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    show(CHART);
    expect(log.mock.calls).toEqual([
      [expect.stringContaining("a test")],
      [expect.stringContaining('kernel "pymalloc-lab"')],
    ]);
  });
});
