import { describe, expect, it } from "vitest";
import { CHART_MIME } from "../../../src/charts/chart.js";
import type { Cell, CodeCell, MimeBundle } from "../../../src/notebook/format/notebook-format.js";
import { serialiseNotebook } from "../../../src/notebook/format/notebook-format.js";
import {
  type FencedCell,
  notebookToMarkdown,
} from "../../../src/notebook/publish/notebook-to-markdown.js";
import {
  type MarkdownNode,
  remarkNotebookCells,
} from "../../../src/notebook/publish/remark-notebook-cells.js";

function fileOf(cells: readonly Cell[], docusaurus = {}): string {
  return serialiseNotebook({ nbformat: 4, nbformat_minor: 5, metadata: { docusaurus }, cells });
}

const prose = (source: string, more: object = {}): Cell => ({
  cell_type: "markdown",
  id: "prose",
  metadata: {},
  source,
  ...more,
});

const code = (more: Partial<CodeCell> = {}): CodeCell => ({
  cell_type: "code",
  id: "code",
  metadata: {},
  source: "f()",
  execution_count: 1,
  outputs: [],
  ...more,
});

const shown = (data: MimeBundle): Partial<CodeCell> => ({
  outputs: [{ output_type: "display_data", data, metadata: {} }],
});

/** A fenced block as a Markdown parser has it. */
function codeBlock(info: string, value: string): MarkdownNode {
  const [lang = "", meta] = info.split(" ");
  return { type: "code", lang, ...(meta !== undefined && { meta }), value };
}

/** The page's code cells as the syntax tree a Markdown parser makes of them. */
function treeOf(markdown: string): MarkdownNode {
  const lines = markdown.split("\n");
  const children = lines.flatMap((line, index) =>
    line.startsWith("```nb") ? [codeBlock(line.slice(3), lines[index + 1] ?? "")] : [],
  );
  return { type: "root", children };
}

function elementsOf(cell: CodeCell): MarkdownNode | undefined {
  const tree = treeOf(notebookToMarkdown(fileOf([cell])));
  remarkNotebookCells()(tree);
  return tree.children?.[0];
}

function outputOf(cell: Partial<CodeCell>): MarkdownNode | undefined {
  return elementsOf(code(cell))?.children?.[0]?.children?.[0];
}

describe("notebookToMarkdown", () => {
  it("passes prose on unchanged, braces and HTML included, and takes front matter from the notebook", () => {
    const source = "# A {curly} title\n\n<br> `</style>` :::note";
    expect(notebookToMarkdown(fileOf([prose(source)], { title: 'Say "why"' }))).toBe(
      `---\ntitle: "Say \\"why\\""\nmdx: {"format":"md"}\n---\n\n${source}\n`,
    );
  });

  it("lets no name of a front matter field become YAML of its own", () => {
    const page = { 'x: 1\nmdx: {format: mdx}\n"y"': 2, mdx: { format: "mdx" } };
    expect(notebookToMarkdown(fileOf([], page)).split("\n")).toEqual([
      "---",
      'mdx: {"format":"md"}',
      '"x: 1\\nmdx: {format: mdx}\\n\\"y\\"": 2',
      "---",
      "",
    ]);
  });

  it.each([
    [{ custom_edit_url: "javascript:x" }, /must start with https:.*"javascript:x"/],
    [{ sidebar_class_name: "x" }, /must not have sidebar_class_name/],
  ])("refuses front matter that would bring more than texts into the page: %j", (page, why) => {
    expect(() => notebookToMarkdown(fileOf([], page), "01.ipynb")).toThrow(why);
    expect(() => notebookToMarkdown(fileOf([], page), "01.ipynb")).toThrow(/^01\.ipynb: /);
  });

  it.each(["</style><script>", "a b", "", "x".repeat(65)])("refuses a cell's id %j", (id) => {
    expect(() => notebookToMarkdown(fileOf([code({ id })]), "01.ipynb")).toThrow(
      /^01\.ipynb: .*id.*letters, digits/,
    );
  });

  it("keeps a code cell on one line, so that fences in its source cannot close the block", () => {
    const source = "const fence = `\n```\n`;\n# no heading";
    const markdown = notebookToMarkdown(fileOf([code({ source })]));
    const [, cell] = markdown.split(/```nbcell .*\n/);
    const fenced: FencedCell = JSON.parse(cell?.split("\n")[0] ?? "");
    expect(fenced).toMatchObject({ n: 1, of: 1, id: "code", source, count: 1 });
    expect(cell?.split("\n").slice(1)).toEqual(["```", ""]);
  });

  it("leaves out raw cells and cells tagged remove-cell, and does not count them", () => {
    const cells: Cell[] = [
      code({ id: "gone", metadata: { tags: ["remove-cell"] } }),
      { cell_type: "raw", id: "raw", metadata: {}, source: "raw text" },
      code({ id: "kept" }),
    ];
    const markdown = notebookToMarkdown(fileOf(cells));
    expect(markdown).not.toContain("gone");
    expect(markdown).not.toContain("raw text");
    expect(markdown).toContain('{"n":1,"of":1,"id":"kept"');
  });

  it("turns a pasted image into a data URI", () => {
    const cell = prose("![map](attachment:map%20a.png)", {
      attachments: { "map a.png": { "image/png": "QUJD\n" } },
    });
    expect(notebookToMarkdown(fileOf([cell]))).toContain("![map](data:image/png;base64,QUJD)");
  });

  it("puts what a cell's metadata asks for after the cell", () => {
    const choose = { kind: "one", options: [1, 2] };
    const cells = [code({ id: "task", metadata: { exercise: "which", choose } }), code()];
    const tree = treeOf(notebookToMarkdown(fileOf(cells)));
    remarkNotebookCells()(tree);
    const [, offer] = tree.children ?? [];
    expect(tree.children?.map(({ name }) => name)).toEqual([
      "NotebookCell",
      "NotebookChoice",
      "NotebookCell",
    ]);
    expect(attributesOf(offer)).toEqual({ exercise: "which", choose });
  });

  it("shows the first figure before the parameters it is drawn with, and both before their prose", () => {
    const chart = shown({ [CHART_MIME]: { chart: "arenaMap" } });
    const metadata = { tags: ["parameters"] };
    const named = (cells: readonly Cell[]) => {
      const tree = treeOf(notebookToMarkdown(fileOf(cells)));
      remarkNotebookCells()(tree);
      return tree.children?.map(({ name, ...node }) => {
        const { cellId, id } = attributesOf(node as MarkdownNode);
        return `${name} ${cellId ?? id}`;
      });
    };
    const settings = code({ id: "settings", metadata, source: "const seed = 7;" });
    const figure = code({ id: "figure", ...chart });
    expect(named([settings, figure])).toEqual([
      "NotebookCell figure",
      "NotebookParameters settings",
      "NotebookCell settings",
    ]);
    expect(named([settings, prose("Between."), figure])?.[0]).toBe("NotebookParameters settings");
    expect(named([settings, code({ id: "text" })])?.[0]).toBe("NotebookParameters settings");
  });

  it.each<[object | boolean, RegExp]>([
    [true, /must be an object, by the parameters' names/],
    [{ seed: 1 }, /of seed must be an object, got 1/],
    [{ seed: { from: 1 } }, /of seed must have both from and to/],
    [{ seed: { from: 5, to: 1 } }, /from a number to a larger one, got 5 to 1/],
    [{ seed: { from: 0, to: 1, scale: "log" } }, /begin above 0/],
    [{ seed: { scale: "cubic" } }, /linear or log, got "cubic"/],
    [{ seed: { choices: [1] } }, /texts to choose from/],
    [{ seed: { label: 1 } }, /a text as its label/],
  ])("refuses controls that say nothing: %j", (controls, message) => {
    const cell = code({ metadata: { tags: ["parameters"], controls } as CodeCell["metadata"] });
    expect(() => notebookToMarkdown(fileOf([cell]), "01.ipynb")).toThrow(message);
    expect(() => notebookToMarkdown(fileOf([cell]), "01.ipynb")).toThrow(/^01\.ipynb: cell code: /);
  });

  it("refuses a file that is not a notebook, by name", () => {
    expect(() => notebookToMarkdown("{}", "01-arenas.ipynb")).toThrow(/01-arenas\.ipynb: nbformat/);
  });
});

describe("remarkNotebookCells", () => {
  it("makes a cell with its input, highlighted as TypeScript, and its attributes", () => {
    const cell = elementsOf(code({ source: "let a = 1", metadata: { tags: ["hide-input"] } }));
    expect(cell).toMatchObject({
      type: "mdxJsxFlowElement",
      name: "NotebookCell",
      children: [
        { name: "NotebookOutputs", children: [] },
        { name: "NotebookInput", children: [{ type: "code", lang: "ts", value: "let a = 1" }] },
      ],
    });
    expect(attributesOf(cell)).toEqual({
      n: 1,
      cellId: "code",
      tags: ["hide-input"],
      count: 1,
      source: "let a = 1",
    });
    expect(attributesOf(cell?.children?.[1])).toEqual({ open: false });
  });

  it.each([
    [["show-input"], true],
    [["exercise", "build"], true],
    [["exercise", "predict"], false],
    [["show-input", "hide-input"], false],
    [[], false],
  ])("puts code first and open where it is the point: %j", (tags, isFirst) => {
    const cell = elementsOf(code({ metadata: { tags } }));
    const names = cell?.children?.map(({ name }) => name);
    expect(names?.[0]).toBe(isFirst ? "NotebookInput" : "NotebookOutputs");
    expect(attributesOf(cell?.children?.[isFirst ? 0 : 1])).toEqual({ open: isFirst });
  });

  it("prefers a chart's data to its drawing", () => {
    const chart = { chart: "arenas-over-time", points: [1, 2.5, null] };
    const output = outputOf(shown({ "text/html": "<p>", "text/plain": "", [CHART_MIME]: chart }));
    expect(output?.name).toBe("NotebookChart");
    expect(attributesOf(output)).toEqual({ chart });
  });

  it("passes HTML and SVG on as they are, without the SVG's prolog", () => {
    expect(outputOf(shown({ "text/html": "<b>{x}</b>", "text/plain": "x" }))).toMatchObject({
      name: "NotebookHtml",
      children: [{ type: "html", value: "<b>{x}</b>" }],
    });
    const svg = '<?xml version="1.0"?><!DOCTYPE svg><svg></svg>';
    expect(outputOf(shown({ "image/svg+xml": svg }))?.children).toEqual([
      { type: "html", value: "<svg></svg>" },
    ]);
  });

  it("takes a block of the prose for code, however much it looks like one of the converter's", () => {
    const value = JSON.stringify({ name: "script", attributes: { children: "alert(1)" } });
    const blocks = ["nbelement", "nbcell", "nbelement 00000000-0000-4000-8000-000000000000"];
    const children = blocks.map((info) => codeBlock(info, value));
    const tree = { type: "root", children: [...children] };
    remarkNotebookCells()(tree);
    expect(tree.children).toEqual(children);
  });

  it("shows a stream as text without colour codes or its last line feed", () => {
    const text = "\u001b[33m42\u001b[39m\nnext\n";
    const output = outputOf({ outputs: [{ output_type: "stream", name: "stderr", text }] });
    expect(attributesOf(output)).toEqual({ name: "stderr" });
    expect(output?.children).toEqual([{ type: "code", lang: "text", value: "42\nnext" }]);
  });

  it("shows an error by name and message, with its trace", () => {
    const traceback = ["RangeError: too big", "    at f (<cell>:1:2)"];
    const output = outputOf({
      outputs: [{ output_type: "error", ename: "RangeError", evalue: "too big", traceback }],
    });
    expect(attributesOf(output)).toEqual({ name: "RangeError", message: "too big" });
    expect(output?.children?.[0]?.value).toBe(traceback.join("\n"));
  });

  it("leaves out what remove-input and remove-output say", () => {
    const tags = ["remove-input", "remove-output"];
    expect(
      elementsOf(code({ ...shown({ "text/plain": "1" }), metadata: { tags } }))?.children,
    ).toMatchObject([{ name: "NotebookOutputs", children: [] }]);
  });

  it("refuses a page in which an open fence of the prose has swallowed a code cell", () => {
    const cells = [code({ id: "a" }), prose("```\nnot closed"), code({ id: "b" })];
    const tree = treeOf(notebookToMarkdown(fileOf(cells)));
    tree.children?.pop();
    expect(() => remarkNotebookCells()(tree)).toThrow(/code cell 2 of 2 is missing/);
  });
});

/** Attributes as the component receives them: evaluates the `JSON.parse("…")` of each. */
function attributesOf(node: MarkdownNode | undefined): Record<string, unknown> {
  const entries = (node?.attributes ?? []).map((attribute) => {
    const { name, value } = attribute as { name: string; value: string | { data: EstreeData } };
    return [name, typeof value === "string" ? value : evaluated(value.data)];
  });
  return Object.fromEntries(entries);
}

interface EstreeData {
  readonly estree: {
    readonly body: readonly [
      { readonly expression: { readonly arguments: readonly [{ readonly value: string }] } },
    ];
  };
}

function evaluated({ estree }: EstreeData): unknown {
  return JSON.parse(estree.body[0].expression.arguments[0].value);
}
