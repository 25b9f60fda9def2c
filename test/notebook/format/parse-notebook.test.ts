import { describe, expect, it } from "vitest";
import { type Notebook, serialiseNotebook } from "../../../src/notebook/format/notebook-format.js";
import { NotebookFormatError, parseNotebook } from "../../../src/notebook/format/parse-notebook.js";

const STORED = {
  cells: [
    {
      cell_type: "markdown",
      id: "question",
      metadata: {},
      source: ["# How many?\n", "Guess first."],
    },
    {
      cell_type: "code",
      execution_count: 1,
      id: "answer",
      metadata: { tags: ["hide-input"] },
      outputs: [
        { name: "stdout", output_type: "stream", text: ["4\n", "5\n"] },
        {
          data: {
            "application/vnd.example+json": { rows: [1, 2] },
            "text/plain": ["a figure"],
          },
          metadata: {},
          output_type: "display_data",
        },
      ],
      source: ["console.log(4)\n", "console.log(5)"],
    },
  ],
  metadata: { docusaurus: { title: "How many?" } },
  nbformat: 4,
  nbformat_minor: 5,
};

const withCell = (change: object): string =>
  JSON.stringify({ ...STORED, cells: [{ ...STORED.cells[1], ...change }] });

describe("parseNotebook", () => {
  it("joins the lines of texts and leaves JSON forms as they are", () => {
    const [markdown, code] = parseNotebook(JSON.stringify(STORED)).cells;
    expect(markdown?.source).toBe("# How many?\nGuess first.");
    expect(code).toMatchObject({
      source: "console.log(4)\nconsole.log(5)",
      outputs: [
        { text: "4\n5\n" },
        {
          data: {
            "application/vnd.example+json": { rows: [1, 2] },
            "text/plain": "a figure",
          },
        },
      ],
    });
  });

  it("gives cells of an older file ids by their place", () => {
    const old = {
      metadata: {},
      nbformat: 4,
      nbformat_minor: 2,
      cells: [
        { cell_type: "markdown", metadata: {}, source: "a" },
        { cell_type: "raw", metadata: {}, source: "b" },
      ],
    };
    const notebook = parseNotebook(JSON.stringify(old));
    expect(notebook.cells.map((cell) => cell.id)).toEqual(["cell-1", "cell-2"]);
    expect(notebook.nbformat_minor).toBe(5);
  });

  it.each([
    ["text that is not JSON", '{"cells": [', /lesson\.ipynb: .*JSON does not parse/],
    [
      "a merge conflict, by its line",
      '{\n<<<<<<< HEAD\n"cells": []}',
      /line 2 is a merge conflict/,
    ],
    ["a list", "[]", /the file is not an object/],
    ["format 3", JSON.stringify({ ...STORED, nbformat: 3 }), /nbformat is 3, expected 4/],
    [
      "cells that are not a list",
      JSON.stringify({ ...STORED, cells: {} }),
      /lesson\.ipynb: cells is not a list/,
    ],
    [
      "an unknown kind of cell",
      withCell({ cell_type: "heading" }),
      /cells\[0\]\.cell_type is "heading"/,
    ],
    ["an id with a space", withCell({ id: "two words" }), /cells\[0\]\.id is "two words"/],
    ["a source of numbers", withCell({ source: [1] }), /cells\[0\]\.source is neither/],
    [
      "an unknown kind of output",
      withCell({ outputs: [{ output_type: "pyout" }] }),
      /cells\[0\]\.outputs\[0\]\.output_type is "pyout"/,
    ],
    [
      "two cells of one id",
      JSON.stringify({ ...STORED, cells: [STORED.cells[0], STORED.cells[0]] }),
      /cells\[1\]\.id is "question", which cells\[0\] has already/,
    ],
  ])("refuses %s and names the place", (_case, text, message) => {
    expect(() => parseNotebook(text, "lesson.ipynb")).toThrow(message);
    expect(() => parseNotebook(text, "lesson.ipynb")).toThrow(NotebookFormatError);
  });
});

describe("serialiseNotebook", () => {
  it("writes the bytes that Jupyter writes: sorted keys, one space, lists of lines", () => {
    const text = serialiseNotebook(parseNotebook(JSON.stringify(STORED)));
    expect(text).toBe(`${JSON.stringify(STORED, null, 1)}\n`);
  });

  it("gives back what was read, whatever the order of keys was", () => {
    const notebook = parseNotebook(JSON.stringify(STORED));
    const reversed: Notebook = {
      nbformat_minor: notebook.nbformat_minor,
      nbformat: notebook.nbformat,
      metadata: notebook.metadata,
      cells: notebook.cells,
    };
    expect(serialiseNotebook(reversed)).toBe(serialiseNotebook(notebook));
    expect(parseNotebook(serialiseNotebook(notebook))).toEqual(notebook);
  });
});

describe("a hostile notebook", () => {
  const deep = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
  const withJson = (json: string) =>
    withCell({
      outputs: [{ output_type: "display_data", metadata: {}, data: { "application/json": "@" } }],
    }).replace('"@"', json);

  it("that is nested deeply is refused with the limit, however deep", () => {
    expect(() => parseNotebook(withJson(deep(100)))).not.toThrow();
    for (const depth of [1000, 100_000]) {
      expect(() => parseNotebook(withJson(deep(depth)), "n.ipynb")).toThrow(
        "n.ipynb: it is nested more than 200 deep, which is the limit",
      );
    }
  });

  it("with millions of values is refused with the limit", () => {
    expect(() => parseNotebook(withJson(`[${"{},".repeat(5e6)}1]`))).toThrow("4,000,000 values");
  });

  it("is refused without quoting megabytes of it", () => {
    for (const change of [{ cell_type: "x".repeat(1e6) }, { id: "é".repeat(1e6) }]) {
      expect(() => parseNotebook(withCell(change))).toThrow(/^.{1,200}$/s);
    }
  });

  it("keeps a key __proto__ as it is", () => {
    const text = withJson('{"__proto__":{"polluted":1}}');
    expect(serialiseNotebook(parseNotebook(text))).toContain('"__proto__"');
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});
