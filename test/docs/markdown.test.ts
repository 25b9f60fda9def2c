import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

const pages = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md") && !file.startsWith("api"))
    .map((file) => join("docs", file)),
];
const textOf = (page: string) => readFileSync(join(root, page), "utf8");

/** Fenced blocks of a language, in order. */
function fences(page: string, language: string): string[] {
  const found = textOf(page).matchAll(/^```(\w+)\n([\s\S]*?)^```/gm);
  return [...found].filter(([, name]) => name === language).map(([, , code = ""]) => code);
}

test.each(pages)("relative links of %s lead to files", (page) => {
  const links = [...textOf(page).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)];
  const missing = links
    .map(([, target = ""]) => join(root, dirname(page), target))
    .filter((target) => !existsSync(target));
  expect(missing).toEqual([]);
});

test("every npm command that a page names is a script", () => {
  const { scripts } = JSON.parse(textOf("package.json"));
  const named = pages.flatMap((page) =>
    [...textOf(page).matchAll(/(?:`|^|&& )npm (?:run )?([a-z][a-z:-]*)/gm)].map(
      ([, name = ""]) => name,
    ),
  );
  const builtIn = new Set(["ci", "install", "publish", "run"]);
  const unknown = named.filter((name) => !builtIn.has(name) && scripts[name] === undefined);
  expect([...new Set(unknown)]).toEqual([]);
});

test("the README's picture of the house is true", () => {
  const [house = ""] = [...textOf("README.md").matchAll(/^```\n(src\/index[\s\S]*?)^```/gm)].map(
    ([, text]) => text,
  );
  const drawn = house.split("\n").flatMap((line) => line.match(/^\S+/) ?? []);
  expect(drawn.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  const rooms = readdirSync(join(root, "src"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `src/${entry.name}/`);
  expect(rooms.filter((room) => !drawn.includes(room))).toEqual([]);
});

const examples = pages.flatMap((page) =>
  fences(page, "ts").map((code, i) => ({ name: `${page}, example ${i + 1}`, code })),
);

test.each(examples)("$name runs", ({ code }) => {
  const folder = mkdtempSync(join(root, ".cache-example-"));
  try {
    const file = join(folder, "example.mjs");
    writeFileSync(file, code);
    const { status, stderr } = spawnSync(process.execPath, [file], { encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
