import { expect, test } from "vitest";
import { CHANGING_TRIES, EVERY_TRIE } from "./every-trie.js";

const words = (...keys: string[]) => keys.map((key): [string, undefined] => [key, undefined]);

test.each(EVERY_TRIE)("a %s knows its keys and their values, and no prefix of them", (_, make) => {
  const trie = make([
    ["dance", 1],
    ["dancer", 2],
    ["dart", 3],
  ]);
  expect(["dance", "dancer", "dart"].map((key) => trie.get(key))).toEqual([1, 2, 3]);
  expect(["", "d", "danc", "dancers", "x"].some((key) => trie.has(key))).toBe(false);
  expect(trie.get("danc")).toBeUndefined();
  expect(trie.size).toBe(3);
});

test.each(EVERY_TRIE)("the keys of a %s come in the order of their code units", (_, make) => {
  const trie = make(words("b", "a", "Z", "\u{1f600}", "é", "\uffff", "ab", ""));
  expect([...trie]).toEqual(["", "Z", "a", "ab", "b", "é", "\u{1f600}", "\uffff"]);
});

test.each(EVERY_TRIE)("a %s gives entries under a prefix, and none where it leaves", (_, make) => {
  const trie = make([
    ["dance", 1],
    ["dancer", 2],
    ["danger", 3],
    ["dart", 4],
  ]);
  expect([...trie.entries("danc")]).toEqual([
    ["dance", 1],
    ["dancer", 2],
  ]);
  expect([...trie.entries("dang")]).toEqual([["danger", 3]]);
  expect([...trie.words("dab")]).toEqual([]);
  expect(["", "dan", "dance", "danced"].map((prefix) => trie.startsWith(prefix))).toEqual([
    true,
    true,
    true,
    false,
  ]);
});

test.each(EVERY_TRIE)("a %s finds the longest key a text begins with", (_, make) => {
  const trie = make(words("dance", "dancer", "d"));
  expect(["dancers", "dancing", "dusk", "a", ""].map((text) => trie.longestPrefixOf(text))).toEqual(
    ["dancer", "d", "d", undefined, undefined],
  );
  expect(make(words("", "ab")).longestPrefixOf("ax")).toBe("");
});

test.each(EVERY_TRIE)("an empty %s has no key, not even under the empty prefix", (_, make) => {
  const trie = make([]);
  expect([trie.size, trie.has(""), trie.startsWith(""), [...trie]]).toEqual([0, false, false, []]);
});

test.each(EVERY_TRIE)("the empty string can be a key of a %s", (_, make) => {
  const trie = make([["", 7]]);
  expect([trie.size, trie.get(""), trie.startsWith(""), [...trie]]).toEqual([1, 7, true, [""]]);
});

test.each(EVERY_TRIE)("a half of a surrogate pair is not a key of a %s", (_, make) => {
  const trie = make(words("\u{1f600}", "\u{1f601}"));
  expect(["\u{1f600}", "\ud83d", "\ude00"].map((key) => trie.has(key))).toEqual([
    true,
    false,
    false,
  ]);
  expect([...trie.words("\ud83d")]).toEqual(["\u{1f600}", "\u{1f601}"]);
});

test.each(EVERY_TRIE)("keys of 100,000 letters work in a %s", (_, make) => {
  const long = "ab".repeat(50_000);
  const trie = make(words(long, `${long.slice(0, -1)}c`, "abc"));
  expect([trie.has(long), trie.has(long.slice(1)), trie.startsWith(long.slice(0, 70_000))]).toEqual(
    [true, false, true],
  );
  expect([...trie.words("aba")]).toEqual([long, `${long.slice(0, -1)}c`]);
  expect(trie.longestPrefixOf(`${long}d`)).toBe(long);
});

test.each(EVERY_TRIE)("a %s can have keys that each begin the next, thousands deep", (_, make) => {
  const keys = Array.from({ length: 3000 }, (__, length) => "a".repeat(length));
  const trie = make(words(...keys));
  expect([...trie]).toEqual(keys);
});

test.each(EVERY_TRIE)("a %s can have thousands of different first letters", (_, make) => {
  const keys = Array.from({ length: 3000 }, (__, i) => String.fromCharCode((i * 7919) % 65_536));
  const trie = make(words(...keys));
  expect([...trie]).toEqual([...keys].sort());
  expect(keys.every((key) => trie.has(key))).toBe(true);
});

/** A value that the types would not let through. */
const smuggled = (bad: unknown) => JSON.parse(JSON.stringify({ bad })).bad;

test.each(EVERY_TRIE)("a %s refuses what is not a string, and names it", (_, make) => {
  const trie = make([]);
  expect(() => trie.has(smuggled(5))).toThrow(new TypeError(`${keyName(trie)}, got number 5`));
  expect(() => trie.get(smuggled(null))).toThrow("got object null");
  expect(() => trie.startsWith(smuggled(["a"]))).toThrow("a prefix must be a string, got object a");
  expect(() => [...trie.words(smuggled(false))]).toThrow(TypeError);
  expect(() => trie.longestPrefixOf(smuggled(1))).toThrow("a text must be a string");
});

const keyName = (trie: object) =>
  `${trie.constructor.name === "Trie" ? "a word" : "a key"} must be a string`;

test.each(CHANGING_TRIES)("a %s refuses to add, set and delete what is not a string", (_, make) => {
  const trie = make([]);
  expect(() => trie.add(smuggled(5))).toThrow(TypeError);
  expect(() => trie.set(smuggled({}), 1)).toThrow("must be a string, got object [object Object]");
  expect(() => trie.delete(smuggled(null))).toThrow(TypeError);
  expect(trie.size).toBe(0);
});

test.each(CHANGING_TRIES)("adding a key to a %s again keeps its value", (_, make) => {
  const trie = make([["a", 1]]);
  expect([trie.add("a"), trie.get("a"), trie.add("b"), trie.get("b")]).toEqual([
    false,
    1,
    true,
    undefined,
  ]);
  expect(trie.set("a", 2).set("b", 3).size).toBe(2);
  expect([...trie.entries()]).toEqual([
    ["a", 2],
    ["b", 3],
  ]);
});

test.each(CHANGING_TRIES)(
  "a key that was deleted from a %s comes back without its value",
  (_, make) => {
    const trie = make([["a", 1]]);
    expect([trie.delete("a"), trie.delete("a"), trie.add("a"), trie.get("a")]).toEqual([
      true,
      false,
      true,
      undefined,
    ]);
  },
);

test.each(CHANGING_TRIES)("words of a %s are not read on after a change", (_, make) => {
  const trie = make(words("a", "b"));
  const reading = trie.words();
  expect(reading.next().value).toBe("a");
  trie.add("c");
  expect(() => reading.next()).toThrow("the trie was changed while its words were being read");
  expect([...trie]).toEqual(["a", "b", "c"]);
});

// The three that follow are wrong answers of published tries.

test.each(CHANGING_TRIES)(
  "deleting from a %s keeps the key that the deleted one begins with",
  (_, make) => {
    const trie = make(words("a", "ab"));
    trie.delete("ab");
    expect([trie.has("a"), trie.has("ab")]).toEqual([true, false]);
  },
);

test.each(EVERY_TRIE)("a %s finds a key that parts from another at its last letter", (_, make) => {
  const trie = make(words("team", "tea"));
  expect([trie.has("tea"), trie.has("team"), trie.has("te")]).toEqual([true, true, false]);
});

test.each(CHANGING_TRIES)(
  "deleting from the middle of a chain in a %s keeps both sides",
  (_, make) => {
    const trie = make(words("a", "ab", "abc"));
    trie.delete("ab");
    expect([...trie]).toEqual(["a", "abc"]);
  },
);
