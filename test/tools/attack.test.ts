import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const attack = fileURLToPath(new URL("../../tools/attack.mjs", import.meta.url));

test("forty changed inputs of each kind are taken or refused, and nothing else", () => {
  const args = [attack, "--seed", "20261128", "--cases", "40", "--kills", "0"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(stdout).toMatch(/^seed 20261128\ntraces: \d+ changed, \d+ taken, \d+ refused, 0 faults\n/);
  expect(stdout).not.toContain("FAILED");
  expect(status).toBe(0);
});
