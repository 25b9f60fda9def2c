import { expect, test } from "vitest";
import type { Notebook } from "../../../src/notebook/format/notebook-format.js";
import { provenanceOf, seedsOf, withProvenance } from "../../../src/notebook/format/provenance.js";

const now = { version: "1.2.3", date: "2026-11-22" };

function notebook(source: string, metadata = {}): Notebook {
  const cell = { cell_type: "code", id: "a", metadata: {}, execution_count: 1 } as const;
  return { nbformat: 4, nbformat_minor: 5, metadata, cells: [{ ...cell, source, outputs: [] }] };
}

test("a notebook that is run gets a record of the version and the day", () => {
  const ran = withProvenance(notebook("1"), notebook("2"), now);
  expect(provenanceOf(ran)).toEqual(now);
});

test("a notebook that comes out as it was keeps its record", () => {
  const earlier = { "pymalloc-lab": { version: "1.0.0", date: "2026-01-01" } };
  const same = withProvenance(notebook("1", earlier), notebook("1", earlier), now);
  expect(provenanceOf(same)).toEqual(earlier["pymalloc-lab"]);
  const changed = withProvenance(notebook("1", earlier), notebook("2", earlier), now);
  expect(provenanceOf(changed)).toEqual(now);
});

test("a notebook without a record has none", () => {
  expect(provenanceOf(notebook("1"))).toBeUndefined();
  expect(provenanceOf(notebook("1", { "pymalloc-lab": { version: 1 } }))).toBeUndefined();
});

test("seeds are found in options and in variables, each once", () => {
  const source = "run({ seed: 20_240_607 }); const seed = 5; const seed: number = 5; reseed = 7;";
  expect(seedsOf(notebook(source))).toEqual(["20240607", "5"]);
});
