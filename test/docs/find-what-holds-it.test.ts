/** What the guide prints of the sample is what the command prints. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("the guide's answer about the Django shop is the command's own", () => {
  const page = readFileSync("docs/find-what-holds-it.md", "utf8");
  const printed = /```text\n([\s\S]*?)```/.exec(page)?.[1];
  const file = "django-shop.held.json.gz";
  const command = new URL("../../dist/cli/main.js", import.meta.url).pathname;
  const args = [command, "inspect", file, "--drop", "__main__.last_seen"];
  const cwd = "test/data/held-heaps";
  expect(execFileSync(process.execPath, args, { cwd, encoding: "utf8" })).toBe(printed);
});
