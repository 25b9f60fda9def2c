import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { isUnusedClass, unusedStyles } from "../../src/site/plugins/unused-styles.js";

describe("the styles that are left out", () => {
  const sheet = createRequire(import.meta.url).resolve("infima/dist/css/default/default.css");
  const unused = [...new Set(classesOf(readFileSync(sheet, "utf8")))].filter(isUnusedClass);

  it("are those of classes that no page and no script names", () => {
    expect(unused.length).toBeGreaterThan(100);
    const named = new Set(wordsOf(".html").concat(wordsOf(".js")));
    expect(unused.filter((name) => named.has(name))).toEqual([]);
  });

  it("are in no style sheet of the site", () => {
    const sheets = filesOf(".css").map((file) => readFileSync(file, "utf8"));
    expect(sheets.flatMap(classesOf).filter(isUnusedClass)).toEqual([]);
  });

  it("leave the other selectors of a rule, and remove a rule that has none", () => {
    const rule = { selectors: [".button", ".button--lg:hover"], remove: () => removed++ };
    let removed = 0;
    unusedStyles.Rule(rule);
    expect([rule.selectors, removed]).toEqual([[".button"], 0]);
    unusedStyles.Rule({ ...rule, selectors: [".button:not(.button--active)"] });
    expect(removed).toBe(0);
    unusedStyles.Rule({ ...rule, selectors: ["a.button--lg", ".pills__item"] });
    expect(removed).toBe(1);
  });
});

function filesOf(extension: string): string[] {
  return readdirSync("build", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(extension))
    .map((file) => path.join("build", file));
}

/** The classes that elements must have for the rules of a sheet. */
function classesOf(css: string): string[] {
  return [...css.replaceAll(/:not\([^)]*\)/g, "").matchAll(/\.([a-zA-Z_][\w-]*)/g)].map(
    ([, name = ""]) => name,
  );
}

/** All words in the files of a kind, a class being one. */
function wordsOf(extension: string): string[] {
  return filesOf(extension).flatMap((file) => [
    ...new Set(readFileSync(file, "utf8").match(/[\w-]+/g)),
  ]);
}
