import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { MEASURED_WAYS_OUT } from "../../src/experiments/measured/measured-ways-out.js";
import { measuredMatrix, OWN_RUNS, ownRows, pricedRow } from "../../tools/priced-tries.mjs";

const page = readFileSync(new URL("../../docs/priced-tries.md", import.meta.url), "utf8");
const rows = page
  .split("\n")
  .filter((line) => /^\| 3\.\d+ (slots|plain) \|/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()));
const [own, large] = [rows.slice(0, rows.length / 2), rows.slice(rows.length / 2)];

test("every way, kind of nodes and version stands beside a real run, with either list", () => {
  const stages = ["in-place, built", "in-place, compressed", "direct, built compressed"];
  stages.push("direct-sorted, built compressed", "text, re-read");
  const expected = ["3.8", "3.11", "3.13"].flatMap((python) =>
    ["slots", "plain"].flatMap((nodes) => stages.map((stage) => `${python} ${nodes} ${stage}`)),
  );
  for (const half of [own, large]) {
    expect(half.map((cells) => cells.slice(1, 3).join(" "))).toEqual(expected);
  }
});

test("arenas are equal or one off, and bytes in blocks within a tenth of a percent", () => {
  for (const cells of rows) {
    expect(Math.abs(Number.parseInt(cells[3]!, 10) - Number(cells[4]))).toBeLessThanOrEqual(1);
    expect(Math.abs(Number.parseFloat(cells[7]!.replace("−", "-")))).toBeLessThan(0.1);
  }
});

test("what CPython had is as measured", () => {
  const measured = OWN_RUNS.flatMap(({ stages }) => stages.slice(1).map(({ current }) => current));
  expect(own.map((cells) => Number(cells[4]))).toEqual(measured);
  const added = MEASURED_WAYS_OUT.filter(({ way }) => way !== "json" && way !== "pickle").flatMap(
    ({ stages: [start, ...later] }) => later.map(({ arenas }) => arenas - (start?.arenas ?? 0)),
  );
  expect(large.map((cells) => Number(cells[4]))).toEqual(added);
  expect(page).toContain(measuredMatrix());
});

test.each(OWN_RUNS.filter(({ python, nodes }) => python === "3.11" && nodes === "slots"))(
  "the page has what the simulator says of $python, $nodes, $way",
  async (run) => {
    for (const row of await ownRows(run)) expect(page).toContain(pricedRow(row));
  },
);
