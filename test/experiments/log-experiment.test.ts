import { describe, expect, it } from "vitest";
import type { ExperimentOptions } from "../../src/experiments/experiment.js";
import { logExperiment } from "../../src/experiments/log-experiment.js";
import { EXPERIMENTS, runExperiment } from "../../src/experiments/run-experiment.js";
import { RunPlayer } from "../../src/recording/player/run-player.js";

/** Few objects, where an experiment has a count. */
function optionsOf(name: string): ExperimentOptions {
  return name === "toy" ? {} : { count: 2000 };
}

describe("an experiment that is logged", () => {
  it.each(EXPERIMENTS.map(({ name }) => name))(
    "%s has every operation, and its arenas at each stage",
    async (name) => {
      const { recording } = await runExperiment(name, optionsOf(name));
      const run = await logExperiment(name, optionsOf(name));
      const player = new RunPlayer(run, { imageDistance: 500 });
      expect(player.length).toBe(recording.steps);
      for (const stage of [...recording.stages].reverse()) {
        player.seek(stage.step);
        const { total, highwater, current } = player.allocator.arenas;
        const arenas = { total, reclaimed: total - current, highwater, current };
        expect(arenas).toEqual(stage.arenas);
        expect(player.allocator.bytesInBlocks()).toBe(stage.bytesInBlocks);
      }
    },
  );
});
