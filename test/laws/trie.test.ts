import fc from "fast-check";
import { expect, test } from "vitest";
import { compress } from "../../src/trie/compress.js";
import { trieOutline } from "../../src/trie/outline.js";
import { Trie } from "../../src/trie/trie.js";

/** Short words over few letters, so that they share prefixes. */
const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });
const words = fc.array(word, { maxLength: 20 });
const change = fc.tuple(fc.constantFrom("add" as const, "delete" as const), word);

const sorted = (set: Iterable<string>) => [...set].sort();

/** A trie and a Set that saw the same changes; the trie is compressed part of the way. */
function both(before: string[], changes: ["add" | "delete", string][], isCompressed: boolean) {
  const trie = new Trie(before);
  const set = new Set(before);
  if (isCompressed) compress(trie);
  for (const [kind, text] of changes) {
    if (kind === "add") {
      expect(trie.add(text)).toBe(!set.has(text));
      set.add(text);
    } else {
      expect(trie.delete(text)).toBe(set.delete(text));
    }
  }
  return { trie, set };
}

/** The path, word and parent's path of all nodes, whatever the order in which they were made. */
function structure(trie: Trie): string[] {
  const { nodes } = trieOutline(trie);
  const paths: string[] = [];
  for (const { label, parent } of nodes) paths.push(`${paths[parent] ?? ""}/${label}`);
  return nodes
    .map(({ word: ends, parent }, i) => `${paths[i]} ${ends} below ${paths[parent]}`)
    .sort();
}

test("a trie has the words of a Set that saw the same changes, compressed or not", () => {
  fc.assert(
    fc.property(
      words,
      fc.array(change, { maxLength: 30 }),
      fc.boolean(),
      (before, changes, flag) => {
        const { trie, set } = both(before, changes, flag);
        expect([...trie.words()]).toEqual(sorted(set));
        expect(trie.wordCount).toBe(set.size);
        expect(trie.nodeCount).toBe(trieOutline(trie).nodes.length);
      },
    ),
  );
});

test("the words under a prefix are those of the set that begin with it", () => {
  fc.assert(
    fc.property(words, word, fc.boolean(), (all, prefix, flag) => {
      const { trie, set } = both(all, [], flag);
      const expected = sorted(set).filter((one) => one.startsWith(prefix));
      if (expected.length > 0) expect(trie.wordsUnder(prefix)).toEqual(expected);
      else if (prefix !== "") expect(() => trie.wordsUnder(prefix)).toThrow(RangeError);
    }),
  );
});

test("compression changes no answer, and what is nearest stays nearest", () => {
  fc.assert(
    fc.property(words, word, (all, prefix) => {
      const outside = { outside: "nearest" } as const;
      const plain = new Trie(all);
      const compressed = new Trie(all);
      compress(compressed);
      expect(compressed.wordsUnder(prefix, outside)).toEqual(plain.wordsUnder(prefix, outside));
    }),
  );
});

test("adding a word and deleting it restores the trie, node for node", () => {
  fc.assert(
    fc.property(words, word, fc.boolean(), (all, added, flag) => {
      fc.pre(!all.includes(added));
      const { trie } = both(all, [], flag);
      const before = structure(trie);
      trie.add(added);
      trie.delete(added);
      expect(structure(trie)).toEqual(before);
    }),
  );
});

test("a compressed trie that grows is the one that is compressed at the end", () => {
  fc.assert(
    fc.property(words, words, (before, after) => {
      const { trie } = both(
        before,
        after.map((one) => ["add", one]),
        true,
      );
      const atTheEnd = new Trie([...before, ...after]);
      compress(atTheEnd);
      expect(structure(trie)).toEqual(structure(atTheEnd));
    }),
  );
});

test("in a compressed trie a node is a word's end, a fork, or the root", () => {
  fc.assert(
    fc.property(words, (all) => {
      const trie = new Trie(all);
      const merges = compress(trie);
      const { nodes, madeCount } = trieOutline(trie);
      nodes.slice(1).forEach((node, i) => {
        const childCount = nodes.filter((other) => other.parent === i + 1).length;
        expect(node.word !== null || childCount > 1).toBe(true);
      });
      expect(madeCount - merges.length).toBe(nodes.length);
    }),
  );
});
