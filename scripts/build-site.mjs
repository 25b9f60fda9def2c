// Builds the site to build/, with the reference pages of the library. The library must be built
// first: the site draws with it.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

await import("./api-pages.mjs");

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const docusaurus = createRequire(import.meta.url).resolve("@docusaurus/core/bin/docusaurus.mjs");
const { status } = spawnSync(process.execPath, [docusaurus, "build", "--out-dir", "build"], {
  cwd: root,
  stdio: "inherit",
  // Above 1 byte a file is not inlined; KaTeX's fonts would make the style sheet four times as big.
  env: { ...process.env, WEBPACK_URL_LOADER_LIMIT: "1" },
});
process.exitCode = status ?? 1;
if (status === 0) {
  const { drawSocialImages } = await import("./social-images.mjs");
  drawSocialImages(`${root}/build`);
}
