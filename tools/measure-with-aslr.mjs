// Runs one seeded script many times with address randomisation ON, and counts what comes out:
// node tools/measure-with-aslr.mjs FILE INTERPRETER [RUNS]
import { spawnSync } from "node:child_process";
import { renameSync, writeFileSync } from "node:fs";
import os from "node:os";
import { parseMallocStats } from "pymalloc-lab";
import { experimentNamed } from "pymalloc-lab/experiments";
import { MeasuredProcess } from "../dist/cli/measure/measured-process.js";
import { inspectInterpreter } from "../dist/cli/measure/python-interpreter.js";

const EXPERIMENT = "rare-survivors";
const SEED = 7;

const [file, path, times = "20"] = process.argv.slice(2);
if (file === undefined || path === undefined) {
  process.stderr.write("usage: node tools/measure-with-aslr.mjs FILE INTERPRETER [RUNS]\n");
  process.exit(2);
}
const interpreter = inspectInterpreter(path);
if ("refused" in interpreter) throw new Error(`${path}: ${interpreter.refused}`);
const { python, version } = interpreter;
const script = experimentNamed(EXPERIMENT).script?.({ seed: SEED });
if (script === undefined) throw new Error(`${EXPERIMENT} has no script`);
const measured = new MeasuredProcess(interpreter, { isLayoutFixed: false });
const runs = [];
try {
  for (let run = 0; run < Number(times); run++) {
    const stats = parseMallocStats(measured.run(script.text)).map((text) => {
      if (text.kind !== "pymalloc") throw new Error(`stats of kind ${text.kind}`);
      return text.stats;
    });
    const [startup, allocated, deleted] = stats;
    if (!startup || !allocated || !deleted) throw new Error("three stats texts were expected");
    runs.push({
      startup: startup.arenas.current,
      allocated: allocated.arenas.current,
      deleted: deleted.arenas.current,
      offGrid: allocated.bytesLostToAlignment / allocated.poolBytes,
    });
  }
} finally {
  measured.remove();
}
const provenance = {
  measured: new Date().toISOString().slice(0, 10),
  machine: `${os.arch()}, ${os.type()} ${/^\d+\.\d+/.exec(os.release())}, ${libc()}`,
  how: "the script of pymalloc-lab measure, address randomisation on",
};
const head = { provenance, python, version, experiment: EXPERIMENT, seed: SEED };
const lines = runs.map((run) => JSON.stringify(run)).join(",\n");
writeFileSync(`${file}.new`, `${JSON.stringify(head).slice(0, -1)},"runs":[\n${lines}\n]}\n`);
renameSync(`${file}.new`, file);

function libc() {
  const { stdout } = spawnSync("getconf", ["GNU_LIBC_VERSION"], { encoding: "utf8" });
  return stdout?.trim() ?? "libc unknown";
}
