// Makes src/site/data/dial-grid.json: what the dials' own stops give for a million strings, so
// that the page can answer before the allocator has run: node tools/dial-grid.mjs FILE
import { renameSync, writeFileSync } from "node:fs";
import { runExperiment } from "pymalloc-lab";
import { DELETION_ORDERS } from "pymalloc-lab/experiments";

const KEEPS = [
  0, 0.00001, 0.00002, 0.00005, 0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1,
  0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
];
const SETTINGS = { python: /** @type {const} */ ("3.11"), seed: 20240607, count: 1_000_000 };

const [file] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write("usage: node tools/dial-grid.mjs FILE\n");
  process.exit(2);
}
/** @type {Record<string, number[][]>} */
const rows = {};
for (const order of DELETION_ORDERS) {
  const own = [];
  for (const keep of KEEPS) {
    const { keptCount, stages } = await runExperiment("random-half", { ...SETTINGS, keep, order });
    const [startup, , deleted] = stages;
    if (startup === undefined || deleted === undefined) throw new Error("a run lacks stages");
    own.push([keptCount, startup.arenas.current, deleted.arenas.total, deleted.arenas.current]);
  }
  rows[order] = own;
}
writeFileSync(`${file}.new`, `${JSON.stringify({ ...SETTINGS, keeps: KEEPS, rows })}\n`);
renameSync(`${file}.new`, file);
