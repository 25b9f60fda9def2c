import { expect, test } from "vitest";
import type { Notebook, Output } from "../../../src/notebook/format/notebook-format.js";
import { mayVary, withSteadyOutputs } from "../../../src/notebook/format/varying-outputs.js";

const printed = (text: string): Output[] => [{ output_type: "stream", name: "stdout", text }];

/** A notebook of one cell that printed something. */
function notebook(text: string, tags = ["output-varies"]): Notebook {
  const cell = { cell_type: "code" as const, id: "one", source: "1", execution_count: 1 };
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [{ ...cell, metadata: { tags }, outputs: printed(text) }],
  };
}

test("the tag says which cells may vary", () => {
  expect(notebook("").cells.map(mayVary)).toEqual([true]);
  expect(notebook("", ["hide-input"]).cells.map(mayVary)).toEqual([false]);
});

test.each([
  ["a figure", "took 12.5 ms, 1,000 kept", "took 9 ms, 999 kept"],
  ["a figure that needs more room", "┌───┐\n│ 9 │", "┌─────┐\n│  10 │"],
])("%s that may vary stays as it was stored", (_, before, after) => {
  expect(withSteadyOutputs(notebook(before), notebook(after))).toEqual(notebook(before));
});

test("other words, and figures of other cells, are stored anew", () => {
  const words = notebook("9 freed");
  expect(withSteadyOutputs(notebook("9 kept"), words)).toEqual(words);
  const other = notebook("8 kept", []);
  expect(withSteadyOutputs(notebook("9 kept", []), other)).toEqual(other);
});

test("where nothing is stored, the fresh outputs are", () => {
  const stripped: Notebook = { ...notebook(""), cells: [] };
  expect(withSteadyOutputs(stripped, notebook("9 kept"))).toEqual(notebook("9 kept"));
});
