import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as library from "../../src/index.js";

/** An `@example` line: `expression; // => value`. */
interface Example {
  readonly file: string;
  readonly expression: string;
  readonly expected: string;
}

const source = new URL("../../src/", import.meta.url);

function examplesIn(file: string): Example[] {
  const text = readFileSync(new URL(file, source), "utf8");
  const comments = text.match(/\/\*\*[\s\S]*?\*\//g) ?? [];
  return comments.flatMap((comment) => {
    const [, example = ""] = comment.split("@example");
    return [...example.matchAll(/^\s*\* (.+?);? \/\/ => (.+)$/gm)].map(
      ([, expression = "", expected = ""]) => ({ file, expression, expected }),
    );
  });
}

const examples = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.startsWith("site"))
  .flatMap(examplesIn);

/** Names an example may use: all exports of the file it stands in, and the front door's. */
async function namesFor(file: string): Promise<Record<string, unknown>> {
  const own: Record<string, unknown> = await import(new URL(file, source).href);
  return { ...library, ...own };
}

test("doc comments have examples", () => {
  expect(examples.length).toBeGreaterThan(10);
});

test.each(examples)("$file: $expression", async ({ file, expression, expected }) => {
  const names = await namesFor(file);
  const evaluate = (text: string) =>
    new Function(...Object.keys(names), `return (async () => (${text}))();`)(
      ...Object.values(names),
    );
  expect(await evaluate(expression)).toEqual(await evaluate(expected));
});
