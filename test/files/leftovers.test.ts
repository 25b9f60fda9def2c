import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { clearLeftovers, unfinishedName } from "../../src/files/leftovers.js";
import { ownerState, ownOwner } from "../../src/files/owner.js";
import { WorkFolder } from "../../src/files/work-folder.js";

const built = fileURLToPath(new URL("../../dist/files/", import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "leftovers-test-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs a script with the built modules until it prints something, and gives what it prints. */
async function started(script: string) {
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [printed] = await once(child.stdout, "data");
  return { child, printed: String(printed).trim() };
}

const OWNER = `import { ownOwner } from "${built}owner.js"; console.log(ownOwner()); setInterval(() => {}, 1e6);`;

test("a process is an owner while it runs, and not after", async () => {
  const { child, printed } = await started(OWNER);
  expect(ownerState(printed)).toBe("running");
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(ownerState(printed)).toBe("gone");
});

test("a later process of the same number is not the owner", () => {
  const own = ownOwner();
  expect(ownerState(own)).toBe("running");
  const [pid, start, place] = own.split("-");
  expect(ownerState(`${pid}-${Number(start) - 1}-${place}`)).toBe("gone");
});

test("what other machines and living processes own stays; what nobody owns goes", () => {
  const [pid, start, place] = ownOwner().split("-");
  const name = (owner: string) => `.pymalloc-lab-${owner}-0123abcd`;
  const elsewhere = name(`${pid}-${start}-${place === "00000000" ? "11111111" : "00000000"}`);
  const gone = name(`${pid}-1-${place}`);
  const others = [unfinishedName(), elsewhere, ".pymalloc-lab-x", "notes.ipynb", `a${gone}`];
  for (const one of [...others, gone]) writeFileSync(join(folder, one), "");
  expect(clearLeftovers(folder)).toEqual([gone]);
  expect(readdirSync(folder).sort()).toEqual(others.sort());
});

test("what another machine left goes when nothing of it was touched for a week", () => {
  const left = join(folder, ".pymalloc-lab-1-1-00000000-0123abcd");
  const days = (count: number) => new Date(Date.now() - count * 86_400_000);
  mkdirSync(left);
  writeFileSync(join(left, "recording"), "");
  utimesSync(left, days(8), days(8));
  utimesSync(join(left, "recording"), days(1), days(1));
  expect(clearLeftovers(folder)).toEqual([]);
  utimesSync(join(left, "recording"), days(8), days(8));
  expect(clearLeftovers(folder)).toHaveLength(1);
});

test("a work folder goes with its process, or with the next that makes one", async () => {
  const script = `import { WorkFolder } from "${built}work-folder.js"; import { writeFileSync } from "node:fs";
    const { path } = new WorkFolder("."); writeFileSync(path + "/key", "x"); console.log(path);`;
  const { child, printed } = await started(script);
  await once(child, "exit");
  expect(existsSync(join(folder, printed))).toBe(false);

  const killed = await started(`${script} setInterval(() => {}, 1e6);`);
  killed.child.kill("SIGKILL");
  await once(killed.child, "exit");
  expect(existsSync(join(folder, killed.printed, "key"))).toBe(true);
  new WorkFolder(folder).remove();
  expect(readdirSync(folder)).toEqual([]);
});
