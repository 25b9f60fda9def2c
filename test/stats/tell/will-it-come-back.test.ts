import { expect, test } from "vitest";
import { explainStats } from "../../../src/stats/tell/explain.js";
import { willItComeBack } from "../../../src/stats/tell/will-it-come-back.js";
import { sumsOf } from "../../../src/stats/text/debug-malloc-stats.js";
import { parseMallocStats } from "../../../src/stats/text/parse.js";
import type { PymallocText } from "../../../src/stats/text/stats-text.js";
import { pymallocText, SAMPLES, sample } from "../stats-sample.js";

const MIB = 2 ** 20;
const POOL = 16 * 1024;

/**
 * A text whose arenas of 1 MiB are divided as asked: it adds up, since the one class has blocks
 * of a whole pool's room and what is left over is quantization.
 */
function divided({ arenas, live, holes }: { arenas: number; live: number; holes: number }) {
  const base = pymallocText(sample("3.11-startup"));
  // 254 blocks of 64 bytes a pool: 16,256 bytes of 16,384, less 48 of header.
  const perPool = Math.floor((POOL - 48) / 64);
  const usedPools = Math.ceil((live + holes) / (perPool * 64));
  const blocks = usedPools * perPool;
  const blocksInUse = Math.round(live / 64);
  const stats: PymallocText["stats"] = {
    ...base.stats,
    arenas: { total: arenas, reclaimed: 0, highwater: arenas, current: arenas },
    classes: [
      {
        sizeClass: 3,
        blockBytes: 64,
        poolCount: usedPools,
        blocksInUse,
        availableBlocks: blocks - blocksInUse,
      },
    ],
    bytesInAllocatedBlocks: blocksInUse * 64,
    bytesInAvailableBlocks: (blocks - blocksInUse) * 64,
    unusedPoolCount: arenas * 64 - usedPools,
    bytesLostToPoolHeaders: usedPools * 48,
    bytesLostToQuantization: usedPools * (POOL - 48 - perPool * 64),
    bytesLostToAlignment: 0,
  };
  return { ...base, stats, printed: sumsOf(stats) };
}

test("where live objects hold it, it comes back when they are freed", () => {
  const { kind, sentence } = willItComeBack(divided({ arenas: 50, live: 48 * MIB, holes: 0 }));
  expect(kind).toBe("whenFreed");
  expect(sentence).toMatch(
    /^Yes, when the objects in it are freed: 48\.0 MiB of the 50\.0 MiB in 50 arenas is live/,
  );
});

test("where free blocks lie between live ones, it does not come back by itself", () => {
  const { kind, sentence } = willItComeBack(
    divided({ arenas: 50, live: 24 * MIB, holes: 24 * MIB }),
  );
  expect(kind).toBe("holes");
  expect(sentence).toMatch(
    /^Not by itself: 24\.\d MiB of the 50\.0 MiB in 50 arenas sits in holes/,
  );
  expect(sentence).toContain("The 24.0 MiB that is live comes back when it is freed");
});

test("where a few survivors keep arenas, it does not come back by itself, and they are weighed", () => {
  const { kind, sentence } = willItComeBack(
    divided({ arenas: 50, live: 0.5 * MIB, holes: 1 * MIB }),
  );
  expect(kind).toBe("survivors");
  expect(sentence).toMatch(
    /^Not by itself: 48\.\d MiB .* is in pools that are free, and 0\.5 MiB of live objects keeps/,
  );
  expect(sentence).not.toContain("that is live comes back");
});

test("holes and free pools together are both named, the larger first", () => {
  const { kind, sentence } = willItComeBack(
    divided({ arenas: 50, live: 15 * MIB, holes: 20 * MIB }),
  );
  expect(kind).toBe("holes");
  expect(sentence).toMatch(/in holes between live objects, and 1\d\.\d MiB in free pools/);
});

test("what came back since the peak is said where it is worth a word", () => {
  const text = divided({ arenas: 40, live: 38 * MIB, holes: 0 });
  const peak = (highwater: number) => ({
    ...text,
    stats: {
      ...text.stats,
      arenas: { total: highwater, reclaimed: highwater - 40, highwater, current: 40 },
    },
  });
  expect(willItComeBack(peak(80)).sentence).toContain(
    "Since the peak of 80.0 MiB, 40.0 MiB came back already.",
  );
  expect(willItComeBack(peak(41)).sentence).not.toContain("peak");
});

test("an interpreter that has just started has little to give back, and no arena is nothing", () => {
  const little = willItComeBack(divided({ arenas: 2, live: 1.4 * MIB, holes: 0 }));
  expect(little.kind).toBe("little");
  expect(little.sentence).toMatch(
    /^There is little to come back: pymalloc holds 2\.0 MiB in 2 arenas/,
  );
  expect(willItComeBack(divided({ arenas: 0, live: 0, holes: 0 })).sentence).toBe(
    "There is nothing to come back: pymalloc holds no arena.",
  );
});

test("with resident memory the answer says when it is not pymalloc's to give", () => {
  const text = divided({ arenas: 50, live: 48 * MIB, holes: 0 });
  const { kind, sentence } = willItComeBack(text, { residentBytes: 900 * MIB });
  expect(kind).toBe("elsewhere");
  expect(sentence).toMatch(
    /^Most of it is not pymalloc's to give back: its arenas are 50\.0 MiB of the 900\.0 MiB resident\. Of those: yes, when/,
  );
  expect(willItComeBack(text, { residentBytes: 90 * MIB }).kind).toBe("whenFreed");
});

test("figures that do not add up put the answer in doubt, and do not hide it", () => {
  const text = divided({ arenas: 50, live: 24 * MIB, holes: 24 * MIB });
  const broken = { ...text, stats: { ...text.stats, unusedPoolCount: 7 } };
  const { kind, sentence } = willItComeBack(broken);
  expect(kind).toBe("doubtful");
  expect(sentence).toMatch(
    /^This text does not say for certain: \d+ of its figures do(es)? not add up\. As it is printed: not by itself/,
  );
});

test("other allocators' texts get no answer, and say why", () => {
  const kinds = SAMPLES.flatMap((name) => parseMallocStats(sample(name)))
    .filter(({ kind }) => kind !== "pymalloc")
    .map((text) => willItComeBack(text).sentence);
  for (const sentence of kinds) expect(sentence).toMatch(/^This text does not say: /);
});

test.each(SAMPLES)(
  "the answer on %s is one of the two, or says why not, in whole sentences",
  (name) => {
    for (const text of parseMallocStats(sample(name))) {
      const { sentence } = willItComeBack(text);
      expect(sentence).toMatch(
        /^(Not by itself: |Yes, when |There is (little|nothing) to come back: |This text does not say)/,
      );
      expect(sentence).toMatch(/\.$/);
      expect(sentence).not.toMatch(/NaN|undefined|-\d/);
      expect(explainStats(text).verdict).not.toContain("at best");
    }
  },
);
