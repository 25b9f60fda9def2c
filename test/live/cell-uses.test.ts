import { describe, expect, it } from "vitest";
import { type CellUses, cellUses } from "../../src/live/cell-uses.js";
import { cellsThatNeed, neededCells, outdatedCells } from "../../src/live/needed-cells.js";

const listed = ({ declares, reads, changes }: CellUses) => ({
  declares: [...declares].sort(),
  reads: [...reads].sort(),
  changes: [...changes].sort(),
});

describe("a cell", () => {
  it.each([
    ["const a = b + c.d", ["a"], ["b", "c"], []],
    ['import { show, type T } from "m"; show(x as T)', ["show"], ["x"], []],
    ["function f(x: number) { return x + y } class C extends D {}", ["C", "f"], ["D", "y"], []],
    ["const f = (seed: number) => { let z = seed; return z }", ["f"], [], []],
    ["const { a, b: [c = d] } = e", ["a", "c"], ["d", "e"], []],
    ["({ short, key: value, [computed]: 1 })", [], ["computed", "short", "value"], []],
    ["trie.delete('dance');", [], ["trie"], ["trie"]],
    [
      "await list.fill(); words.forEach((w) => odd && kept.push(w));",
      [],
      ["kept", "list", "odd", "words"],
      ["kept", "list", "words"],
    ],
    [
      "count += 1; table[i] = 2; delete holder.key; n++",
      [],
      ["count", "holder", "i", "n", "table"],
      ["count", "holder", "n", "table"],
    ],
    ["const own = []; own.push(1); const size = shared.size()", ["own", "size"], ["shared"], []],
    ["for (const item of list) other.free(item);", [], ["list", "other"], ["other"]],
    ["let x = ;", [], [], []],
  ])("%s declares, reads and changes names", (source, declares, reads, changes) => {
    expect(listed(cellUses(source))).toEqual({ declares, reads, changes });
  });
});

const page = (sources: Record<string, string>) =>
  Object.entries(sources).map(([id, source]) => ({ id, uses: cellUses(source) }));

const NOTEBOOK = page({
  settings: "const seed = 7;",
  tools: 'import { run, show } from "m";',
  first: "const result = run(seed);",
  aside: "const other = 1;",
  change: "result.clear();",
  again: "let seed = 8;",
  last: "show(result, seed)",
});

describe("what a cell needs", () => {
  it("are the cells that make its names, those that change them, and what these need", () => {
    expect(neededCells(NOTEBOOK, "last")).toEqual([
      "settings",
      "tools",
      "first",
      "change",
      "again",
    ]);
    expect(neededCells(NOTEBOOK, "change")).toEqual(["settings", "tools", "first"]);
    expect(neededCells(NOTEBOOK, "aside")).toEqual([]);
    expect(neededCells(NOTEBOOK, "gone")).toEqual([]);
  });

  it("are never cells below it", () => {
    expect(neededCells(page({ uses: "later", makes: "const later = 1" }), "uses")).toEqual([]);
  });

  it("tells what a change of a cell reaches", () => {
    expect(cellsThatNeed(NOTEBOOK, "settings")).toEqual(["first", "change", "last"]);
    expect(cellsThatNeed(NOTEBOOK, "last")).toEqual([]);
  });
});

describe("of the needed cells", () => {
  const runs = (given: Record<string, number>) => (id: string) => ({
    isCurrent: id in given,
    run: given[id] ?? 0,
  });
  const needed = neededCells(NOTEBOOK, "change");

  it("run those that have not run as they are", () => {
    expect(outdatedCells(NOTEBOOK, needed, runs({}))).toEqual(["settings", "tools", "first"]);
    expect(outdatedCells(NOTEBOOK, needed, runs({ settings: 1, tools: 2, first: 3 }))).toEqual([]);
  });

  it("run those too that need one which ran later than they, or has to run", () => {
    expect(outdatedCells(NOTEBOOK, needed, runs({ settings: 4, tools: 2, first: 3 }))).toEqual([
      "first",
    ]);
    expect(outdatedCells(NOTEBOOK, needed, runs({ tools: 2, first: 3 }))).toEqual([
      "settings",
      "first",
    ]);
  });
});
