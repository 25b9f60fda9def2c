// Compiles src/ (all rooms but the site) to dist/, and marks dist/ as ES modules:
// the root package.json must not say so, because the site's own build breaks on it.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
mkdirSync(join(root, "dist"), { recursive: true });
const { status } = spawnSync(process.execPath, [tsc, "-p", join(root, "tsconfig.lib.json")], {
  cwd: root,
  stdio: "inherit",
});
writeFileSync(join(root, "dist/package.json"), '{ "type": "module", "sideEffects": false }\n');
// A package manager makes the command executable when it installs; a clone has nobody who does.
const command = join(root, "dist/cli/main.js");
if (existsSync(command)) chmodSync(command, 0o755);
process.exitCode = status ?? 1;
