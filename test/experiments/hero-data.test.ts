import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { runExperiment } from "../../src/experiments/run-experiment.js";
import type { Recording } from "../../src/recording/recording.js";
import { heroFrames } from "../../tools/hero-frames.mjs";

/** The runs that the landing page draws, and the moments that it plays; `npm run hero` makes both. */
const runs: DrawnRun[] = read("hero.json");
const frames: { making: number; runs: PlayedRun[] } = read("hero-frames.json");

interface DrawnRun {
  experiment: string;
  count: number;
  keptCount: number;
  recording: Recording;
}

type PlayedRun = Awaited<ReturnType<typeof heroFrames>>;

test("the landing page draws three experiments, and plays them", () => {
  const names = ["random-half", "first-half", "rare-survivors"];
  expect(runs.map((run) => run.experiment)).toEqual(names);
  expect(frames.runs.map((run) => run.experiment)).toEqual(names);
});

test.each(runs)("the landing page's $experiment is what a run gives today", async (drawn) => {
  const { keptCount, recording } = await runExperiment(drawn.experiment);
  expect(drawn.keptCount).toBe(keptCount);
  const snapshots = recording.snapshots.filter(({ stage }) => stage === "deleted");
  expect(drawn.recording).toEqual({ ...recording, snapshots });
});

describe.each(frames.runs)("the moments of $experiment", (played) => {
  const drawn = runs.find(({ experiment }) => experiment === played.experiment);
  if (drawn === undefined) throw new Error(`hero.json has no ${played.experiment}`);
  const { recording, count, keptCount } = drawn;
  const end = recording.snapshots[0]?.arenas ?? [];
  const isReturned = (arena: number) => end[arena]?.state === "returned";

  test("are what a run gives today", async () => {
    expect(played).toEqual(await heroFrames(played.experiment));
  });

  test("go from the first operation to the last, all strings made at the turn", () => {
    const made = recording.stages.find(({ name }) => name === "allocated")?.step;
    expect(played.step[0]).toBe(0);
    expect(played.step[frames.making]).toBe(made);
    expect(played.step.at(-1)).toBe(recording.steps);
  });

  test("end with every arena as it is drawn, and with the drawn figures", () => {
    expect(played.arenas.at(-1)).toBe("=".repeat(end.length));
    expect(played.gone.at(-1)).toBe(count - keptCount);
    expect(played.back.at(-1)).toBe(recording.stages.at(-1)?.arenas.reclaimed);
  });

  test("hold as many arenas as the recording does", () => {
    const held = played.arenas.map(
      (arenas) =>
        [...arenas].filter((now, i) => now !== "." && !(now === "=" && isReturned(i))).length,
    );
    expect(held).toEqual(played.step.map((step) => heldAt(recording, step)));
  });

  test("have as many arenas given back as show their outline", () => {
    const outlined = played.arenas.map(
      (arenas) => [...arenas].filter((now, i) => now === "=" && isReturned(i)).length,
    );
    expect(played.back).toEqual(outlined);
  });
});

/** Arenas held after so many operations. */
function heldAt({ arenasOverTime: { step, arenas } }: Recording, at: number): number | undefined {
  return arenas[step.findLastIndex((point) => point <= at)];
}

function read(name: string) {
  return JSON.parse(readFileSync(new URL(`../../src/site/data/${name}`, import.meta.url), "utf8"));
}
