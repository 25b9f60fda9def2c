// Makes src/site/data/hero.json: the three runs that the landing page draws, each an experiment
// of the library with the occupancy at its end only.
import { renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runExperiment } from "pymalloc-lab";

const EXPERIMENTS = ["random-half", "first-half", "rare-survivors"];
const file = join(dirname(dirname(fileURLToPath(import.meta.url))), "src/site/data/hero.json");

const runs = [];
for (const name of EXPERIMENTS) {
  const { experiment, seed, count, keptCount, recording } = await runExperiment(name);
  const snapshots = recording.snapshots.filter(({ stage }) => stage === "deleted");
  runs.push({ experiment, seed, count, keptCount, recording: { ...recording, snapshots } });
  console.log(`${recording.title}: ${keptCount.toLocaleString("en-GB")} kept`);
}
// A line a run: a change of one run is a diff of one line.
const text = `[\n${runs.map((run) => JSON.stringify(run)).join(",\n")}\n]\n`;
writeFileSync(`${file}.new`, text);
renameSync(`${file}.new`, file);
