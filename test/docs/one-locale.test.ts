/** Numbers are written one way, wherever they stand. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const FOLDERS = ["src", "tools", "scripts", "bench"];

/** What makes a text of a number by a language's rules, up to the language. */
const FORMATTING = /(?:toLocaleString|NumberFormat)\((?!"en-GB")[^)]*/g;

test("every number is formatted by the rules of British English, not by those of the machine", () => {
  const others = FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(ts|tsx|mjs)$/.test(file))
      .flatMap((file) => readFileSync(`${folder}/${file}`, "utf8").match(FORMATTING) ?? []),
  );
  expect(others).toEqual([]);
});
