// Which libc an interpreter runs on: a build unpacked in a folder may bring its own.
import { spawnSync } from "node:child_process";

/**
 * @param {string} path - of a Python.
 * @returns {string} such as "glibc 2.36"
 */
export function libcOf(path) {
  const question = "import os; print(os.confstr('CS_GNU_LIBC_VERSION'))";
  const { stdout } = spawnSync(path, ["-E", "-s", "-c", question], { encoding: "utf8" });
  return stdout?.trim() || "another libc";
}
