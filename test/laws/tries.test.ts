import fc from "fast-check";
import { expect, test } from "vitest";
import { FrozenTrie } from "../../src/trie/frozen/frozen-trie.js";
import { PackedTrie } from "../../src/trie/packed/packed-trie.js";
import { CHANGING_TRIES, EVERY_TRIE } from "../trie/every-trie.js";

/** Keys that share prefixes and suffixes, and some that are like nothing else. */
const key = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 }) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 4 }) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: fc.constantFrom("a", "b"), minLength: 120, maxLength: 140 }),
  },
);
const entries = fc.array(fc.tuple(key, fc.option(fc.nat(), { nil: undefined })), { maxLength: 40 });
const change = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), key }),
  fc.record({ kind: fc.constant("set" as const), key, value: fc.nat() }),
  fc.record({ kind: fc.constant("delete" as const), key }),
);

const byKey = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : 1);
const sorted = <Value>(map: Map<string, Value>) => [...map].sort(byKey);

function longestPrefix(keys: Iterable<string>, text: string): string | undefined {
  return [...keys].filter((one) => text.startsWith(one)).sort((a, b) => b.length - a.length)[0];
}

test.each(EVERY_TRIE)("a %s answers as a Map does", (_, make) => {
  fc.assert(
    fc.property(entries, fc.array(key, { maxLength: 8 }), (given, texts) => {
      const map = new Map(given);
      const trie = make(given);
      expect(trie.size).toBe(map.size);
      expect([...trie.entries()]).toEqual(sorted(map));
      expect([...trie]).toEqual([...map.keys()].sort());
      for (const text of [...texts, ...map.keys()]) {
        expect([trie.has(text), trie.get(text)]).toEqual([map.has(text), map.get(text)]);
        const under = sorted(map).filter(([one]) => one.startsWith(text));
        expect([...trie.entries(text)]).toEqual(under);
        expect(trie.wordList(text)).toEqual(under.map(([one]) => one));
        expect(trie.startsWith(text)).toBe(under.length > 0);
        expect(trie.longestPrefixOf(text)).toBe(longestPrefix(map.keys(), text));
      }
    }),
    { numRuns: 100 },
  );
});

test.each(CHANGING_TRIES)("a %s changes as a Map does", (_, make) => {
  fc.assert(
    fc.property(entries, fc.array(change, { maxLength: 60 }), (given, changes) => {
      const map = new Map(given);
      const trie = make(given);
      for (const one of changes) {
        if (one.kind === "delete") expect(trie.delete(one.key)).toBe(map.delete(one.key));
        else if (one.kind === "add") {
          expect(trie.add(one.key)).toBe(!map.has(one.key));
          if (!map.has(one.key)) map.set(one.key, undefined);
        } else {
          trie.set(one.key, one.value);
          map.set(one.key, one.value);
        }
        expect(trie.size).toBe(map.size);
      }
      expect([...trie.entries()]).toEqual(sorted(map));
    }),
    { numRuns: 100 },
  );
});

test("adding keys to a packed trie and deleting them restores its nodes and its bytes", () => {
  fc.assert(
    fc.property(entries, fc.uniqueArray(key, { maxLength: 8 }), (given, added) => {
      const trie = new PackedTrie<number | undefined>();
      for (const [one, value] of given) trie.set(one, value);
      const fresh = added.filter((one) => !trie.has(one));
      const before = [trie.nodeCount, trie.liveBytes, ...trie.entries()];
      for (const one of fresh) trie.set(one, 1);
      for (const one of fresh) trie.delete(one);
      expect([trie.nodeCount, trie.liveBytes, ...trie.entries()]).toEqual(before);
    }),
  );
});

test("a packed trie has the same nodes and bytes whatever the order its keys came in", () => {
  fc.assert(
    fc.property(fc.uniqueArray(key, { maxLength: 30 }), (keys) => {
      const trie = new PackedTrie(keys);
      const other = new PackedTrie([...keys].sort());
      expect([trie.nodeCount, trie.liveBytes]).toEqual([other.nodeCount, other.liveBytes]);
    }),
  );
});

test("a frozen trie is the same bytes whatever the order its keys came in, and after loading", () => {
  fc.assert(
    fc.property(fc.array(key, { maxLength: 30 }), fc.boolean(), (keys, indexed) => {
      const bytes = FrozenTrie.of(keys, { indexed }).toBytes();
      expect(FrozenTrie.of([...keys].reverse(), { indexed }).toBytes()).toEqual(bytes);
      const loaded = FrozenTrie.fromBytes(bytes);
      expect(loaded.toBytes()).toEqual(bytes);
      expect([...loaded]).toEqual([...new Set(keys)].sort());
    }),
  );
});

test("an indexed frozen trie numbers its keys in order and without a gap", () => {
  fc.assert(
    fc.property(fc.array(key, { maxLength: 30 }), (keys) => {
      const trie = FrozenTrie.of(keys, { indexed: true });
      [...trie].forEach((one, index) => {
        expect([trie.indexOf(one), trie.keyAt(index)]).toEqual([index, one]);
      });
    }),
  );
});

test("a frozen trie with bytes flipped, cut or put in is refused", () => {
  fc.assert(
    fc.property(
      fc.array(key, { maxLength: 20 }),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), {
        minLength: 1,
        maxLength: 4,
      }),
      fc.nat(),
      (keys, flips, cut) => {
        const bytes = FrozenTrie.of(keys).toBytes();
        const flipped = bytes.slice();
        for (const [place, mask] of flips) flipped[place % bytes.length]! ^= mask;
        const isChanged = flipped.some((byte, i) => byte !== bytes[i]);
        if (isChanged) expect(() => FrozenTrie.fromBytes(flipped)).toThrow(RangeError);
        expect(() => FrozenTrie.fromBytes(bytes.subarray(0, cut % bytes.length))).toThrow(
          RangeError,
        );
      },
    ),
  );
});
