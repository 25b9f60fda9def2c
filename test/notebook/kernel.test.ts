/** Each cure of tslab's defects, against the real kernel: one process for all tests. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHART_MIME } from "../../src/charts/chart.js";
import { KernelClient } from "../../src/notebook/kernel/kernel-client.js";
import { printed, resultOf, runCell } from "./run-cell.js";

let project: string;
let kernel: KernelClient;

beforeAll(async () => {
  project = projectWithPackages();
  kernel = await KernelClient.start(join(project, "notebooks"));
});

afterAll(async () => {
  await kernel.shutdown();
  rmSync(project, { recursive: true });
});

/** A project "course" with notebooks/, a package "kit" that has only `exports`, and this library. */
function projectWithPackages(): string {
  const root = mkdtempSync(join(tmpdir(), "kernel-test-"));
  const write = (path: string, text: string) => writeFileSync(join(root, path), text);
  mkdirSync(join(root, "notebooks"));
  mkdirSync(join(root, "node_modules/kit/lib"), { recursive: true });
  symlinkSync(resolve("."), join(root, "node_modules/pymalloc-lab"));
  write("node_modules/kit/lib/deep.js", "exports.depth = 3;");
  write("node_modules/kit/lib/deep.d.ts", "export declare const depth: number;");
  const deep = { types: "./lib/deep.d.ts", default: "./lib/deep.js" };
  write(
    "node_modules/kit/package.json",
    JSON.stringify({ name: "kit", exports: { "./deep": deep } }),
  );
  write("own.js", "exports.own = 'self';");
  write("own.d.ts", "export declare const own: string;");
  const own = { types: "./own.d.ts", default: "./own.js" };
  write("package.json", JSON.stringify({ name: "course", exports: { ".": own } }));
  return root;
}

describe("printed output", () => {
  it("comes whole: 20,000 lines of one cell, in order", async () => {
    const text = await printed(kernel, "for (let i = 0; i < 20_000; i++) console.log(i);");
    expect(text).toBe(Array.from({ length: 20_000 }, (_, i) => `${i}\n`).join(""));
  });

  it("comes whole when it is 2,000 messages, sent in one turn of the event loop", async () => {
    const source = "for (let i = 0; i < 1000; i++) { console.log(i); console.error(i); }";
    const { outputs, messages } = await runCell(kernel, source);
    expect(messages.filter((type) => type === "stream")).toHaveLength(2000);
    expect(outputs.at(-1)).toMatchObject({ name: "stderr", text: "999\n" });
  });

  it("is gathered: lines printed together are few messages", async () => {
    const { messages } = await runCell(kernel, "for (let i = 0; i < 400; i++) console.log(i);");
    expect(messages.filter((type) => type === "stream").length).toBeLessThan(10);
  });

  it("keeps the order of the two streams", async () => {
    const source = "console.log('a'); console.error('b'); console.log('c');";
    const { outputs } = await runCell(kernel, source);
    expect(outputs).toEqual([
      { output_type: "stream", name: "stdout", text: "a\n" },
      { output_type: "stream", name: "stderr", text: "b\n" },
      { output_type: "stream", name: "stdout", text: "c\n" },
    ]);
  });

  it("joins a character that is written in two parts", async () => {
    const source =
      "process.stdout.write(new Uint8Array([0xc3])); process.stdout.write(new Uint8Array([0xa9])); 0;";
    expect(await printed(kernel, source)).toBe("é");
  });
});

describe("the value that ends a cell", () => {
  it("is an execute_result with the cell's count", async () => {
    const { outputs, reply } = await runCell(kernel, "6 * 7");
    const { execution_count } = reply;
    expect(outputs).toEqual([
      {
        output_type: "execute_result",
        data: { "text/plain": "42" },
        metadata: {},
        execution_count,
      },
    ]);
    expect(reply).toMatchObject({ status: "ok", payload: [], user_expressions: {} });
  });

  it("is shown as it prints, a text as itself", async () => {
    expect(await resultOf(kernel, "({ words: ['a', 'b'] })")).toBe("{ words: [ 'a', 'b' ] }");
    expect(await resultOf(kernel, "'two\\nlines'")).toBe("two\nlines");
  });

  it("is not shown when it is undefined or null", async () => {
    expect((await runCell(kernel, "undefined")).outputs).toEqual([]);
    expect((await runCell(kernel, "null")).outputs).toEqual([]);
  });

  it("may say itself how it is shown", async () => {
    const source =
      '({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<b>1</b>", "text/plain": "1" }) })';
    const { outputs } = await runCell(kernel, source);
    expect(outputs).toMatchObject([{ data: { "text/html": "<b>1</b>", "text/plain": "1" } }]);
  });

  it("comes after an execute_input that has the source and the same count", async () => {
    const counts: unknown[] = [];
    await kernel.execute("1", (_type, { execution_count, code = "result" }) =>
      counts.push([code, execution_count]),
    );
    const [[, count] = []] = counts as [string, number][];
    expect(counts).toEqual([
      ["1", count],
      ["result", count],
    ]);
  });
});

describe("an error", () => {
  it("has a name, a message and a trace without the kernel's frames", async () => {
    await runCell(kernel, "function deep() { throw new RangeError('too deep'); }");
    const { outputs, reply } = await runCell(kernel, "deep()");
    const error = {
      ename: "RangeError",
      evalue: "too deep",
      traceback: ["RangeError: too deep", "    at deep (<cell>)", "    at <cell>"],
    };
    expect(outputs).toEqual([{ output_type: "error", ...error }]);
    expect(reply).toMatchObject({ status: "error", ...error });
  });

  it("is as clean when the cell catches and prints it", async () => {
    const source = "try { JSON.parse('{') } catch (error) { console.log(error) }";
    expect((await printed(kernel, source)).split("\n").slice(1)).toEqual([
      "    at JSON.parse (<anonymous>)",
      "    at <cell>",
      "",
    ]);
  });

  it("says what caused it", async () => {
    const { outputs } = await runCell(
      kernel,
      "throw new Error('outer', { cause: new TypeError('inner') })",
    );
    expect(outputs).toMatchObject([
      {
        evalue: "outer",
        traceback: [
          "Error: outer",
          "    at <cell>",
          "Caused by: TypeError: inner",
          "    at <cell>",
        ],
      },
    ]);
  });

  it("may be any value that is thrown", async () => {
    const { outputs } = await runCell(kernel, "throw { code: 7 }");
    expect(outputs).toMatchObject([{ ename: "Thrown", evalue: "{ code: 7 }" }]);
  });

  it("of a forgotten promise is printed by the cell that made it", async () => {
    const { outputs } = await runCell(
      kernel,
      "void (async () => { throw new Error('forgotten') })();",
    );
    expect(outputs).toMatchObject([
      { name: "stderr", text: expect.stringContaining("Uncaught Error: forgotten") },
    ]);
  });

  it("takes along all the cells that wait behind it, and none that comes later", async () => {
    const behind = Array.from({ length: 300 }, () => "'never run'");
    const [failed, ...waiting] = await Promise.all(
      ["throw new Error('first')", ...behind].map((source) => runCell(kernel, source)),
    );
    expect(failed?.reply).toMatchObject({ status: "error" });
    for (const { reply, outputs } of waiting) {
      expect(reply).toEqual({ status: "aborted" });
      expect(outputs).toEqual([]);
    }
    expect(await resultOf(kernel, "'at once'")).toBe("at once");
  });

  it("takes nothing along when the front end says so", async () => {
    const failed = kernel.execute("throw new Error('first')", () => {}, false);
    const next = resultOf(kernel, "'run'");
    expect(await failed).toMatchObject({ status: "error" });
    expect(await next).toBe("run");
  });
});

describe("the compiler", () => {
  it("names every complaint by line and column of the cell", async () => {
    const { outputs } = await runCell(kernel, "const n: number = 'a';\nconst m: string = 1;");
    expect(outputs).toEqual([
      {
        output_type: "error",
        ename: "TypeScriptError",
        evalue: "1:7 - Type 'string' is not assignable to type 'number'.",
        traceback: [
          "1:7 - Type 'string' is not assignable to type 'number'.",
          "2:7 - Type 'number' is not assignable to type 'string'.",
        ],
      },
    ]);
  });

  it("is strict", async () => {
    const { outputs } = await runCell(
      kernel,
      "const maybe: string[] = []; const first: string | null = maybe.at(0) ?? null; first.length",
    );
    expect(outputs).toMatchObject([
      { ename: "TypeScriptError", evalue: expect.stringContaining("'first' is possibly 'null'") },
    ]);
  });

  it("takes { x } for a variable of an earlier cell, to read and to assign", async () => {
    await runCell(kernel, "let count = 3;");
    expect(await resultOf(kernel, "({ count })")).toBe("{ count: 3 }");
    expect(await resultOf(kernel, "({ count } = { count: 9 }); count")).toBe("9");
    expect(await resultOf(kernel, "({ count = 5 } = {}); count")).toBe("5");
  });

  it("reports columns of the cell, not of what it made of it", async () => {
    await runCell(kernel, "let width = 3; async function later(n: number) { return n; }");
    const shorthand = await runCell(kernel, "const box = { width }; box.height");
    expect(shorthand.outputs).toMatchObject([
      { evalue: expect.stringMatching(/^1:28 - Property/) },
    ]);
    const awaited = await runCell(kernel, "await (later('1'))");
    expect(awaited.outputs).toMatchObject([{ evalue: expect.stringMatching(/^1:14 - Argument/) }]);
  });

  it("takes a top-level await of a parenthesis, and for await", async () => {
    await runCell(kernel, "async function seven() { return 7; }");
    expect(await resultOf(kernel, "await (seven())")).toBe("7");
    expect(await resultOf(kernel, "await (async () => 8)()")).toBe("8");
    expect(await printed(kernel, "for await (const n of [1, 2]) console.log(n);")).toBe("1\n2\n");
  });

  it("resolves subpaths by the exports of a package, typed", async () => {
    expect(await resultOf(kernel, "import { depth } from 'kit/deep'; depth.toFixed(1)")).toBe(
      "3.0",
    );
    const { outputs } = await runCell(kernel, "import { nothing } from 'kit/deep';");
    expect(outputs).toMatchObject([
      { evalue: expect.stringContaining("no exported member 'nothing'") },
    ]);
  });

  it("resolves the project's own name", async () => {
    expect(await resultOf(kernel, "import { own } from 'course'; own.toUpperCase()")).toBe("SELF");
  });

  it("keeps variables, functions, classes and types from cell to cell", async () => {
    await runCell(
      kernel,
      "interface Box { side: number }\nclass Maker { make(side: number): Box { return { side }; } }",
    );
    await runCell(kernel, "const maker = new Maker(); let box = maker.make(2);");
    await runCell(kernel, "box = { side: box.side * 2 };");
    expect(await resultOf(kernel, "const kept: Box = box; kept.side")).toBe("4");
  });
});

describe("interrupt", () => {
  it("stops a cell that computes without end", async () => {
    const { outputs } = await runCell(
      kernel,
      "process.stdout.write('x'.repeat(65_536)); for (;;);",
      () => kernel.interrupt(),
    );
    expect(outputs.at(-1)).toMatchObject({ ename: "Interrupted", output_type: "error" });
    expect(await resultOf(kernel, "'alive'")).toBe("alive");
  });

  it("stops the waiting of a cell that awaits without end", async () => {
    const { outputs } = await runCell(
      kernel,
      "console.log('waiting'); await new Promise(() => {});",
      () => kernel.interrupt(),
    );
    expect(outputs.at(-1)).toMatchObject({ evalue: "the cell was interrupted" });
    expect(await resultOf(kernel, "'alive'")).toBe("alive");
  });
});

describe("show", () => {
  it("is one output: the chart's data, a drawing and a sentence", async () => {
    const chart = {
      chart: "arenasOverTime",
      title: "Arenas over time: a test",
      python: "3.13",
      runs: [
        { name: "a test", arenaBytes: 1_048_576, step: [0, 9], arenas: [0, 2], liveBytes: [0, 9] },
      ],
    };
    const { outputs } = await runCell(
      kernel,
      `import { show } from "pymalloc-lab"; show(${JSON.stringify(chart)});`,
    );
    expect(outputs).toEqual([
      {
        output_type: "display_data",
        metadata: {},
        data: {
          [CHART_MIME]: chart,
          "text/html": expect.stringMatching(/^<figure class="pm-static-figure">.*<svg .*<table>/s),
          "text/plain": expect.stringMatching(/a test/),
        },
      },
    ]);
  });
});

describe("a front end's questions", () => {
  it("who are you", async () => {
    const info = await kernel.request("shell", "kernel_info_request", {});
    expect(info).toMatchObject({
      status: "ok",
      protocol_version: "5.3",
      language_info: { name: "typescript", file_extension: ".ts" },
    });
  });

  it("how does this word go on, and what is it", async () => {
    const completed = await kernel.request("shell", "complete_request", {
      code: "Math.flo",
      cursor_pos: 8,
    });
    expect(completed).toMatchObject({
      status: "ok",
      matches: ["floor"],
      cursor_start: 5,
      cursor_end: 8,
    });
    const inspected = await kernel.request("shell", "inspect_request", {
      code: "Math.floor",
      cursor_pos: 7,
      detail_level: 0,
    });
    expect(inspected).toMatchObject({
      status: "ok",
      found: true,
      data: { "text/plain": expect.stringContaining("Math.floor(x: number): number") },
    });
  });

  it("is this cell complete", async () => {
    const ask = (code: string) => kernel.request("shell", "is_complete_request", { code });
    expect(await ask("1 + 1")).toEqual({ status: "complete" });
    expect(await ask("if (true) {")).toEqual({ status: "incomplete", indent: "  " });
  });

  it("what it does not keep, it says it has none of", async () => {
    expect(await kernel.request("shell", "history_request", {})).toEqual({
      status: "ok",
      history: [],
    });
    expect(await kernel.request("shell", "comm_info_request", {})).toEqual({
      status: "ok",
      comms: {},
    });
  });
});
