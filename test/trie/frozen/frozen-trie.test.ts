import { expect, test } from "vitest";
import { crc32 } from "../../../src/trie/frozen/crc32.js";
import { FrozenTrie } from "../../../src/trie/frozen/frozen-trie.js";

const WORDS = ["dart", "dance", "dancer", "danger"];

test("words that end alike share their ends: tap, taps, top, tops have five edges", () => {
  const none = FrozenTrie.of([]).byteLength;
  const { byteLength } = FrozenTrie.of(["tap", "taps", "top", "tops"]);
  // t; a and o, which lead to one node; its p; and the s after that: five links of four
  // bytes, and five letters, of which three fit where the empty trie has filled up.
  expect(byteLength - none).toBe(5 * 4 + 4);
});

test("indexed keys are numbered in order, and no other text has a number", () => {
  const trie = FrozenTrie.of(WORDS, { indexed: true });
  expect(["dance", "dancer", "danger", "dart"].map((key) => trie.indexOf(key))).toEqual([
    0, 1, 2, 3,
  ]);
  expect([0, 1, 2, 3].map((index) => trie.keyAt(index))).toEqual([...trie]);
  expect(["", "d", "dancers", "z"].map((key) => trie.indexOf(key))).toEqual([-1, -1, -1, -1]);
});

test("the empty key is number 0", () => {
  const trie = FrozenTrie.of(["a", ""], { indexed: true });
  expect([trie.indexOf(""), trie.indexOf("a"), trie.keyAt(0), trie.keyAt(1)]).toEqual([
    0,
    1,
    "",
    "a",
  ]);
});

test.each([-1, 4, 1.5, Number.NaN])("%d is not a key's number among four", (index) => {
  const trie = FrozenTrie.of(WORDS, { indexed: true });
  expect(() => trie.keyAt(index)).toThrow(
    `an index must be a whole number from 0 to 3, got ${index}`,
  );
});

test("keys without numbers are not asked for them", () => {
  expect(() => FrozenTrie.of(WORDS).indexOf("dart")).toThrow("frozen without { indexed: true }");
});

test("keys may come in any order and more than once", () => {
  const trie = FrozenTrie.of(["b", "a", "b"]);
  expect([trie.size, [...trie]]).toEqual([2, ["a", "b"]]);
});

test("values stay in an array of the caller's, typed if it likes", () => {
  const bytes = FrozenTrie.of(["one", "two", "three"], { indexed: true }).toBytes();
  const trie = FrozenTrie.fromBytes(bytes, Uint8Array.of(1, 3, 2));
  expect([...trie.entries("t")]).toEqual([
    ["three", 3],
    ["two", 2],
  ]);
});

test("values must be as many as the keys, and need numbers", () => {
  const indexed = FrozenTrie.of(WORDS, { indexed: true }).toBytes();
  expect(() => FrozenTrie.fromBytes(indexed, [1])).toThrow("4 keys need as many values, got 1");
  const plain = FrozenTrie.of(WORDS).toBytes();
  expect(() => FrozenTrie.fromBytes(plain, [1, 2, 3, 4])).toThrow("values need an indexed trie");
});

test("loading lays the trie over the bytes, unless they start at an odd place", () => {
  const bytes = FrozenTrie.of(WORDS).toBytes();
  const trie = FrozenTrie.fromBytes(bytes);
  bytes[bytes.lastIndexOf("d".charCodeAt(0))] = "D".charCodeAt(0);
  expect([...trie.words("D")]).toHaveLength(4);
  const shifted = new Uint8Array(bytes.length + 1);
  shifted.set(FrozenTrie.of(WORDS).toBytes(), 1);
  expect([...FrozenTrie.fromBytes(shifted.subarray(1))]).toEqual([...WORDS].sort());
});

test("bytes that are not a frozen trie are refused", () => {
  expect(() => FrozenTrie.fromBytes(new Uint8Array(100))).toThrow('do not begin with "pmlt"');
  expect(() => FrozenTrie.fromBytes(new Uint8Array(0))).toThrow(
    "these 0 bytes are not a frozen trie",
  );
  expect(() => FrozenTrie.fromBytes(JSON.parse('"pmlt"'))).toThrow(TypeError);
});

test("bytes of another version are refused, and the version is named", () => {
  const bytes = FrozenTrie.of(WORDS).toBytes();
  bytes[4] = 2;
  expect(() => FrozenTrie.fromBytes(bytes)).toThrow("version 1 can be read, got version 2");
});

test("bytes that were cut are refused at every length", () => {
  const bytes = FrozenTrie.of(WORDS, { indexed: true }).toBytes();
  for (let length = 0; length < bytes.length; length++) {
    expect(() => FrozenTrie.fromBytes(bytes.subarray(0, length))).toThrow(RangeError);
  }
  expect(() => FrozenTrie.fromBytes(bytes.subarray(0, -1))).toThrow("is cut");
});

test("bytes that go on after the end are refused", () => {
  const bytes = FrozenTrie.of(WORDS).toBytes();
  const longer = new Uint8Array(bytes.length + 4);
  longer.set(bytes);
  expect(() => FrozenTrie.fromBytes(longer)).toThrow(RangeError);
});

test("each flip of a bit is found", () => {
  const bytes = FrozenTrie.of(WORDS, { indexed: true }).toBytes();
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const flipped = bytes.slice();
    flipped[bit >> 3]! ^= 1 << (bit & 7);
    expect(() => FrozenTrie.fromBytes(flipped), `bit ${bit}`).toThrow(RangeError);
  }
});

test("an edge that leads in a circle is refused even with a right checksum", () => {
  const bytes = FrozenTrie.of(["ab"]).toBytes();
  const numbers = new DataView(bytes.buffer);
  const secondEdge = 32 + 2 * 4;
  numbers.setUint32(secondEdge, 2 * 4 + 1, true);
  numbers.setUint32(8, crc32(bytes.subarray(12)), true);
  expect(() => FrozenTrie.fromBytes(bytes)).toThrow("edge 2 of the frozen trie does not lead down");
});
