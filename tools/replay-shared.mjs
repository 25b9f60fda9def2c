// Replays every trace of a folder and holds it against what the process itself said:
// each address, each arena's coming and going, the stats text at each mark.
//   node tools/replay-shared.mjs FOLDER
// Exit code 1 where anything differs, 2 where the folder has no trace.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readTraceFile, replayTrace } from "pymalloc-lab";

const [folder = "test/data/traces"] = process.argv.slice(2);
const names = readdirSync(folder).filter((file) => file.endsWith(".pmt.gz"));
const total = { traces: 0, events: 0, addresses: 0, arenas: 0, texts: 0, different: 0 };
for (const name of names) {
  const report = replayTrace(await readTraceFile(new Uint8Array(readFileSync(join(folder, name)))));
  const { marks } = JSON.parse(
    readFileSync(join(folder, name.replace(".pmt.gz", ".expected.json")), "utf8"),
  );
  const differences = [
    [report.addresses.wrong, "wrong addresses"],
    [report.arenas.wrongMoment, "arenas at a wrong moment"],
    [differentTexts(report.marks, marks), "different stats texts"],
  ].filter(([count]) => count !== 0);
  for (const [count, what] of differences) console.log(`${name}: ${count} ${what}`);
  total.traces += 1;
  total.events += report.events;
  total.addresses += report.addresses.compared;
  total.arenas += report.arenas.obtained + report.arenas.returned;
  total.texts += marks.length;
  total.different += differences.length > 0 ? 1 : 0;
}
const figures = Object.entries(total).map(
  ([what, count]) => `${count.toLocaleString("en-GB")} ${what}`,
);
console.log(figures.join(", "));
process.exitCode = names.length === 0 ? 2 : total.different > 0 ? 1 : 0;

/**
 * @param {readonly { id: number, event: number, text: string }[]} found
 * @param {readonly { id: number, event: number, text: string }[]} expected
 */
function differentTexts(found, expected) {
  const differs = expected.filter(
    ({ id, event, text }, i) =>
      found[i]?.id !== id || found[i]?.event !== event || found[i]?.text !== text,
  );
  return differs.length + Math.abs(found.length - expected.length);
}
