// Builds the library where its sources changed since it was last built.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { fingerprint, root, unlessUnchanged } from "./fingerprint.mjs";

const INPUTS = ["src", "tsconfig.base.json", "tsconfig.lib.json", "package-lock.json"];

/** The library in dist/, as its sources are now. */
export async function buildLibrary() {
  return unlessUnchanged("library", fingerprint(INPUTS), "dist/index.js", () =>
    runNode("scripts/build-library.mjs"),
  );
}

/**
 * Runs a script of the repository; answers whether it succeeded.
 * @param {string} script @param {string[]} args @returns {Promise<boolean>}
 */
export function runNode(script, ...args) {
  return new Promise((resolve) => {
    spawn(process.execPath, [join(root, script), ...args], { cwd: root, stdio: "inherit" })
      .once("error", () => resolve(false))
      .once("exit", (code) => resolve(code === 0));
  });
}

/**
 * Runs a script of the repository; answers what it printed to stdout.
 * @param {string} script @param {string[]} args @returns {Promise<string>}
 */
export function runNodeForOutput(script, ...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, script), ...args], {
      cwd: root,
      stdio: ["inherit", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
      output += text;
    });
    child.once("error", reject).once("close", () => resolve(output));
  });
}
