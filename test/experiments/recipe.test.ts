import fc from "fast-check";
import { expect, test } from "vitest";
import type { ExperimentOptions } from "../../src/experiments/experiment.js";
import { optionsOfRecipe, recipeOf } from "../../src/experiments/recipe.js";
import { runExperiment } from "../../src/experiments/run-experiment.js";

const OPTIONS: fc.Arbitrary<ExperimentOptions> = fc.record(
  {
    seed: fc.oneof(fc.integer({ min: 0 }), fc.bigInt({ min: 2n ** 60n, max: 2n ** 80n })),
    count: fc.integer({ min: 1, max: 1e6 }),
    keep: fc.double({ min: 0, max: 1, noNaN: true }),
    order: fc.constantFrom("random", "first", "last", "every-other", "clustered"),
    mode: fc.constantFrom("in-place", "direct", "direct-sorted", "text"),
    nodes: fc.constantFrom("slots", "plain"),
    layout: fc.constantFrom("aslr-off" as const, 0 as const, 4 as const),
  },
  { requiredKeys: [] },
);

test("options come back from a recipe as they went in, through JSON too", () => {
  fc.assert(
    fc.property(OPTIONS, (options) => {
      const recipe = recipeOf("random-half", "3.9", options);
      const stored = JSON.parse(JSON.stringify(recipe));
      expect(optionsOfRecipe(stored)).toEqual({ ...options, python: "3.9" });
    }),
  );
});

test("a run made again by its recipe is the same run", async () => {
  const { recording } = await runExperiment("first-half", { python: "3.8", count: 5000 });
  const { recipe } = recording;
  if (recipe === undefined) throw new Error("the recording has no recipe");
  const again = await runExperiment(recipe.experiment, optionsOfRecipe(recipe));
  expect(again.recording).toEqual(recording);
});

test("a run of words of one's own has no recipe", async () => {
  const { recording } = await runExperiment("trie-compression", { words: ["dart", "dance"] });
  expect(recording.recipe).toBeUndefined();
});

test("a recipe with what none has is refused", () => {
  const recipe = (options: Record<string, string | number>) => () =>
    optionsOfRecipe({ experiment: "toy", options });
  expect(recipe({ python: "2.7" })).toThrow(/^python must be one of .* got "2\.7"$/);
  expect(recipe({ count: "many" })).toThrow('count must be a number, got "many"');
  expect(recipe({ speed: 3 })).toThrow('a recipe has no option "speed"');
});
