import fc from "fast-check";
import { expect, test } from "vitest";
import { checkMallocStats } from "../../../src/stats/check/check-sums.js";
import { adviseOnStats } from "../../../src/stats/tell/advise.js";
import { compareStats } from "../../../src/stats/tell/compare.js";
import { explainStats } from "../../../src/stats/tell/explain.js";
import { tellDifference } from "../../../src/stats/tell/tell-difference.js";
import { willItComeBack } from "../../../src/stats/tell/will-it-come-back.js";
import { parseMallocStats } from "../../../src/stats/text/parse.js";
import type { IncompleteText } from "../../../src/stats/text/stats-text.js";
import { isOfPymalloc, lastOfPymalloc, statsOfText } from "../../../src/stats/text/with-gaps.js";
import { SAMPLES, sample, upTo } from "../stats-sample.js";

/** The one text of a log, which is a part. */
function part(log: string): IncompleteText {
  const [text, ...others] = parseMallocStats(log);
  if (text?.kind !== "incomplete" || others.length > 0) throw new Error(`got ${text?.kind}`);
  return text;
}

/** 8 arenas of 256 KiB, 2 MiB: 3/8 of them in free pools. */
const SUMMARY = `# arenas allocated total           =                   20
# arenas reclaimed                 =                    4
# arenas highwater mark            =                   20
# arenas allocated current         =                   16
16 arenas * 262144 bytes/arena     =            4,194,304
384 unused pools * 4096 bytes      =            1,572,864
`;

test("the lines of a summary are told with their shares, then what is missing", () => {
  expect(explainStats(part(SUMMARY)).verdict).toBe(
    "4.0 MiB in 16 arenas are held; 20 were obtained in all, 4 given back. 1.5 MiB (37.5%) is in " +
      "384 free pools. This text of pymalloc is cut short at its start (lines 1 to 6 are there): " +
      'missing is "Small block threshold" and 6 lines more. What is missing would have told how ' +
      "much is live and how much lies free between live blocks.",
  );
  expect(willItComeBack(part(SUMMARY))).toEqual({
    kind: "survivors",
    sentence:
      "Not by itself: at least 1.5 MiB of the 4.0 MiB in 16 arenas is free, in arenas that something " +
      "alive keeps. What the rest is stands in lines that are missing. Since the peak of 5.0 MiB, " +
      "1.0 MiB came back already.",
  });
});

test("sums of a part are checked where both sides are there", () => {
  expect(checkMallocStats(part(SUMMARY)).map(({ rule, holds }) => [rule, holds])).toEqual([
    ["reclaimed = total - current", true],
    ["current <= highwater <= total", true],
    ["arenas = arenas allocated current", true],
    ["bytes = arenas * bytes/arena", true],
    ["bytes = unused pools * bytes", true],
  ]);
  const wrong = part(SUMMARY.replace("1,572,864", "1,572,865"));
  const broken = checkMallocStats(wrong).filter(({ holds }) => !holds);
  expect(broken).toMatchObject([{ line: 6, printed: 1_572_865, computed: 1_572_864 }]);
  expect(willItComeBack(wrong).kind).toBe("doubtful");
});

test("a part that is live almost whole, and one that does not say", () => {
  const whole = sample("3.11-allocated");
  const live = `${/\d+ arenas \*.*\n/.exec(whole)?.[0]}${/# bytes in alloc.*\n/.exec(whole)?.[0]}`;
  expect(willItComeBack(part(live)).sentence).toMatch(
    /^Yes, when the objects in it are freed: 77\./,
  );
  const held = `${/\d+ arenas \*.*\n/.exec(whole)?.[0]}`;
  expect(willItComeBack(part(held)).sentence).toMatch(
    /^This part of a text does not say: 79\.0 MiB/,
  );
  const [counter] = parseMallocStats("# arenas reclaimed = 7");
  expect(willItComeBack(counter!)).toMatchObject({ kind: "unknown" });
});

test("rows alone are a text, and a class that both texts show is compared", () => {
  const rows = (log: string) => upTo(log, "# arenas").slice(log.indexOf("class "));
  const [before, after] = [part(rows(sample("3.11-allocated"))), part(rows(sample("3.11-sparse")))];
  expect(before.allocator).toBe("pymalloc");
  const { figures, classes } = compareStats(statsOfText(before), statsOfText(after));
  expect(figures).toEqual([]);
  expect(classes.find(({ blockBytes }) => blockBytes === 80)?.pools).toEqual([4916, 73]);
  expect(tellDifference(statsOfText(before), statsOfText(after)).join(" ")).toContain(
    "Blocks of 80 bytes",
  );
});

test("a whole text of a log goes before a later part", () => {
  const texts = parseMallocStats(sample("3.11-sparse") + SUMMARY);
  expect(texts.map(({ kind }) => kind)).toEqual(["pymalloc", "incomplete"]);
  expect(lastOfPymalloc(texts)).toBe(texts[0]);
  expect(lastOfPymalloc(texts.slice(1))).toBe(texts[1]);
  expect(lastOfPymalloc([])).toBeUndefined();
});

const WHOLE = SAMPLES.filter((name) => {
  const [text, ...others] = parseMallocStats(sample(name));
  return text?.kind === "pymalloc" && others.length === 0;
});

test("of any lines of a text, those that are there are read, told, checked and never called missing", () => {
  fc.assert(
    fc.property(fc.constantFrom(...WHOLE), fc.infiniteStream(fc.boolean()), (name, kept) => {
      const lines = sample(name)
        .split("\n")
        // Of the two lines "Total" the second is known by the heading above it.
        .filter((line) => kept.next().value || line.startsWith("arena map"));
      const [whole] = parseMallocStats(sample(name));
      for (const text of parseMallocStats(lines.join("\n"))) {
        const said = JSON.stringify([
          explainStats(text),
          willItComeBack(text),
          adviseOnStats(text),
        ]);
        expect(said).not.toMatch(/.{60}(?:NaN|undefined|null|Infinity)/);
        if (!isOfPymalloc(text)) continue;
        const checks = checkMallocStats(text);
        expect(checks.filter(({ holds }) => !holds)).toEqual([]);
        const sentences = tellDifference(statsOfText(text), statsOfText(whole as IncompleteText));
        expect(sentences.join(" ")).not.toMatch(/NaN|undefined/);
        if (text.kind !== "incomplete") continue;
        for (const label of text.missing.filter((one) => one.startsWith("# bytes"))) {
          expect(lines.some((line) => line.startsWith(`${label} `))).toBe(false);
        }
      }
    }),
    { numRuns: 200 },
  );
});
