/** Who knows obmalloc.c finds each of its rules by name: in one file, in the comment that says it. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const ROOM = "src/pymalloc";

test.each([
  // CPython's name, the file that has its rule, and the function under the comment.
  ["pymalloc_alloc", "pymalloc.ts", "malloc("],
  ["pymalloc_alloc", "pools.ts", "allocate("],
  ["pymalloc_pool_extend", "pools.ts", "extend("],
  ["allocate_from_new_pool", "arenas.ts", "takePool("],
  ["allocate_from_new_pool", "pymalloc.ts", "#mallocFromNewPool("],
  ["allocate_from_new_pool", "pools.ts", "initialise("],
  ["new_arena", "arenas.ts", "adopt("],
  ["pymalloc_free", "pymalloc.ts", "free("],
  ["pymalloc_free", "pools.ts", "release("],
  ["address_in_range", "pools.ts", "release("],
  ["insert_to_usedpool", "pools.ts", "linkFirst("],
  ["insert_to_usedpool", "pymalloc.ts", "function assertGeometry("],
  ["insert_to_freepool", "arenas.ts", "poolEmptied("],
  ["bpo-37257", "usable-arenas.ts", "#isLast("],
  ["pymalloc_realloc", "pymalloc.ts", "realloc("],
  ["NUMBLOCKS", "size-class.ts", "export function blocksPerPool("],
  ["arena_map_mark_used", "tables/arena-map.ts", "mark("],
  ["arena_map_is_used", "tables/arena-table.ts", "slotAt("],
  ["_PyObject_DebugMallocStats", "malloc-stats.ts", "export function mallocStats("],
])("%s is named in %s, right above %s", (name, file, code) => {
  const documented = docCommentAbove(readFileSync(`${ROOM}/${file}`, "utf8"), code);
  expect(documented).toContain(name);
});

test.each([
  ["arena_object", "tables/arena-table.ts"],
  ["nfp2lasta", "tables/arena-table.ts"],
  ["bpo-37029", "tables/arena-table.ts"],
  ["bpo-37029", "usable-arenas.ts"],
  ["usedpools", "tables/pool-table.ts"],
  ["freeblock", "tables/pool-table.ts"],
  ["nextoffset", "tables/pool-table.ts"],
  ["INITIAL_ARENA_OBJECTS", "tables/arena-table.ts"],
])("%s is named where its data is, in %s", (name, file) => {
  expect(readFileSync(`${ROOM}/${file}`, "utf8")).toContain(name);
});

test("the four cases of insert_to_freepool are listed in one comment and numbered in the code", () => {
  const arenas = readFileSync(`${ROOM}/arenas.ts`, "utf8");
  const listed = docCommentAbove(arenas, "poolEmptied(");
  expect([1, 2, 3, 4].map((number) => listed.includes(`* ${number}. `))).not.toContain(false);
  const moves = readFileSync(`${ROOM}/usable-arenas.ts`, "utf8");
  expect(moves.match(/\/\/ cases? [1-4]( and 4)?$/gm)).toEqual([
    "// case 1",
    "// case 2",
    "// cases 3 and 4",
    "// case 4",
    "// case 3",
  ]);
});

/** The doc comment that ends on the line before one that begins with `code`. */
function docCommentAbove(source: string, code: string): string {
  const lines = source.split("\n");
  const at = lines.findIndex((line) => line.trimStart().startsWith(code) && line.endsWith("{"));
  if (at < 0 && !lines.some((line) => line.trimStart().startsWith(code))) {
    throw new Error(`no line begins with "${code}"`);
  }
  const place = at < 0 ? lines.findIndex((line) => line.trimStart().startsWith(code)) : at;
  if (!lines[place - 1]?.trimEnd().endsWith("*/")) throw new Error(`no comment above "${code}"`);
  const start = lines.slice(0, place).findLastIndex((line) => line.trimStart().startsWith("/**"));
  return lines.slice(start, place).join("\n");
}
