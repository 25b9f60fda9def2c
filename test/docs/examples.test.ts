import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** An `@example`: statements, of which those that end in `// => value` are checked. */
interface Example {
  /** File, and the first line that is checked. */
  readonly title: string;
  readonly file: string;
  readonly code: string;
}

/** `expression; // => value` */
const CHECKED = /^(.+?);? \/\/ => (.+)$/;

const source = new URL("../../src/", import.meta.url);

function examplesIn(file: string): Example[] {
  const text = readFileSync(new URL(file, source), "utf8");
  const comments = text.match(/\/\*\*[\s\S]*?\*\//g) ?? [];
  return comments.flatMap((comment) => {
    const [, example] = comment.split("@example");
    if (example === undefined) return [];
    const lines = example
      .replace(/\*\/$/, "")
      .split("\n")
      .map((line) => line.replace(/^\s*\* ?/, ""));
    const checked = lines.find((line) => CHECKED.test(line));
    if (checked === undefined) return [];
    const code = lines.map((line) =>
      line.replace(CHECKED, "checked.push([await ($1), await ($2)]);"),
    );
    return [{ file, title: `${file}: ${checked}`, code: code.join("\n") }];
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

/** Names an example may use: all exports of the file it stands in, and those of all doors. */
async function namesFor(file: string): Promise<Record<string, unknown>> {
  const own: Record<string, unknown> = await import(new URL(file, source).href);
  return { ...library, ...own };
}

test("doc comments have examples", () => {
  expect(examples.length).toBeGreaterThan(10);
});

test.each(examples)("$title", async ({ file, code }) => {
  const names = await namesFor(file);
  const run = new Function(
    ...Object.keys(names),
    `return (async () => { const checked = []; ${code}\nreturn checked; })();`,
  );
  const checked: readonly (readonly [unknown, unknown])[] = await run(...Object.values(names));
  expect(checked.length).toBeGreaterThan(0);
  for (const [value, expected] of checked) expect(value).toEqual(expected);
});
