// Changes the allocator and the traces place by place, and writes docs/mutation.md of what the
// tests noticed; the exit code is 1 where they noticed fewer than they should.
//
//   npm run mutation            (some twenty minutes on two cores that others use too)
import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const root = new URL("../", import.meta.url);
const report = new URL("reports/mutation/mutation.json", root);

// A run that breaks off writes no report, and the one before must not stand in for it.
rmSync(report, { force: true });
const manifest = createRequire(import.meta.url).resolve("@stryker-mutator/core/package.json");
const stryker = join(dirname(manifest), "bin/stryker.js");
const { status } = spawnSync(process.execPath, [stryker, "run", ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
if (existsSync(report)) await import("./mutation-report.mjs");
process.exitCode = status ?? 1;
