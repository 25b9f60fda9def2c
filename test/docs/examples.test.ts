import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { MemoryImage } from "../../src/image/memory-image.js";
import { geometryOf } from "../../src/pymalloc/geometry.js";
import { takeHeapSnapshot } from "../../src/pymalloc/heap/heap-snapshot.js";
import { Pymalloc } from "../../src/pymalloc/pymalloc.js";
import { AdjacentArenas } from "../../src/pymalloc/sources/arena-source.js";
import { memoryOfHeap } from "../inspect/memory-of-heap.js";

/** An `@example`: statements, of which those that end in `// => value` are checked. */
interface Example {
  /** File, and the first line that is checked. */
  readonly title: string;
  readonly file: string;
  readonly code: string;
}

/** `expression; // => value` */
const CHECKED = /^(\s*)(.+?);? +\/\/ => (.+)$/;

/** An import of an example, which becomes one that a function's body can have. */
const IMPORT = /^import (\{.*\}) from (".*");$/;

/** What only Linux has is read in these. */
const LINUX_ONLY = /^image\/(live-process|page-table|process-)/;

const source = new URL("../../src/", import.meta.url);

function examplesIn(file: string): Example[] {
  const text = readFileSync(new URL(file, source), "utf8");
  const comments = text.match(/\/\*\*[\s\S]*?\*\//g) ?? [];
  return comments.flatMap((comment) =>
    examplesOf(comment).map(({ checked, code }) => ({ file, title: `${file}: ${checked}`, code })),
  );
}

/** The examples of a comment that check something, and the first line that does. */
function examplesOf(comment: string): { checked: string; code: string }[] {
  return comment
    .split("@example")
    .slice(1)
    .flatMap((example) => {
      const lines = example
        .replace(/\*\/$/, "")
        .split("\n")
        .map((line) => line.replace(/^\s*\* ?/, ""))
        .join("\n")
        // A value that is too long for its line stands under it.
        .replaceAll(/;\n(?=\s*\/\/ => )/g, "; ")
        .split("\n");
      const checked = lines.find((line) => CHECKED.test(line));
      if (checked === undefined) return [];
      const code = lines.map((line) =>
        line
          .replace(CHECKED, "$1checked.push([await ($2), await ($3)]);")
          .replace(IMPORT, "const $1 = await load($2);"),
      );
      return [{ checked: checked.trim(), code: code.join("\n") }];
    });
}

const examples = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.startsWith("site"))
  .flatMap(examplesIn);

const doors = await Promise.all(
  readdirSync(new URL("doors", source)).map(
    (file): Promise<object> => import(new URL(`doors/${file}`, source).href),
  ),
);
const library: Record<string, unknown> = Object.assign({}, ...doors);

/**
 * Names an example may use: all exports of the file it stands in, those of all doors, and `image`:
 * the memory of a process, which no example can make itself.
 */
async function namesFor(file: string): Promise<Record<string, unknown>> {
  const own: Record<string, unknown> = await import(new URL(file, source).href);
  const load = (module: string): Promise<object> => import(module);
  return { ...library, ...own, image: imageOfTwoArenas(), load };
}

function imageOfTwoArenas(): MemoryImage {
  const geometry = geometryOf("3.11");
  const allocator = new Pymalloc(geometry, new AdjacentArenas());
  while (allocator.arenas.current < 2) allocator.malloc(100);
  return memoryOfHeap({
    python: "3.11.7",
    minor: 11,
    geometry,
    snapshot: takeHeapSnapshot(allocator),
  });
}

/** Functions and classes that everybody can import, and the files that have them. */
const promised = readdirSync(new URL("doors", source))
  .filter((file) => file !== "internal.ts")
  .flatMap((file) =>
    exportsOf(readFileSync(new URL(`doors/${file}`, source), "utf8")).filter(
      ({ name }) => typeof library[name] === "function",
    ),
  );

function exportsOf(text: string): { name: string; file: string }[] {
  const lists = [...text.matchAll(/^export \{([^}]*)\} from "\.\.\/([^"]+)\.js";/gm)];
  return lists.flatMap(([, list = "", file = ""]) =>
    list
      .split(",")
      .map((name) => ({ name: name.trim(), file: `${file}.ts` }))
      .filter(({ name }) => name !== "" && !name.startsWith("type ")),
  );
}

/** Whether the comment right above a declaration has an example with a value to check. */
function hasExample({ name, file }: { name: string; file: string }): boolean {
  const text = readFileSync(new URL(file, source), "utf8");
  const declaration = new RegExp(
    `(\\/\\*\\*(?:(?!\\*\\/)[\\s\\S])*\\*\\/)\\s*^export (?:async )?(?:abstract )?(?:function\\*?|class|const) ${name}\\b`,
    "m",
  );
  const [, comment = ""] = declaration.exec(text) ?? [];
  return examplesOf(comment).length > 0;
}

test("every function and class of the doors has an example", () => {
  expect(promised.length).toBeGreaterThan(100);
  expect(promised.filter((one) => !hasExample(one))).toEqual([]);
});

test.for(examples)("$title", async ({ file, code }, { skip }) => {
  skip(LINUX_ONLY.test(file) && process.platform !== "linux", "it reads /proc, which Linux has");
  const names = await namesFor(file);
  const run = new Function(
    ...Object.keys(names),
    `return (async () => { const checked = []; ${code}\nreturn checked; })();`,
  );
  const checked: readonly (readonly [unknown, unknown])[] = await run(...Object.values(names));
  expect(checked.length).toBeGreaterThan(0);
  for (const [value, expected] of checked) expect(value).toEqual(expected);
});
