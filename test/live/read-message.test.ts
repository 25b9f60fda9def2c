import { describe, expect, it } from "vitest";
import { LONGEST_MESSAGE, readRunMessage, readSupplyRequest } from "../../src/live/read-message.js";

const shown = (data: unknown) => ({
  type: "output",
  run: 1,
  output: { output_type: "display_data", data },
});
const output = (fields: object) => ({ type: "output", run: 1, output: fields });
const CHART = "application/vnd.pymalloc-lab.chart+json";
const VERDICT = "application/vnd.pymalloc-lab.verdict+json";

describe("a message of a run", () => {
  it.each([
    { type: "end", run: 1, hasFailed: true },
    output({ output_type: "stream", name: "stderr", text: "words" }),
    output({ output_type: "error", ename: "E", evalue: "v", traceback: ["E: v"] }),
    output({
      output_type: "error",
      ename: "E",
      evalue: "v",
      traceback: [],
      place: { cell: "cell 1", line: 2 },
      hint: "h",
    }),
    shown({ "text/html": "<b>", "text/plain": "b" }),
    shown({ [CHART]: { chart: "arenaMap", arenas: [1, 2] } }),
    shown({ [VERDICT]: { exercise: "x", passed: true, message: "well" } }),
    shown({ "application/json": [1, { a: null }] }),
  ])("is read as it is: %j", (message) => {
    expect(readRunMessage(message)).toEqual(message);
  });

  const circle: unknown[] = [];
  circle.push(circle);
  const deep = JSON.parse(`${"[".repeat(500)}${"]".repeat(500)}`);
  // Each level holds the one below twice: little to send, and more than can be written out.
  const doubled = Array.from({ length: 60 }).reduce((below) => [below, below], [1]);

  it.each([
    ["nothing", undefined],
    ["a text", "end"],
    ["an array", [1]],
    ["no run", { type: "end", hasFailed: false }],
    ["a run of none", { type: "end", run: 0, hasFailed: false }],
    ["a run by text", { type: "end", run: "1", hasFailed: false }],
    ["an end that does not say how", { type: "end", run: 1 }],
    ["another type", { type: "wanted", run: 1 }],
    ["an output of nothing", { type: "output", run: 1, output: null }],
    ["an output of another kind", output({ output_type: "html", data: {} })],
    ["a stream without a text", output({ output_type: "stream", name: "stdout", text: 1 })],
    ["another stream", output({ output_type: "stream", name: "stdin", text: "x" })],
    ["an error without a trace", output({ output_type: "error", ename: "E", evalue: "v" })],
    [
      "an error of objects",
      output({ output_type: "error", ename: {}, evalue: "v", traceback: [] }),
    ],
    ["a trace of numbers", output({ output_type: "error", ename: "", evalue: "", traceback: [1] })],
    ["a display of nothing", shown(undefined)],
    ["a display of a Map", shown(new Map())],
    ["HTML that is an object", shown({ "text/html": { toString: 1 } })],
    ["a picture that is a number", shown({ "image/svg+xml": 1 })],
    ["a chart of no kind", shown({ [CHART]: { chart: {} } })],
    ["a chart that is a text", shown({ [CHART]: "x" })],
    ["a verdict without a message", shown({ [VERDICT]: { passed: true, message: {} } })],
    ["a number without end", shown({ "application/json": 1n })],
    ["a Date", shown({ "application/json": new Date(0) })],
    ["a circle", shown({ "application/json": circle })],
    ["a deep nest", shown({ "application/json": deep })],
    ["a small thing that is huge when written out", shown({ "application/json": doubled })],
    [
      "a huge text",
      output({ output_type: "stream", name: "stdout", text: "x".repeat(LONGEST_MESSAGE) }),
    ],
  ])("is none when it is %s", (_what, received) => {
    expect(readRunMessage(received)).toBeUndefined();
  });

  it("loses what its kind does not have", () => {
    const more = { output_type: "stream", name: "stdout", text: "x", place: {}, __proto__: null };
    expect(readRunMessage(output({ ...more, data: {} }))).toEqual(
      output({ output_type: "stream", name: "stdout", text: "x" }),
    );
    const placed = {
      output_type: "error",
      ename: "",
      evalue: "",
      traceback: [],
      place: { line: 1 },
    };
    expect(readRunMessage(output(placed))).toEqual(
      output({ output_type: "error", ename: "", evalue: "", traceback: [] }),
    );
  });
});

describe("a request for a supply", () => {
  it("has a kind and a name, and nothing else is taken over", () => {
    const request = { type: "wanted", kind: "code", name: "/a.js" };
    expect(readSupplyRequest({ ...request, more: 1 })).toEqual(request);
    expect(readSupplyRequest({ ...request, kind: "page" })).toBeUndefined();
    expect(readSupplyRequest({ ...request, name: 1 })).toBeUndefined();
    expect(readSupplyRequest({ ...request, type: "end" })).toBeUndefined();
  });
});
