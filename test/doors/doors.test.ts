/** The library's doors: what can be imported from where. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { LIBRARY_DOORS } from "../../src/site/components/live/library-doors.js";

interface Exported {
  readonly name: string;
  /** The file that it comes from, in src. */
  readonly file: string;
}

const root = new URL("../../", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));

/** Not promised to anybody: the doors of the command and the site. */
const INTERNAL = "internal";
/** Needs Node, and a process that runs. */
const PROCESS = "process";

/** Most names that "what most people need" may be. */
const MOST_IN_ROOT = 36;

function exportsOf(path: string): Exported[] {
  const text = readFileSync(new URL(`src/${path}`, root), "utf8");
  const lists = [...text.matchAll(/^export (?:type )?\{([^}]*)\} from "\.+\/([^"]+)\.js";/gm)];
  return lists.flatMap(([, list = "", file = ""]) =>
    list
      .split(",")
      .map((item) =>
        item
          .trim()
          .replace(/^type /, "")
          .replace(/^.* as /, ""),
      )
      .filter((name) => name !== "")
      .map((name) => ({ name, file })),
  );
}

const doors = readdirSync(new URL("src/doors", root)).map((name) => name.replace(/\.ts$/, ""));
const behindDoors = doors.flatMap((door) =>
  exportsOf(`doors/${door}.ts`).map((exported) => ({ ...exported, door })),
);
const inRoot = exportsOf("index.ts");

test("each name is behind one door", () => {
  const names = behindDoors.map(({ name }) => name);
  const twice = names.filter((name, i) => names.indexOf(name) !== i);
  expect(twice).toEqual([]);
  expect(names.length).toBeGreaterThan(200);
});

test("the root has what most people need, and all of it is behind the doors of its subjects too", () => {
  expect(inRoot.length).toBeGreaterThan(20);
  expect(inRoot.length).toBeLessThanOrEqual(MOST_IN_ROOT);
  const promised = behindDoors.filter(({ door }) => door !== INTERNAL);
  for (const { name, file } of inRoot) {
    expect(promised).toContainEqual({ name, file, door: expect.any(String) });
  }
});

test("the parser of these tests sees all that a door exports", async () => {
  for (const door of doors) {
    const module: object = await import(new URL(`src/doors/${door}.ts`, root).href);
    const parsed = behindDoors.filter((one) => one.door === door).map(({ name }) => name);
    expect(parsed).toEqual(expect.arrayContaining(Object.keys(module)));
  }
});

test("the package offers every door, with types for old compilers as well", () => {
  const subpaths = doors.map((door) => `./${door}`);
  const offered = Object.keys(manifest.exports);
  expect(offered.toSorted()).toEqual([".", "./package.json", ...subpaths].toSorted());
  expect(Object.keys(manifest.typesVersions["*"]).toSorted()).toEqual(doors.toSorted());
  for (const door of doors) {
    const types = `./dist/doors/${door}.d.ts`;
    expect(manifest.exports[`./${door}`]).toEqual({
      types,
      default: `./dist/doors/${door}.js`,
    });
    expect(manifest.typesVersions["*"][door]).toEqual([types]);
  }
});

test("a cell in a page can import every door that needs no Node", () => {
  const forCells = doors.filter((door) => door !== INTERNAL && door !== PROCESS);
  const names = ["pymalloc-lab", ...forCells.map((door) => `pymalloc-lab/${door}`)];
  expect(Object.keys(LIBRARY_DOORS).toSorted()).toEqual(names.toSorted());
});

test("the internal door has nothing that the command, the site and the tools do not use", () => {
  const texts = ["src/cli", "src/site", "tools", "scripts", "test/site"].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(ts|tsx|mjs)$/.test(file))
      .map((file) => readFileSync(new URL(`${folder}/${file}`, root), "utf8")),
  );
  const internal = behindDoors.filter(({ door }) => door === INTERNAL);
  const unused = internal.filter(
    ({ name }) => !texts.some((text) => new RegExp(`\\b${name}\\b`).test(text)),
  );
  expect(unused).toEqual([]);
});
