import { describe, expect, it } from "vitest";
import { cellCode } from "../../src/live/cell-code.js";
import { CellSyntaxError } from "../../src/live/cell-syntax-error.js";
import { LiveRuns } from "./run-live.js";

describe("what cannot be run", () => {
  it.each([
    [
      "a namespace, which would be dropped",
      "const a = 1;\nnamespace Geometry {\n export const b = 1 }",
      2,
      /make Geometry an object/,
    ],
    ["an export", "const a = 1;\nexport const b = 2;", 2, /a cell exports nothing/],
    ["import.meta", "1;\n2;\nimport.meta.url", 3, /no import\.meta/],
    ["a line that breaks off", "let x = 1;\nlet y = ;", 2, /Unexpected token/],
    ["a name declared twice in one cell", "let x = 1;\n\nlet x = 2;", 3, /already been declared/],
    ["a return at the top", "1;\nreturn 2", 2, /return/],
  ])("%s is refused with its line", (_what, source, line, message) => {
    const refusal = thrownBy(() => cellCode(source));
    expect(refusal).toBeInstanceOf(CellSyntaxError);
    expect(refusal).toMatchObject({ line, message: expect.stringMatching(message) });
  });

  it("a namespace is a text in a text, and nothing where it is only declared", () => {
    expect(() =>
      cellCode("const a = `\nnamespace A {\n`; declare namespace B { const c: 1 }"),
    ).not.toThrow();
  });
});

it("lines stay where they are, whatever a statement becomes", () => {
  const source = `import {
  a,
  b,
} from "m";
interface Gone {
  x: number;
}
const
  c = 1, // one
  d: number = 2;
class E {}
here()`;
  const lines = cellCode(source).body.split("\n");
  expect(lines).toHaveLength(12);
  expect(lines[11]).toBe("return (here());");
});

describe("an error", () => {
  it("names the line of the cell that threw, and the way there", async () => {
    const live = new LiveRuns();
    await live.run(
      "type Text = string;\n\nfunction deep(text: Text) {\n  throw new RangeError(text);\n}",
    );
    expect(await live.run("const around = () => deep('far');\naround();")).toEqual([
      {
        output_type: "error",
        ename: "RangeError",
        evalue: "far",
        traceback: [
          "RangeError: far",
          "    at deep (cell 1, line 4)",
          "    at around (cell 2, line 1)",
          "    at cell 2, line 2",
        ],
        place: { cell: "cell 1", line: 4 },
      },
    ]);
  });

  it("of a cell that is no TypeScript names the line too", async () => {
    const [error] = await new LiveRuns().run("let a = 1;\nlet b = ;");
    expect(error).toMatchObject({ ename: "SyntaxError", place: { cell: "cell 1", line: 2 } });
  });

  it("is as clean when a cell catches and prints it", async () => {
    const [output] = await new LiveRuns().run(
      "try {\n  null.x\n} catch (error) {\n  console.log(error)\n}",
    );
    expect(output).toMatchObject({
      text: "TypeError: Cannot read properties of null (reading 'x')\n    at cell 1, line 2\n",
    });
  });

  it("says what caused it", async () => {
    const [error] = await new LiveRuns().run(
      "throw new Error('outer', { cause: new TypeError('inner') })",
    );
    expect(error).toMatchObject({
      traceback: expect.arrayContaining(["Caused by: TypeError: inner"]),
    });
  });

  it("about Node's own names says that a page has none", async () => {
    const [error] = await new LiveRuns().run("__dirname");
    expect(error).toMatchObject({
      ename: "ReferenceError",
      hint: expect.stringMatching(/belongs to Node/),
    });
  });
});

describe("names", () => {
  it("are not read before their declaration", async () => {
    const [error] = await new LiveRuns().run("const read = () => late;\nread();\nconst late = 1;");
    expect(error).toMatchObject({
      evalue: "Cannot access 'late' before initialization",
      place: { line: 1 },
    });
  });

  it("of constants are not written, by whichever cell", async () => {
    const live = new LiveRuns();
    const refused = { ename: "TypeError", evalue: "Assignment to constant variable." };
    expect((await live.run("const fixed = 1; fixed = 2"))[0]).toMatchObject(refused);
    await live.run("const fixed = 1");
    expect((await live.run("fixed = 2"))[0]).toMatchObject(refused);
    expect((await live.run("fixed"))[0]).toMatchObject({ data: { "text/plain": "1" } });
  });

  it("that are declared nowhere are not written, since a cell is strict", async () => {
    expect((await new LiveRuns().run("nowhere = 1"))[0]).toMatchObject({ ename: "ReferenceError" });
  });

  it("of a cell that fails are as before it", async () => {
    const live = new LiveRuns();
    await live.run("let kept = 1");
    await live.run("let kept = 2, fresh = 3; throw new Error('no')");
    expect((await live.run("kept"))[0]).toMatchObject({ data: { "text/plain": "1" } });
    expect((await live.run("fresh"))[0]).toMatchObject({ evalue: "fresh is not defined" });
  });
});

describe("an import", () => {
  const modules = { lab: async () => ({ default: "whole", arena: 1 }) };

  it("of a module that a page does not have names those it has", async () => {
    const [error] = await new LiveRuns(modules).run('import fs from "node:fs";');
    expect(error).toMatchObject({
      evalue: 'there is no module "node:fs" in this page; a cell can import "lab"',
    });
  });

  it("of a name that is not there fails when the name is read, since it may be a type", async () => {
    const live = new LiveRuns(modules);
    expect(
      await live.run('import whole, { arena, Pool } from "lab";\nimport * as lab from "lab";'),
    ).toEqual([]);
    expect((await live.run("[whole, arena, lab.arena]"))[0]).toMatchObject({
      data: { "text/plain": "[ 'whole', 1, 1 ]" },
    });
    expect((await live.run("Pool"))[0]).toMatchObject({
      evalue: '"lab" has no export named "Pool"',
    });
  });
});

function thrownBy(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}
