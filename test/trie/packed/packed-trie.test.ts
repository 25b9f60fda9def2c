import { expect, test } from "vitest";
import { PackedTrie } from "../../../src/trie/packed/packed-trie.js";

test("the primer's four words take 7 nodes with the root", () => {
  const trie = new PackedTrie(["dart", "dance", "dancer", "danger"]);
  expect(trie.nodeCount).toBe(7);
});

test("a node that holds no key and leads one way is joined with the next", () => {
  const trie = new PackedTrie(["dance", "dancer", "danger"]);
  trie.delete("danger");
  expect(trie.nodeCount).toBe(3);
  trie.delete("dance");
  expect([trie.nodeCount, [...trie]]).toEqual([2, ["dancer"]]);
});

test("growing adds chunks and leaves the others where they are", () => {
  const trie = new PackedTrie();
  const heldBytes = new Set<number>();
  for (let i = 0; i < 20_000; i++) {
    trie.add(`key ${(i * 7919) % 20_011}`);
    heldBytes.add(trie.heldBytes);
  }
  const steps = [...heldBytes].slice(1).map((bytes, i) => bytes - [...heldBytes][i]!);
  expect(Math.max(...steps)).toBeLessThanOrEqual(128 * 1024);
  expect(trie.liveBytes).toBeLessThanOrEqual(trie.heldBytes);
});

test("what was freed is taken again before anything new", () => {
  const keys = Array.from({ length: 5000 }, (_, i) => `key ${(i * 7919) % 5003}`);
  const trie = new PackedTrie(keys);
  const heldBytes = trie.heldBytes;
  for (let round = 0; round < 3; round++) {
    for (const key of keys.slice(0, 2500)) trie.delete(key);
    for (const key of keys.slice(0, 2500)) trie.add(key);
  }
  expect(trie.heldBytes).toBe(heldBytes);
});

test("a trie from which all keys went holds as little as a new one", () => {
  const keys = Array.from({ length: 5000 }, (_, i) => `key ${i}`);
  const trie = new PackedTrie(keys);
  for (const key of keys) trie.delete(key);
  const fresh = new PackedTrie();
  expect([trie.heldBytes, trie.liveBytes, trie.nodeCount]).toEqual([
    fresh.heldBytes,
    fresh.liveBytes,
    1,
  ]);
});

test("compacting gives back the memory that deletions left", () => {
  const keys = Array.from({ length: 20_000 }, (_, i) => `key ${(i * 7919) % 20_011}`);
  const trie = new PackedTrie(keys);
  for (const key of keys.slice(100)) trie.delete(key);
  const liveBytes = trie.liveBytes;
  trie.compact();
  expect([...trie]).toEqual(keys.slice(0, 100).sort());
  expect(trie.liveBytes).toBe(liveBytes);
  expect(trie.heldBytes).toBeLessThan(2 * liveBytes + 4096);
});

test("a large node's chunk goes when the node does", () => {
  const trie = new PackedTrie(["a"]);
  const heldBytes = trie.heldBytes;
  trie.add("b".repeat(100_000));
  expect(trie.heldBytes).toBeGreaterThan(heldBytes + 200_000);
  trie.delete("b".repeat(100_000));
  expect(trie.heldBytes).toBeLessThan(heldBytes + 4096);
});

test("a node can have every code unit as a child, and lose them again", () => {
  const trie = new PackedTrie<number>();
  for (let i = 0; i < 65_536; i += 13) trie.set(`x${String.fromCharCode((i * 5) % 65_536)}`, i);
  const { size } = trie;
  expect([...trie.words("x")].length).toBe(size);
  for (const key of [...trie].slice(1)) trie.delete(key);
  expect([trie.size, trie.nodeCount]).toEqual([1, 2]);
});

test("a million keys can be added and found", () => {
  const trie = new PackedTrie();
  for (let i = 0; i < 1_000_000; i++) trie.add(((i * 7919) % 1_000_003).toString(36));
  expect(trie.size).toBe(1_000_000);
  for (let i = 0; i < 1_000_000; i += 997) {
    expect(trie.has(((i * 7919) % 1_000_003).toString(36))).toBe(true);
  }
  expect(trie.has((1_000_003).toString(36))).toBe(false);
});
