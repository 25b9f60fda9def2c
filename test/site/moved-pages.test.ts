import { expect, it } from "vitest";
import { MOVED_PAGES } from "../../src/site/plugins/moved-pages.js";
import { builtPages, htmlOf } from "./built-pages.js";

const MOVES = Object.entries(MOVED_PAGES).map(([from, to]) => [`/${from}`, `/${to}`] as const);

it.each(MOVES)("%s leads on to %s, which is there", (from, to) => {
  expect(htmlOf(from)).toContain(`<meta http-equiv="refresh" content="0; url=${to}">`);
  expect(builtPages()).toContain(to);
  expect(builtPages()).not.toContain(from);
});
