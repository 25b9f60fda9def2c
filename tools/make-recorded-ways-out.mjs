// Makes src/experiments/measured/recorded-ways-out-data.ts of the traces that record-ways-out.mjs
// recorded: node tools/make-recorded-ways-out.mjs
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { readTraceFile } from "pymalloc-lab";
import { loadWordList } from "pymalloc-lab/experiments";
import { recordReplay } from "pymalloc-lab/trace";
import { INITIAL } from "./record-ways-out.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, "src/experiments/measured/recorded-ways-out-data.ts");

/** The programs' marks, in order. */
const STAGES = {
  "in-place": ["startup", "built", "compressed"],
  text: ["startup", "re-read"],
  json: ["startup", "lists read", "re-read"],
  pickle: ["startup", "re-read"],
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  writeFileSync(`${target}.new`, await recordedWaysOutText());
  renameSync(`${target}.new`, target);
}

/** The file's text. */
export async function recordedWaysOutText() {
  const words = (await loadWordList()).filter((word) => word.startsWith(INITIAL));
  const rows = [];
  for (const [way, stages] of Object.entries(STAGES)) {
    const file = join(root, `test/data/ways-out/${way}-3.8.pmt.gz`);
    const trace = await readTraceFile(readFileSync(file));
    const title = `trie, ${way}: ${words.length.toLocaleString("en-GB")} words`;
    const recording = recordReplay(trace, { title, stages });
    rows.push({
      way,
      python: trace.python,
      release: trace.release,
      wordCount: words.length,
      recording: { ...recording, snapshots: recording.snapshots.slice(-1) },
    });
  }
  return `/** Replays of recorded processes: made by tools/make-recorded-ways-out.mjs, not by hand. */
import type { RecordedWayOut } from "./recorded-way-out.js";

export const RECORDED_WAYS_OUT: readonly RecordedWayOut[] = [
${rows.map((row) => `  ${JSON.stringify(row)},`).join("\n")}
];
`;
}
