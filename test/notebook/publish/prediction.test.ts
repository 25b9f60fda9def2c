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

const ONLY_CELL_0 = { first: "cell-0", last: "cell-0" };

describe("a question's answer", () => {
  it("is the figure that a cell printed after some words, in that line", () => {
    expect(read([number])).toEqual([
      { asks: "Arenas", unit: "arenas", answer: 0, choices: [], covers: ONLY_CELL_0 },
    ]);
    expect(read([{ ...number, after: "gone:", unit: "%" }])[0]?.answer).toBe(58);
    expect(read([{ ...number, number: 2 }])[0]?.answer).toBe(79);
  });

  it("is a choice's value, where there are choices", () => {
    const choices = [
      { text: "all", value: 79 },
      { text: "nothing", value: 0 },
    ];
    expect(read([{ ...number, choices }])).toEqual([
      { asks: "Arenas", unit: "arenas", answer: 0, choices, covers: ONLY_CELL_0 },
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
      covers: { first: "cell-1", last: "cell-1" },
    });
    expect([most?.answer, second?.answer]).toEqual([268, 1170.5]);
  });
});

describe("what a question covers", () => {
  it("is the cell with the answer, or what it says", () => {
    expect(read([{ ...number, covers: "cell-1" }])[0]?.covers.first).toBe("cell-1");
    expect(read([{ ...number, covers: ["cell-0", "cell-1"] }])[0]?.covers).toEqual({
      first: "cell-0",
      last: "cell-1",
    });
  });
});

describe("a question for an order", () => {
  const ordered = { asks: "Order?", unit: "arenas", cell: "cell-1", choices: ways };

  it("has the choices' figures, and which end comes first", () => {
    const [question] = read([{ ...ordered, order: "most first" }]);
    expect(question).toMatchObject({ order: "most first", answer: 268 });
    expect(question?.choices.map(({ value }) => value)).toEqual([124, 268, 268]);
  });

  it("is refused where it goes neither way", () => {
    expect(() => read([{ ...ordered, order: "up" }])).toThrow(
      /has the order "up", not "least first"/,
    );
  });
});

describe("a question for a line", () => {
  const chart: Json = {
    chart: "arenasOverTime",
    title: "",
    python: "3.11",
    runs: [
      {
        name: "half",
        arenaBytes: 2 ** 20,
        step: [0, 10, 20, 30],
        arenas: [1, 4, 4, 3],
        liveBytes: [0, 2 ** 22, 2 ** 21, 2 ** 20],
        stages: [
          { name: "startup", step: 0 },
          { name: "allocated", step: 10 },
          { name: "deleted", step: 30 },
        ],
      },
    ],
  };
  const drawn: Notebook = {
    ...notebook,
    cells: [
      {
        cell_type: "code",
        id: "run",
        metadata: {},
        source: "",
        execution_count: 1,
        outputs: [
          {
            output_type: "display_data",
            metadata: {},
            data: { "application/vnd.pymalloc-lab.chart+json": chart },
          },
        ],
      },
    ],
  };
  const readLine = (question: Json) => questionsIn(question, drawn, "01.ipynb: cell question");
  const line = { asks: "Held", unit: "arenas", line: "run" };

  it("has the run up to the stage before the last, and from there on", () => {
    const [question] = readLine([line]);
    expect(question).toMatchObject({ answer: 3, covers: { first: "run", last: "run" } });
    expect(question?.line).toEqual({
      from: "allocated",
      to: "deleted",
      known: [
        { step: 0, held: 1, live: 0 },
        { step: 10, held: 4, live: 4 },
      ],
      truth: [
        { step: 10, held: 4, live: 4 },
        { step: 20, held: 4, live: 2 },
        { step: 30, held: 3, live: 1 },
      ],
    });
    expect(readLine([{ ...line, from: "startup", unit: "MiB" }])[0]?.line?.known).toHaveLength(1);
  });

  it.each<[string, Json, RegExp]>([
    [
      "a cell shows no chart",
      { ...line, line: "other" },
      /line of cell other, which shows no chart/,
    ],
    ["there is no such run", { ...line, run: 2 }, /asks for run 2 of cell run, which has 1/],
    ["there is no such stage", { ...line, from: "end" }, /begins its line at "end", and/],
    ["it counts otherwise", { ...line, unit: "bytes" }, /in "bytes", not in "arenas" or "MiB"/],
    ["it covers what is not there", { ...line, covers: "map" }, /covers "map", and there is no/],
  ])("is refused where %s", (_, question, message) => {
    expect(() => readLine([question])).toThrow(message);
  });
});

describe("a question is refused", () => {
  it.each<[string, Json, RegExp]>([
    ["that is not a list", number, /predict must be a list/],
    ["that is not an object", [1], /has no question in 1/],
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
