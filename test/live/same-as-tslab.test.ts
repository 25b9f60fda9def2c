/** What a cell means does not depend on whether tslab runs it or a page. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { LiveOutput } from "../../src/live/output.js";
import { firstDifference } from "../../src/notebook/format/compare-outputs.js";
import type { Output } from "../../src/notebook/format/notebook-format.js";
import { KernelClient } from "../../src/notebook/kernel/kernel-client.js";
import { runCell } from "../notebook/run-cell.js";
import { LiveRuns } from "./run-live.js";

let kernel: KernelClient;
let live: LiveRuns;

beforeAll(async () => {
  kernel = await KernelClient.start("notebooks");
  live = new LiveRuns({
    "pymalloc-lab": () => import("../../src/index.js"),
    "pymalloc-lab/pymalloc": () => import("../../src/doors/pymalloc.js"),
  });
});
afterAll(() => kernel.shutdown());

/** Cells, one after another, each name used in one list only; what they print and end in is compared. */
const NOTEBOOKS: readonly (readonly [meaning: string, ...cells: string[]])[] = [
  [
    "a cell's functions keep to its own variable when a later cell declares the name again",
    "let own = 1; function readOwn() { return own } const readOwnToo = () => own;",
    "let own = 2;",
    "console.log(readOwn(), readOwnToo(), own)",
  ],
  [
    "a function follows later cells in names that are not its cell's",
    "let shared = 1",
    "const readShared = () => shared;",
    "let shared = 2",
    "readShared()",
  ],
  [
    "a write from a later cell is seen by later cells, not by the functions of the first",
    "let written = 1; const readWritten = () => written;",
    "written = 5; written",
    "[readWritten(), written]",
  ],
  [
    "a function that counts in its own cell's variable is seen counting",
    "let count = 0; const increase = () => { count += 1; return count };",
    "increase(); increase(); count",
    "let count = 100; increase()",
    "count",
  ],
  ["a constant may be declared again", "const again = 1", "const again = 2; again", "again"],
  [
    "names are taken out of lists and objects",
    "const { a: taken, b: [first, ...others], ...left } = { a: 1, b: [2, 3, 4], f: 5, g: 6 };",
    "console.log(taken, first, others, left)",
  ],
  ["several names in one statement", "let one, two = 2\nvar three", "[one, two, three]"],
  [
    "functions and classes of a cell are their cell's own",
    "class Shape { sides = 1 } const make = () => new Shape(); function name() { return 'a' } const call = () => name();",
    "class Shape { sides = 2 } function name() { return 'b' }",
    "[make(), new Shape(), call(), name()]",
  ],
  [
    "a function is known above its declaration",
    "console.log(below()); function below() { return 7 }",
  ],
  ["an enum", "enum Fruit { Apple, Pear = 'pear' }", "[Fruit.Apple, Fruit.Pear, Fruit[0]]"],
  ["a shorthand property", "const short = 5; const holder = { short };", "({ short, holder })"],
  ["a block's names are its own", "const outer = 1; { const outer = 9; outer }", "outer"],
  [
    "a promise is waited for",
    "const later = Promise.resolve(4)",
    "await later",
    "(await later) + 1",
  ],
  [
    "for await",
    "async function* numbers() { yield 1; yield 2 }\nfor await (const n of numbers()) console.log(n)",
  ],
  [
    "a variable of a loop may be caught",
    "const caught = []; for (let i = 0; i < 3; i++) caught.push(() => i);",
    "caught.map((f: any) => f())",
  ],
  [
    "what ends a cell is its value",
    "const shown = { a: 1 }; shown // a comment",
    "'text';",
    "undefined",
    "null",
    "if (true) 5",
  ],
  [
    "parameter properties",
    "class Point { constructor(readonly x: number, private y = 2) {} }",
    "new Point(1)",
  ],
  [
    "imports, of types as well",
    'import { geometryOf, type PythonVersion } from "pymalloc-lab";',
    "geometryOf('3.11' as PythonVersion).arenaBytes",
    '(await import("pymalloc-lab")).geometryOf("3.6").poolBytes',
    'import { type Geometry, GEOMETRIES } from "pymalloc-lab/pymalloc"; import * as doors from "pymalloc-lab/pymalloc";',
    "const newest: Geometry = GEOMETRIES['3.14']; [newest.poolBytes, typeof doors.Pymalloc]",
  ],
  [
    "a console in Node's words",
    "console.log('%s is %d, %i, %j and %o', 'a', 4.5, 4.5, { a: 1 }, [1], 'rest'); console.error('e'); console.group('g'); console.log('in\\nside'); console.groupEnd(); console.count(); console.assert(false, 'x'); console.dir({ a: { b: { c: { d: 1 } } } })",
  ],
  [
    "tables",
    "console.table([{ a: 1, b: { c: 1 } }, { a: 'x', d: [1, 2, 3, 4] }]); console.table(new Map([['k', 1]])); console.table([1, 'a', null]); console.table([[1, 2], [3]]); console.table('none')",
  ],
  ["an error, by name and message", "throw new RangeError('too far')"],
  ["something thrown that is not an error", "throw { code: 3 }"],
];

it.each(NOTEBOOKS)("%s", async (_meaning, ...cells) => {
  for (const source of cells) {
    const { outputs } = await runCell(kernel, source);
    expect(firstDifference(outputs, (await live.run(source)).map(stored)), source).toBeUndefined();
  }
});

/** An output as a notebook stores it. */
function stored(output: LiveOutput): Output {
  switch (output.output_type) {
    case "stream":
      return output;
    case "error": {
      const { ename, evalue, traceback } = output;
      return { output_type: "error", ename, evalue, traceback };
    }
    case "display_data":
      return {
        output_type: "display_data",
        data: JSON.parse(JSON.stringify(output.data)),
        metadata: {},
      };
    case "execute_result": {
      const data = JSON.parse(JSON.stringify(output.data));
      return { output_type: "execute_result", data, metadata: {}, execution_count: null };
    }
  }
}
