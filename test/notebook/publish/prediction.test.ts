import { describe, expect, it } from "vitest";
import type { Json, Notebook } from "../../../src/notebook/format/notebook-format.js";
import { questionsIn } from "../../../src/notebook/publish/prediction.js";

const TABLE =
  "│ 0 │ 'text'   │ 124 │ 1,170.5 │\n│ 1 │ 'pickle' │ 268 │ 283 │\n│ 2 │ 'none' │ 268 │ 1 │\n";

const notebook: Notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: ["nodes gone:   58%\ngiven back:   0 of 79\n", TABLE].map((text, i) => ({
    cell_type: "code",
    id: `cell-${i}`,
    metadata: {},
    source: "",
    execution_count: 1,
    outputs: [{ output_type: "stream", name: "stdout", text }],
  })),
};

const read = (predict: Json) => questionsIn(predict, notebook, "01.ipynb: cell question");
const number = { asks: "Arenas", unit: "arenas", cell: "cell-0", after: "given back:" };
const ways = ["text", "pickle", "none"].map((text) => ({ text, after: `'${text}'` }));

describe("a question's answer", () => {
  it("is the figure that a cell printed after some words, in that line", () => {
    expect(read([number])).toEqual([{ asks: "Arenas", unit: "arenas", answer: 0, choices: [] }]);
    expect(read([{ ...number, after: "gone:", unit: "%" }])[0]?.answer).toBe(58);
    expect(read([{ ...number, number: 2 }])[0]?.answer).toBe(79);
  });

  it("is a choice's value, where there are choices", () => {
    const choices = [
      { text: "all", value: 79 },
      { text: "nothing", value: 0 },
    ];
    expect(read([{ ...number, choices }])).toEqual([
      { asks: "Arenas", unit: "arenas", answer: 0, choices },
    ]);
  });

  it("is the least or the most of figures that were printed", () => {
    const question = { asks: "Which?", cell: "cell-1", choices: ways };
    const [least, most, second] = read([
      { ...question, best: "least" },
      { ...question, best: "most" },
      { ...question, best: "most", number: 2 },
    ]);
    expect(least).toEqual({
      asks: "Which?",
      unit: "",
      answer: 124,
      choices: [
        { text: "text", value: 124 },
        { text: "pickle", value: 268 },
        { text: "none", value: 268 },
      ],
    });
    expect([most?.answer, second?.answer]).toEqual([268, 1170.5]);
  });
});

describe("a question is refused", () => {
  it.each<[string, Json, RegExp]>([
    ["that is no list", number, /predict must be a list/],
    ["that is no object", [1], /has no question in 1/],
    ["that asks nothing", [{ ...number, asks: "" }], /lacks "asks"/],
    ["that names no cell", [{ asks: "Arenas", after: "given back:" }], /lacks "cell"/],
    ["whose cell is not there", [{ ...number, cell: "gone" }], /cell gone printed no figure 1/],
    ["whose words were not printed", [{ ...number, after: "taken:" }], /no figure 1 after it/],
    ["whose line has no such figure", [{ ...number, number: 3 }], /no figure 3 after it/],
    [
      "none of whose choices is right",
      [{ ...number, choices: [{ text: "a", value: 5 }] }],
      /no choice is the 0/,
    ],
  ])("%s", (_, predict, message) => {
    expect(() => read(predict)).toThrow(message);
    expect(() => read(predict)).toThrow(/^01\.ipynb: cell question: metadata\.predict /);
  });
});
