import path from "node:path";
import { expect, it } from "vitest";
import { sourceLinks } from "../../src/site/plugins/source-links.js";

const PAGE = path.resolve("notebooks/02-random-half.ipynb");
const permalinks = new Map([
  [path.resolve("docs/glossary.md"), "/docs/glossary"],
  [path.resolve("notebooks/03-rare-survivors.ipynb"), "/notebooks/rare-survivors"],
]);

function resolved(url: string): string | undefined {
  const link = { type: "link", url };
  sourceLinks({ permalinks })({ type: "root", children: [link] }, { path: PAGE });
  return link.url;
}

it.each([
  ["03-rare-survivors.ipynb", "/notebooks/rare-survivors"],
  ["./03-rare-survivors.ipynb#formula", "/notebooks/rare-survivors#formula"],
  ["../docs/glossary.md#arena", "/docs/glossary#arena"],
])("a link to the source %s leads to its page %s", (url, permalink) => {
  expect(resolved(url)).toBe(permalink);
});

it.each(["https://docs.python.org/3/c-api/memory.md", "#arena", "/docs/glossary", "data.csv"])(
  "the link %s is not a source and stays",
  (url) => {
    expect(resolved(url)).toBe(url);
  },
);

it("a link to a source that is not a page is refused by page and file", () => {
  expect(() => resolved("../docs/gone.md")).toThrow(
    /02-random-half\.ipynb: link to \.\.\/docs\/gone\.md, but .*gone\.md is not a page/,
  );
});
