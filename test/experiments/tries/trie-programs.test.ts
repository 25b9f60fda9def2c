import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  MEASURED_WAYS_OUT,
  MEASURED_WORD_COUNT,
} from "../../../src/experiments/measured/measured-ways-out.js";
import { runExperiment } from "../../../src/experiments/run-experiment.js";

const MODES = ["in-place", "direct", "direct-sorted", "text"] as const;

test("all ways end with the same nodes, and only compression in place has more before", async () => {
  const runs = await Promise.all(
    MODES.map((mode) => runExperiment("trie-compression", { count: 5000, mode })),
  );
  const compressed = runs.map((run) => run.nodeCounts?.compressed);
  expect(new Set(compressed).size).toBe(1);
  expect(runs.map((run) => run.nodeCounts?.built === run.nodeCounts?.compressed)).toEqual([
    false,
    true,
    true,
    true,
  ]);
});

test("a trie re-read from text takes as many bytes as one built compressed, but for a word", async () => {
  const [direct, text] = await Promise.all(
    (["direct", "text"] as const).map((mode) =>
      runExperiment("trie-compression", { count: 5000, mode }),
    ),
  );
  const bytes = [direct, text].map((run) => run?.stages.at(-1)?.bytesInBlocks ?? 0);
  expect(Math.abs(bytes[0]! - bytes[1]!)).toBeLessThanOrEqual(128);
});

test("the words of a run can be the caller's", async () => {
  const words = ["dart", "dance", "dancer", "danger"];
  const { nodeCounts } = await runExperiment("trie-compression", { words });
  expect(nodeCounts).toEqual({ built: 12, compressed: 7 });
});

/** Debian's package wamerican, whose words the measured runs had. */
const WORD_FILE = "/usr/share/dict/american-english";
const words = existsSync(WORD_FILE) ? readFileSync(WORD_FILE, "utf8").trim().split("\n") : [];
const isMeasuredList = words.length === MEASURED_WORD_COUNT;

const measured = MEASURED_WAYS_OUT.flatMap((run) => {
  const mode = MODES.find((known) => known === run.way);
  return mode === undefined || run.nodes === "plain" ? [] : [{ ...run, mode }];
});

test.skipIf(!isMeasuredList).each(measured)(
  "$way on $python grows by the arenas of the real process, or one more or less",
  async ({ python, nodes, mode, stages }) => {
    const run = await runExperiment("trie-compression", { python, nodes, mode, words });
    const [start, ...later] = run.stages;
    const [realStart, ...realLater] = stages;
    expect(later.map(({ name }) => name)).toEqual(realLater.map(({ name }) => name));
    later.forEach(({ arenas, bytesInBlocks }, i) => {
      const grown = arenas.current - start!.arenas.current;
      expect(Math.abs(grown - (realLater[i]!.arenas - realStart!.arenas))).toBeLessThanOrEqual(1);
      const grownBytes = bytesInBlocks - start!.bytesInBlocks;
      const realBytes = realLater[i]!.bytesInBlocks - realStart!.bytesInBlocks;
      expect(Math.abs(grownBytes / realBytes - 1)).toBeLessThan(0.001);
    });
  },
);

test("pickle ends with more arenas than there were before compression", () => {
  const arenasOf = (way: string, stage: string) =>
    MEASURED_WAYS_OUT.filter((run) => run.way === way && run.nodes === "slots").map(
      ({ stages }) => stages.find(({ name }) => name === stage)?.arenas ?? 0,
    );
  const built = arenasOf("in-place", "built");
  arenasOf("pickle", "re-read").forEach((arenas, i) => {
    expect(arenas).toBeGreaterThan(built[i]!);
  });
});
