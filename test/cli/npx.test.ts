import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

test("npx finds the command in a clone that was built, as the README has it", () => {
  const { version } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );
  const { stdout, stderr } = spawnSync("npx", ["--no", "--", "pymalloc-lab", "--version"], {
    cwd: root,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  expect(stdout.trim(), stderr).toBe(version);
});
