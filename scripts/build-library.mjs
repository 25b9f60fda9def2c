// Compiles src/ (all rooms but the site) to dist/, and marks dist/ as ES modules:
// the root package.json must not say so, because the site's own build breaks on it.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
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
// `npm ci` links no command whose file is not there yet, and in a fresh clone dist/ is not.
if (status === 0 && !existsSync(join(root, "node_modules/.bin/pymalloc-lab"))) {
  const shell = process.platform === "win32";
  spawnSync("npm", ["rebuild", "--ignore-scripts", "pymalloc-lab"], { cwd: root, shell });
}
process.exitCode = status ?? 1;
