import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { type Claim, ELSEWHERE, PAGES } from "./page-figures.js";
import { figuresIn, proseOf } from "./prose.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const phraseOf = (claim: Claim) => (typeof claim === "string" ? claim : claim[0]);

test.each(Object.keys(PAGES))("%s says what the runs and measurements say", (path) => {
  const prose = proseOf(path);
  const { claims, given = [] } = PAGES[path]!;
  const phrases = [...claims.map(phraseOf), ...given];
  expect(phrases.filter((phrase) => !prose.includes(phrase))).toEqual([]);
  const untrue = claims.filter((claim) => typeof claim !== "string" && !claim[1]);
  expect(untrue.map(phraseOf)).toEqual([]);
});

test.each(Object.keys(PAGES))("%s has no figure that is tied to nothing", (path) => {
  const { claims, given = [] } = PAGES[path]!;
  const phrases = [...claims.map(phraseOf), ...given].sort((a, b) => b.length - a.length);
  const rest = phrases.reduce((prose, phrase) => prose.replaceAll(phrase, "~"), proseOf(path));
  expect(figuresIn(rest)).toEqual([]);
});

test("the other tests that are named read the pages they answer for", () => {
  for (const [page, file] of Object.entries(ELSEWHERE)) {
    expect(existsSync(root + page)).toBe(true);
    expect(readFileSync(root + file, "utf8")).toContain(page.replace("docs/", ""));
  }
});
