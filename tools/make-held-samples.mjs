// Makes test/data/held-heaps of two real processes, on Linux:
// node tools/make-held-samples.mjs PYTHON
// PYTHON is a CPython with Django, of a venv for example. `npm run build` first.
import { spawn, spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [python] = process.argv.slice(2);
if (python === undefined) {
  process.stderr.write("usage: node tools/make-held-samples.mjs PYTHON\n");
  process.exit(2);
}

for (const name of ["rare-survivors", "django-shop"]) {
  const program = join(root, "tools/held-samples", `${name.replace("-", "_")}.py`);
  const env = { ...process.env, PYTHONHASHSEED: "0", PYTHONDONTWRITEBYTECODE: "1" };
  const child = spawn(python, [program], { stdio: ["pipe", "pipe", "inherit"], env });
  for await (const line of createInterface({ input: child.stdout })) if (line === "ready") break;
  const file = join(root, "test/data/held-heaps", `${name}.held.json.gz`);
  const args = [join(root, "dist/cli/main.js"), "inspect", String(child.pid), "--save", file];
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
  child.stdin.end();
  if (status !== 0) process.exit(1);
  process.stdout.write(`${file}: ${statSync(file).size} bytes\n\n`);
}
