// Ends a script on a Node that is too old for the project, in words, before anything fails.
import { readFileSync } from "node:fs";

/** Exit code 2 and the version that is needed, as package.json has it. */
export function refuseOldNode(version = process.versions.node) {
  const { engines } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const needed = engines.node.replace(/^>=/, "");
  if (compare(version, needed) >= 0) return;
  console.error(`Node ${needed} or later is needed, this is Node ${version} (https://nodejs.org)`);
  process.exit(2);
}

/** @param {string} one @param {string} other */
function compare(one, other) {
  const [a, b] = [one, other].map((version) => version.split(".").map(Number));
  return (a?.[0] ?? 0) - (b?.[0] ?? 0) || (a?.[1] ?? 0) - (b?.[1] ?? 0);
}
