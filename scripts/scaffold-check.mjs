// In a fresh copy of the commit: scaffolds an experiment and a lesson, and sees that they
// pass unchanged and are pages of the built site. Needs a clone without uncommitted changes
// to what it looks at, and node_modules.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
// Beside the clone, on its file system, so that packages can be linked and not copied.
const copy = mkdtempSync(join(dirname(root), ".pymalloc-lab-scaffold-"));
const NEW = [
  { kind: "experiment", name: "tea-time", page: "tea-time", title: "Tea time" },
  { kind: "lesson", name: "no-mercy", page: "no-mercy", title: "No mercy" },
];

function step(/** @type {string} */ command, /** @type {string[]} */ ...args) {
  console.log(`$ ${command} ${args.join(" ")}`);
  const { status } = spawnSync(command, args, {
    cwd: copy,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}`);
}

const node = process.execPath;
try {
  step("git", "clone", "--quiet", root, ".");
  step("cp", "-al", join(root, "node_modules"), "node_modules");
  step(node, "scripts/build-library.mjs");
  for (const { kind, name } of NEW) step(node, "dist/cli/main.js", "new", kind, name);
  step("npm", "run", "--silent", "check");
  step(
    node,
    "node_modules/vitest/vitest.mjs",
    "run",
    "test/experiments/tea-time.test.ts",
    "test/exercises",
    "test/notebook/exercise-cells.test.ts",
    "test/docs/markdown.test.ts",
  );
  step(node, "dist/cli/main.js", "notebook", "check", "notebooks/10-tea-time.ipynb");
  step(node, "scripts/build-site.mjs");
  for (const { page, title } of NEW) {
    const file = join(copy, "build", "notebooks", page, "index.html");
    if (!existsSync(file) || !readFileSync(file, "utf8").includes(title)) {
      throw new Error(`the built site has no page ${page} that says "${title}"`);
    }
    console.log(`build/notebooks/${page} is there`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
