import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { asciiStrBytes } from "../../src/cpython/objects.js";
import { STARTUP_HEAPS } from "../../src/cpython/startup/startup-heaps.js";
import { runExperiment } from "../../src/experiments/run-experiment.js";
import { geometryOf, type PythonVersion } from "../../src/pymalloc/geometry.js";
import { Pymalloc } from "../../src/pymalloc/pymalloc.js";
import { AdjacentArenas } from "../../src/pymalloc/sources/arena-source.js";
import { compress } from "../../src/trie/compress.js";
import { Trie } from "../../src/trie/trie.js";

/** The page as one line of words, so that a line break hides nothing. */
const page = readFileSync(new URL("../../docs/errata.md", import.meta.url), "utf8").replace(
  /\s+/g,
  " ",
);
const percent = (share: number) => `${Math.round(share * 100)}%`;

test("80 arenas of 256 KiB would be 21 bytes a string, of 1 MiB they are 84", () => {
  const perString = (arenaBytes: number) => Math.round((80 * arenaBytes) / 1_000_000);
  expect(page).toContain(`make that ${perString(geometryOf("3.9").arenaBytes)} bytes a string`);
  expect(page).toContain(`it is ${perString(geometryOf("3.11").arenaBytes)} bytes a string`);
  expect(page).toContain(`asks for ${asciiStrBytes(18, "3.11")} on Python 3.11`);
});

test("a million objects of 512 bytes are in arenas, of 513 bytes they are not", async () => {
  const current = async (requestBytes: number) =>
    (await runExperiment("blocks-512", { requestBytes })).stages[1]?.arenas.current;
  expect(page).toContain(`ask for 512 bytes hold ${await current(512)} arenas`);
  expect(page).toContain(`leave the arenas of start-up as they were: ${await current(513)}`);
});

test("after everything is freed 3.8 holds no arena and 3.9 holds one", () => {
  const held = (version: PythonVersion) => {
    const allocator = new Pymalloc(geometryOf(version), new AdjacentArenas());
    allocator.free(allocator.malloc(16));
    return allocator.arenas.current;
  };
  expect(page).toContain(
    `3.8 holds ${held("3.8")} arenas after that, 3.9 and later hold ${held("3.9")}`,
  );
});

test("the trie goes from 12 nodes to 7", () => {
  const trie = new Trie(["dart", "dance", "dancer", "danger"]);
  const before = trie.nodeCount;
  compress(trie);
  const after = trie.nodeCount;
  expect(page).toContain(`has ${before} nodes with the root and ${after} after`);
  expect(page).toContain(`compression: ${percent(1 - after / before)} fewer`);
  const withoutRoot = 1 - (after - 1) / (before - 1);
  expect(page).toContain(`it is ${before - 1} and ${after - 1}: ${percent(withoutRoot)} fewer`);
});

test("compression of a real trie frees half of its bytes and no arena", async () => {
  const { stages, nodeCounts } = await runExperiment("trie-compression");
  const [, built, compressed] = stages;
  if (!built || !compressed || !nodeCounts)
    throw new Error("three stages and node counts expected");
  const nodesGone = percent(1 - nodeCounts.compressed / nodeCounts.built);
  const bytesGone = percent(1 - compressed.bytesInBlocks / built.bytesInBlocks);
  expect(page).toContain(`removes ${nodesGone} of the nodes and ${bytesGone} of the bytes`);
  const back = compressed.arenas.reclaimed - built.arenas.reclaimed;
  expect(page).toContain(`It returns ${back} of ${built.arenas.current} arenas`);
});

test("the start-up of 3.8 gives arenas back", () => {
  const { total, arenas } = STARTUP_HEAPS["3.8"].heap;
  expect(page).toContain(`gives ${total - arenas.length} of ${total} arenas back`);
});

test("the formula gives what the primer saw of rare survivors", () => {
  const { arenaBytes, poolBytes } = geometryOf("3.11");
  const perArena = (arenaBytes / poolBytes) * 204;
  const arenas = 1_000_000 / perArena;
  const stays = 1 - (1 - 0.00005) ** perArena;
  const mean = arenas * stays + STARTUP_HEAPS["3.11"].heap.arenas.length;
  const spread = Math.sqrt(arenas * stays * (1 - stays));
  expect(page).toContain(`${Math.round(mean)} on average, give or take ${Math.round(spread)}`);
});
