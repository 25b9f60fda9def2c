import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { adviseOnStats } from "../../../src/stats/tell/advise.js";
import { versionsIn, whoLives } from "../../../src/stats/tell/who-lives.js";
import { parseMallocStats } from "../../../src/stats/text/parse.js";

function sample(name: string) {
  const [text] = parseMallocStats(
    readFileSync(new URL(`../../data/${name}`, import.meta.url), "utf8"),
  );
  if (text === undefined || text.kind !== "pymalloc") throw new Error(name);
  return text;
}

test("the versions that words mean are found", () => {
  expect(versionsIn("3.11 or 3.12")).toEqual(["3.11", "3.12"]);
  expect(versionsIn("3.8 to 3.10")).toEqual(["3.8", "3.9", "3.10"]);
  expect(versionsIn("3.7 or earlier, with 8-byte alignment")).toEqual(["3.6", "3.7"]);
  expect(versionsIn("3.14 or later").at(-1)).toBe("3.15");
  expect(versionsIn("unknown")).toEqual([]);
});

test("the heaviest class is told with the kinds of objects that have its size", () => {
  const text = sample("rare-survivors-3.15.txt");
  expect(whoLives(text, 80)).toMatch(/^Blocks of 80 bytes may be .*strings of 24 to 39 ASCII/);
  const steps = adviseOnStats(text).flatMap(({ steps: all }) => all);
  expect(steps.some((step) => step.startsWith("Blocks of "))).toBe(true);
});

test("a block of no class, as in a broken text, has no inhabitants", () => {
  expect(whoLives(sample("rare-survivors-3.15.txt"), Number.NaN)).toBeUndefined();
  expect(whoLives(sample("rare-survivors-3.15.txt"), 17)).toBeUndefined();
});
