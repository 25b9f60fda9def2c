import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { planExperiment } from "../../../src/cli/new/experiment.js";
import { FilePlan } from "../../../src/cli/new/file-plan.js";
import { planLesson } from "../../../src/cli/new/lesson.js";
import { readNewName } from "../../../src/cli/new/name.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const TOUCHED = [
  "src/experiments/run-experiment.ts",
  "src/exercises/exercises.ts",
  "test/exercises/solutions.ts",
  "docs/start-here.md",
];

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "new-"));
  for (const file of TOUCHED) cpSync(join(root, file), join(folder, file));
});
afterEach(() => rmSync(folder, { recursive: true }));

const textOf = (file: string) => readFileSync(join(folder, file), "utf8");
const filesIn = () => readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();

test.each([
  ["Tea", 'a name is of small letters and digits with single hyphens, such as "tea-time"'],
  ["tea--time", "single hyphens"],
  ["9-lives", "small letters and digits"],
  ["a".repeat(41), "it has 41 characters, and 40 are the most"],
  ["utils", "it says nothing of what is in it"],
  ["class", "class is a word of the language"],
  ["random-half", "an experiment has it"],
  ["two-of-three", "an exercise has it"],
])("%s is refused as a name, with why", (name, why) => {
  expect(() => readNewName(name)).toThrow(`"${name}" cannot be its name: `);
  expect(() => readNewName(name)).toThrow(why);
});

test("a name is written in three ways", () => {
  expect(readNewName("tea-time-2")).toEqual({
    kebab: "tea-time-2",
    camel: "teaTime2",
    title: "Tea time 2",
  });
});

test("an experiment and its lesson are entered where the others are", () => {
  const plan = new FilePlan(folder);
  const name = readNewName("tea-time");
  planExperiment(plan, name);
  const lesson = { name, number: 31, experiment: "tea-time", arenasBack: 2 };
  expect(planLesson(plan, lesson)).toBe("notebooks/31-tea-time.ipynb");
  expect(filesIn().filter((file) => file.includes("tea-time"))).toEqual([]);
  plan.write();
  expect(textOf("src/experiments/run-experiment.ts")).toMatch(
    / {2}trieCompression,[^\]]* {2}teaTime,\n\];/,
  );
  expect(textOf("src/exercises/exercises.ts")).toMatch(/ {2}teaTimeArenas,\n\];/);
  expect(textOf("test/exercises/solutions.ts")).toContain(
    '  "tea-time-arenas": { solution: 2, wrong: [0.5, 1_000_000, 3, "half"] },\n};\n',
  );
  expect(textOf("docs/start-here.md")).toMatch(
    /\n11\. .*\n31\. \[Tea time\]\(.*31-tea-time.ipynb\)/,
  );
  expect(JSON.parse(textOf("notebooks/31-tea-time.ipynb")).metadata.docusaurus).toMatchObject({
    sidebar_label: "31. Tea time",
  });
});

test("what is there is not overwritten, and then nothing is written", () => {
  mkdirSync(join(folder, "notebooks"));
  writeFileSync(join(folder, "notebooks/31-tea-time.ipynb"), "mine");
  const before = filesIn();
  const plan = new FilePlan(folder);
  const name = readNewName("tea-time");
  planExperiment(plan, name);
  const lesson = { name, number: 31, experiment: "tea-time", arenasBack: 0 };
  expect(() => planLesson(plan, lesson)).toThrow(
    "notebooks/31-tea-time.ipynb is there already; nothing was written",
  );
  expect(filesIn()).toEqual(before);
});

test("a file that does not look as it should is named", () => {
  writeFileSync(join(folder, "docs/start-here.md"), "# Start here\n");
  const plan = new FilePlan(folder);
  const lesson = { name: readNewName("tea-time"), number: 31, experiment: "toy", arenasBack: 0 };
  expect(() => planLesson(plan, lesson)).toThrow("docs/start-here.md does not look as it should");
});
