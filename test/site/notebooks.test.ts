import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, inject, it } from "vitest";
import { builtNotebooks, htmlOf } from "./built-pages.js";

const FILES = readdirSync("notebooks").filter((file) => file.endsWith(".ipynb"));

/** The address of a notebook's page: the file's name without number and ending. */
function pageOf(file: string): string {
  return `/notebooks/${file.replace(/^\d+-/, "").replace(/\.ipynb$/, "")}`;
}

it("every notebook is a page, and every page under /notebooks is a notebook", () => {
  expect(builtNotebooks().sort()).toEqual(FILES.map(pageOf).sort());
});

describe.each(FILES)("%s", (file) => {
  const html = htmlOf(pageOf(file));

  it("can be downloaded as it is in the repository", async () => {
    const link = new RegExp(`href="?([^" >]+)"?[^>]*download="?${file}`).exec(html)?.[1] ?? "";
    const response = await fetch(inject("siteUrl") + link);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(readFileSync(`notebooks/${file}`, "utf8"));
  });

  it("can be edited from its page", () => {
    expect(html).toContain(`/edit/main/notebooks/${file}`);
  });

  it("is in the sidebar of every notebook", () => {
    for (const page of builtNotebooks()) expect(htmlOf(page)).toContain(`href=${pageOf(file)}`);
  });
});
