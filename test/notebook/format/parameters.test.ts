import { describe, expect, it } from "vitest";
import { ParameterError, withParameters } from "../../../src/notebook/format/parameters.js";
import { codeCell, notebookOf } from "../lesson.js";

const DECLARED = [
  "import type { PythonVersion } from 'pymalloc-lab';",
  'const python: PythonVersion = "3.11"; // the version',
  "let seed = 20240607, keep = -0.5;",
  "const isQuick = false;",
  "const sizes = [16, 32] as const;",
  "const range = { from: 1 };",
  "const large = 10n;",
  "const bytes = 2 ** 20;",
].join("\n");

const lesson = notebookOf(
  codeCell("settings", DECLARED, "parameters"),
  codeCell("run", "console.log(seed)"),
);

/** The line that a setting becomes. */
function lineFor(name: string, text: string): string {
  const { cells } = withParameters(lesson, [{ name, text }]);
  expect(cells.map(({ id }) => id)).toEqual(["settings", "injected-parameters", "run"]);
  return cells[1]?.source.split("\n")[1] ?? "";
}

describe("a parameter is set by a cell of its own, after the one that declares it", () => {
  it.each([
    ["seed", "5", "let seed = 5;"],
    ["keep", "0.00005", "let keep = 0.00005;"],
    ["python", "3.8", 'const python: PythonVersion = "3.8";'],
    ["python", '"3.8"', 'const python: PythonVersion = "3.8";'],
    ["python", 'say "hi"', 'const python: PythonVersion = "say \\"hi\\"";'],
    ["isQuick", "true", "const isQuick = true;"],
    ["sizes", "[64]", "const sizes = [64] as const;"],
    ["range", '{"from": 2}', 'const range = {"from":2};'],
    ["large", "-7", "const large = -7n;"],
  ])("%s=%s", (name, text, line) => {
    expect(lineFor(name, text)).toBe(line);
  });

  it("and set again, the cell is replaced", () => {
    const once = withParameters(lesson, [{ name: "seed", text: "1" }]);
    const twice = withParameters(once, [{ name: "seed", text: "2" }]);
    expect(twice.cells.map(({ id }) => id)).toEqual(["settings", "injected-parameters", "run"]);
    expect(twice.cells[1]?.source).toContain("let seed = 2;");
  });
});

describe("refused is", () => {
  it.each([
    ["seed", "five", 'the parameter seed is a number (20240607), got "five"'],
    ["seed", "", 'the parameter seed is a number (20240607), got ""'],
    ["seed", '"5"', 'the parameter seed is a number (20240607), got ""5""'],
    ["isQuick", "1", 'the parameter isQuick is true or false (false), got "1"'],
    ["sizes", "16", 'the parameter sizes is a list ([16, 32]), got "16"'],
    ["range", "[]", 'the parameter range is an object ({ from: 1 }), got "[]"'],
    ["large", "1.5", 'the parameter large is a whole number (10n), got "1.5"'],
    ["bytes", "5", "the parameter bytes is computed (2 ** 20), and cannot be set"],
    [
      "sead",
      "5",
      'there is no parameter "sead"; there are python, seed, keep, isQuick, sizes, range, large, bytes',
    ],
  ])("%s=%s", (name, text, message) => {
    const set = () => withParameters(lesson, [{ name, text }]);
    expect(set).toThrow(ParameterError);
    expect(set).toThrow(message);
  });

  it("any, where no cell is tagged", () => {
    const plain = notebookOf(codeCell("run", "const seed = 1;"));
    expect(() => withParameters(plain, [{ name: "seed", text: "2" }])).toThrow(
      'no code cell is tagged "parameters"',
    );
  });
});
