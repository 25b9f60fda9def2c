import { describe, expect, it } from "vitest";
import { CHART_MIME } from "../../../src/charts/chart.js";
import { firstDifference } from "../../../src/notebook/format/compare-outputs.js";
import type { Json, MimeBundle, Output } from "../../../src/notebook/format/notebook-format.js";

const text = (printed: string, name: "stdout" | "stderr" = "stdout"): Output => ({
  output_type: "stream",
  name,
  text: printed,
});

const shown = (data: MimeBundle): Output => ({ output_type: "display_data", data, metadata: {} });

const chart = (data: Json, html = "<svg>"): Output =>
  shown({ [CHART_MIME]: data, "text/html": html, "text/plain": "A chart." });

describe("two runs of a cell agree", () => {
  it("when text was cut into other pieces", () => {
    expect(firstDifference([text("a\n"), text("b\n")], [text("a\nb\n")])).toBeUndefined();
  });

  it("when only counts, traces and metadata differ", () => {
    const result = { output_type: "execute_result", data: { "text/plain": "1" } } as const;
    const error = { output_type: "error", ename: "Error", evalue: "no" } as const;
    const stored: Output[] = [
      { ...result, metadata: { a: 1 }, execution_count: 1 },
      { ...error, traceback: ["at 1"] },
    ];
    const fresh: Output[] = [
      { ...result, metadata: {}, execution_count: 9 },
      { ...error, traceback: ["at 2"] },
    ];
    expect(firstDifference(stored, fresh)).toBeUndefined();
  });

  it("when a chart has the same data and another drawing", () => {
    expect(firstDifference([chart({ y: [1] }, "<a>")], [chart({ y: [1] }, "<b>")])).toBeUndefined();
  });

  it("when numbers of a chart differ in the last bit", () => {
    expect(firstDifference([chart([0.3])], [chart([0.1 + 0.2])])).toBeUndefined();
  });
});

describe("two runs of a cell differ", () => {
  it.each<[string, Output[], Output[], string]>([
    [
      "in a line of text",
      [text("a\nb\n")],
      [text("a\nc\n")],
      'output 0: line 2: stored "b", fresh "c"',
    ],
    [
      "in the length of a text",
      [text("a")],
      [text("a\nb")],
      'output 0: line 2: stored nothing, fresh "b"',
    ],
    [
      "in a number of a chart, named by its place",
      [chart({ runs: [{ arenas: [1, 63] }] })],
      [chart({ runs: [{ arenas: [1, 64] }] })],
      `output 0: ${CHART_MIME} at .runs[0].arenas[1]: stored 63, fresh 64`,
    ],
    [
      "in the length of a list",
      [chart([1, 2])],
      [chart([1])],
      `output 0: ${CHART_MIME} at [1]: stored 2, fresh nothing`,
    ],
    [
      "in HTML that is not a chart's",
      [shown({ "text/html": "<td>1" })],
      [shown({ "text/html": "<td>2" })],
      'output 0: text/html line 1: stored "<td>1", fresh "<td>2"',
    ],
    ["in the stream", [text("a")], [text("a", "stderr")], "output 0: stored stdout, fresh stderr"],
    ["in an output that is gone", [text("a")], [], "output 0: stored stdout, fresh nothing"],
    ["in an output that is new", [], [text("a")], "output 0: stored nothing, fresh stdout"],
    [
      "in the message of an error",
      [{ output_type: "error", ename: "Error", evalue: "a", traceback: [] }],
      [{ output_type: "error", ename: "Error", evalue: "b", traceback: [] }],
      'output 0: line 1: stored "Error: a", fresh "Error: b"',
    ],
  ])("%s", (_case, stored, fresh, difference) => {
    expect(firstDifference(stored, fresh)).toBe(difference);
  });
});

describe("keys that every object has", () => {
  const words = (json: string) => shown({ "application/json": JSON.parse(json) });

  it.each(["constructor", "__proto__", "toString", "hasOwnProperty"])(
    "%s is compared like any other",
    (key) => {
      const stored = [words(`{"${key}":3}`)];
      expect(firstDifference(stored, [words(`{"${key}":3}`)])).toBeUndefined();
      expect(firstDifference(stored, [words(`{"${key}":4}`)])).toContain("stored 3, fresh 4");
      expect(firstDifference(stored, [words('{"other":3}')])).toContain("stored 3, fresh nothing");
      expect(firstDifference([words("{}")], stored)).toContain("stored nothing, fresh 3");
    },
  );

  it("may be MIME types too", () => {
    const stored = [shown({ constructor: "a" } as unknown as MimeBundle)];
    expect(firstDifference(stored, [shown({})])).toContain("fresh nothing");
  });
});
