// Makes the landing page's data in src/site/data: hero.json has the three runs that it draws, each
// an experiment of the library with the occupancy at its end only; hero-frames.json, which the page
// loads when it plays them, has the moments on the way.
import { renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runExperiment } from "pymalloc-lab";
import { heroFrames, MAKING } from "./hero-frames.mjs";

const EXPERIMENTS = ["random-half", "first-half", "rare-survivors"];
const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), "src/site/data");

const runs = [];
const frames = [];
for (const name of EXPERIMENTS) {
  const { experiment, seed, count, keptCount, recording } = await runExperiment(name);
  const snapshots = recording.snapshots.filter(({ stage }) => stage === "deleted");
  runs.push({ experiment, seed, count, keptCount, recording: { ...recording, snapshots } });
  frames.push(await heroFrames(name));
  console.log(`${recording.title}: ${keptCount.toLocaleString("en-GB")} kept`);
}
write("hero.json", `[\n${linesOf(runs)}\n]\n`);
write("hero-frames.json", `{"making":${MAKING},"runs":[\n${linesOf(frames)}\n]}\n`);

/** A line a run: a change of one run is a diff of one line. @param {object[]} all */
function linesOf(all) {
  return all.map((one) => JSON.stringify(one)).join(",\n");
}

/** @param {string} name @param {string} text */
function write(name, text) {
  const file = join(folder, name);
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}
