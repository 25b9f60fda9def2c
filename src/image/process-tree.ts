/** The processes that a process started, and theirs (Linux, Node only). */
import { readdirSync } from "node:fs";
import { procText } from "./process-facts.js";

/**
 * A process and all below it, parents before their children.
 *
 * @example
 * import { spawn } from "node:child_process";
 * const child = spawn("sleep", ["60"]);
 * processTree(process.pid).includes(child.pid); // => true
 * child.kill();
 */
export function processTree(pid: number): number[] {
  const childrenOf = new Map<number, number[]>();
  for (const name of readdirSync("/proc")) {
    const child = Number(name);
    if (!Number.isInteger(child)) continue;
    const stat = procText(child, "stat");
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), child]);
  }
  const tree = [pid];
  for (let place = 0; place < tree.length; place++) {
    for (const child of childrenOf.get(tree[place]!) ?? []) {
      if (!tree.includes(child)) tree.push(child);
    }
  }
  return tree;
}
