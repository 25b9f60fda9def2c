import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { diffNotebooks } from "../../../src/notebook/format/diff-notebooks.js";
import { differentLines } from "../../../src/notebook/format/line-difference.js";
import type { CodeCell } from "../../../src/notebook/format/notebook-format.js";
import { strippedNotebook } from "../../../src/notebook/format/strip-notebook.js";
import { codeCell, notebookOf } from "../lesson.js";

const a = codeCell("a", "const n = 1;\nn + 1");
const b = codeCell("b", "'b'");
const c = codeCell("c", "'c'");

function printing(cell: CodeCell, text: string, count: number): CodeCell {
  const output = { output_type: "stream" as const, name: "stdout" as const, text };
  return { ...cell, execution_count: count, outputs: [output] };
}

describe("two notebooks", () => {
  it("that say the same have no differences, whatever was counted", () => {
    const before = notebookOf(printing(a, "2\n", 1), b);
    const after = notebookOf(printing(a, "2\n", 7), b);
    expect(diffNotebooks(before, after)).toEqual([]);
  });

  it("are compared by cell id: source by line, outputs by meaning, tags", () => {
    const before = notebookOf(printing(a, "2\n", 1));
    const changed = { ...printing(a, "3\n", 1), source: "const n = 2;\nn + 1" };
    const after = notebookOf({ ...changed, metadata: { tags: ["parameters"] } });
    expect(diffNotebooks(before, after)).toEqual([
      { cellId: "a", kind: "tags", detail: "none, now parameters" },
      { cellId: "a", kind: "source", detail: "-const n = 1;\n+const n = 2;" },
      { cellId: "a", kind: "outputs", detail: 'output 0: line 1: before "2", after "3"' },
    ]);
  });

  it("may have cells that the other has not, and one that was moved", () => {
    expect(diffNotebooks(notebookOf(a, b), notebookOf(a, c))).toEqual([
      { cellId: "b", kind: "removed", detail: "-'b'" },
      { cellId: "c", kind: "added", detail: "+'c'" },
    ]);
    expect(diffNotebooks(notebookOf(a, b, c), notebookOf(c, a, b))).toEqual([
      { cellId: "c", kind: "moved", detail: "now cell 0" },
    ]);
  });
});

test("a stripped notebook has no outputs, counts or moments, and the same ids and tags", () => {
  const moments = { execution: { started: "then" }, tags: ["check"] };
  const ran = { ...printing(a, "2\n", 3), metadata: moments };
  const { cells } = strippedNotebook(notebookOf(ran, b));
  expect(cells).toEqual([{ ...a, metadata: { tags: ["check"] } }, b]);
});

test("the different lines, taken from one text and put into the other, make them equal", () => {
  const lines = fc.array(fc.constantFrom("x", "y", "z"), { maxLength: 8 });
  fc.assert(
    fc.property(lines, lines, (one, other) => {
      const changed = differentLines(one.join("\n"), other.join("\n"));
      const count = (sign: string) => changed.filter((line) => line.startsWith(sign)).length;
      const [before, after] = [one, other].map((texts) => texts.join("\n").split("\n"));
      expect((before?.length ?? 0) - count("-")).toBe((after?.length ?? 0) - count("+"));
      const left = [...(before ?? [])];
      for (const line of changed.filter((text) => text.startsWith("-"))) {
        left.splice(left.indexOf(line.slice(1)), 1);
      }
      const came = changed.filter((text) => text.startsWith("+")).map((text) => text.slice(1));
      expect([...left, ...came].sort()).toEqual([...(after ?? [])].sort());
    }),
  );
});
