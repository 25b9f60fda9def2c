import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { EXERCISES } from "../../src/exercises/exercises.js";

const text = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
const page = text("docs/teach.md");

test("every exercise that the plans name is one, and each is in a plan", () => {
  const titles = EXERCISES.map(({ title }) => title);
  const [, plans = ""] = /## Half a day([\s\S]*)## Misconceptions/.exec(page) ?? [];
  const cells = plans.split("\n").map((line) => line.split("|").at(-2) ?? "");
  const named = cells.flatMap((cell) => cell.split(";").map((one) => one.trim()));
  const known = named.filter((one) => titles.includes(one));
  const strange = named.filter((one) => /^[A-Z]/.test(one) && !titles.includes(one));
  expect(strange).toEqual([]);
  expect(new Set(known).size).toBeGreaterThanOrEqual(12);
});

test("every misconception has its cell, under the id that the page gives", () => {
  const links = [...page.matchAll(/\.\.\/(notebooks\/[^)#]+\.ipynb)#([\w-]+)\), cell `([\w-]+)`/g)];
  expect(links.length).toBeGreaterThanOrEqual(10);
  for (const [, file = "", anchor, named] of links) {
    expect(anchor).toBe(named);
    const ids = JSON.parse(text(file)).cells.map(({ id }: { id: string }) => id);
    expect(ids, file).toContain(anchor);
  }
});
