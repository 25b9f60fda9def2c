import { expect, test } from "vitest";
import { compress } from "../../src/trie/compress.js";
import { trieOutline } from "../../src/trie/outline.js";
import { Trie } from "../../src/trie/trie.js";

const PRIMER_WORDS = ["dart", "dance", "dancer", "danger"];

const plain = () => new Trie(PRIMER_WORDS);
function compressed(): Trie {
  const trie = plain();
  compress(trie);
  return trie;
}

test("the primer's four words take 12 nodes with the root, and 7 after compression", () => {
  const trie = plain();
  expect(trie.nodeCount).toBe(12);
  compress(trie);
  expect(trie.nodeCount).toBe(7);
});

test("compression joins each chain with its lowest node, and stops where a word ends", () => {
  expect(compress(plain()).map(({ upper, lower, label }) => `${upper}>${lower} ${label}`)).toEqual([
    "1>2 da",
    "3>4 rt",
    "6>7 ce",
    "9>10 ge",
    "10>11 ger",
  ]);
});

test.each([
  ["plain", plain],
  ["compressed", compressed],
])("a %s trie knows its words, and no prefix of them", (_, make) => {
  const trie = make();
  expect(PRIMER_WORDS.every((word) => trie.has(word))).toBe(true);
  expect(["", "d", "dan", "danc", "dancers", "x"].some((word) => trie.has(word))).toBe(false);
});

test.each([
  ["plain", plain],
  ["compressed", compressed],
])("the words under a prefix are found in a %s trie", (_, make) => {
  const trie = make();
  expect(trie.wordsUnder("dan")).toEqual(["dance", "dancer", "danger"]);
  expect(trie.wordsUnder("danc")).toEqual(["dance", "dancer"]);
  expect(trie.wordsUnder("dancer")).toEqual(["dancer"]);
  expect(trie.wordsUnder("")).toEqual(["dance", "dancer", "danger", "dart"]);
});

test.each([
  ["plain", plain],
  ["compressed", compressed],
])("where a prefix leaves a %s trie both answers can be had", (_, make) => {
  const trie = make();
  const nearest = { outside: "nearest" } as const;
  expect(trie.wordsUnder("dab", nearest)).toEqual(["dance", "dancer", "danger", "dart"]);
  expect(trie.wordsUnder("dangle", nearest)).toEqual(["danger"]);
  expect(trie.wordsUnder("dancing", nearest)).toEqual(["dance", "dancer"]);
  expect(() => trie.wordsUnder("dab")).toThrow(
    'no word begins with "dab"; the longest match is "da"',
  );
});

test("an empty trie has no word under the empty prefix", () => {
  expect(new Trie().wordsUnder("")).toEqual([]);
  expect(() => new Trie().wordsUnder("a")).toThrow('the longest match is ""');
});

test("the empty string can be a word", () => {
  const trie = new Trie([""]);
  expect([trie.has(""), trie.nodeCount, trie.wordsUnder("")]).toEqual([true, 1, [""]]);
  expect([trie.delete(""), trie.has("")]).toEqual([true, false]);
});

test("deleting a word keeps the words that begin with it, and those it begins with", () => {
  const trie = plain();
  expect(trie.delete("dance")).toBe(true);
  expect([...trie.words()]).toEqual(["dancer", "danger", "dart"]);
  expect(trie.delete("dan")).toBe(false);
  trie.add("dance");
  expect(trie.delete("dancer")).toBe(true);
  expect(trie.has("dance")).toBe(true);
  expect(trie.nodeCount).toBe(11);
});

test("a compressed trie splits an edge for a new word and merges it when the word goes", () => {
  const trie = compressed();
  trie.add("dab");
  trie.add("gerund");
  expect(trie.nodeCount).toBe(9);
  trie.add("dang");
  expect(trie.nodeCount).toBe(10);
  for (const word of ["dang", "gerund", "dab"]) trie.delete(word);
  expect(trie.nodeCount).toBe(7);
  expect(trieOutline(trie).nodes.map((node) => node.label)).toEqual(
    trieOutline(compressed()).nodes.map((node) => node.label),
  );
});

test("a character outside the Basic Multilingual Plane takes two nodes", () => {
  const trie = new Trie(["😀"]);
  expect([trie.nodeCount, trie.has("😀"), trie.has("\ud83d")]).toEqual([3, true, false]);
});

test("a word of 100,000 letters can be added, compressed, found and deleted", () => {
  const word = "ab".repeat(50_000);
  const trie = new Trie([word, "abc"]);
  compress(trie);
  expect(trie.nodeCount).toBe(4);
  expect(trie.has(word)).toBe(true);
  expect(trie.wordsUnder("aba")).toEqual([word]);
  expect(trie.delete(word)).toBe(true);
  expect(trie.nodeCount).toBe(2);
});

test.each([[undefined], [5], [null], [["a"]]])("%j is not a word", (bad) => {
  const trie = new Trie();
  const asWord = JSON.parse(JSON.stringify({ bad })).bad;
  expect(() => trie.add(asWord)).toThrow("a word must be a string");
  expect(() => trie.has(asWord)).toThrow(TypeError);
  expect(() => trie.wordsUnder(asWord)).toThrow("a prefix must be a string");
});

test("an outline has the nodes depth first, with the order in which they were made", () => {
  const { madeCount, nodes } = trieOutline(compressed());
  expect(madeCount).toBe(12);
  expect(nodes.map(({ madeAs, parent, label, word }) => [madeAs, parent, label, word])).toEqual([
    [0, -1, "", null],
    [2, 0, "da", null],
    [4, 1, "rt", "dart"],
    [5, 1, "n", null],
    [7, 3, "ce", "dance"],
    [8, 4, "r", "dancer"],
    [11, 3, "ger", "danger"],
  ]);
});
