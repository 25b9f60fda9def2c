// In a fresh copy of the commit: follows docs/extend.md word for word, then sees that all
// of it passes the checks and that the new lessons are pages of the built site.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { followPage, run } from "./follow-page.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
// Beside the clone, on its file system, so that packages can be linked and not copied.
const copy = mkdtempSync(join(dirname(root), ".pymalloc-lab-extended-"));
const PAGES = { "tea-time": "Tea time", "no-mercy": "No mercy" };

try {
  run(`git clone --quiet '${root}' . && cp -al '${root}/node_modules' node_modules`, copy);
  followPage(join(copy, "docs/extend.md"), copy);
  run("npx pymalloc-lab notebook check notebooks/*-no-mercy.ipynb", copy);
  run("node scripts/build-site.mjs", copy);
  for (const [page, title] of Object.entries(PAGES)) {
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
