// The package as a stranger has it: packed, installed into an empty folder with tslab beside it,
// and used there. Prints each step; the exit code is 1 where one failed.
//
//   npm run packed            (needs the npm registry, or npm's cache)
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const doors = Object.keys(manifest.exports).filter((door) => !door.endsWith(".json"));
const modules = doors.map((door) => `${manifest.name}${door.slice(1)}`);
const folder = mkdtempSync(join(tmpdir(), "packed-"));

/** What failed. @type {string[]} */
const failed = [];

/**
 * Runs a program in the folder; a step that fails is reported and the others still run.
 *
 * @param {string} title
 * @param {string[]} command
 * @param {{ input?: string, status?: number, prints?: RegExp, env?: Record<string, string> }} [wanted]
 */
function step(title, [program = "", ...args], { input, status = 0, prints, env } = {}) {
  const ended = spawnSync(program, args, {
    cwd: folder,
    encoding: "utf8",
    input,
    timeout: 180_000,
    env: { ...process.env, ...env },
  });
  const output = `${ended.stdout}${ended.stderr}`;
  const isRight = ended.status === status && (prints === undefined || prints.test(output));
  console.log(`${isRight ? "ok  " : "FAIL"} ${title}`);
  if (isRight) return;
  failed.push(title);
  console.log(`     exit code ${ended.status}, wanted ${status}${prints ? ` and ${prints}` : ""}`);
  console.log(output.trimEnd().replace(/^/gm, "     ").slice(-2000));
}

const lab = (/** @type {string[]} */ ...args) => [
  process.execPath,
  join(folder, "node_modules", manifest.name, manifest.bin["pymalloc-lab"]),
  ...args,
];
const isThere = (/** @type {string} */ program) =>
  (process.env["PATH"] ?? "").split(delimiter).some((place) => existsSync(join(place, program)));
const write = (/** @type {string} */ name, /** @type {string} */ text) =>
  writeFileSync(join(folder, name), text);

function install() {
  const packed = spawnSync("npm", ["pack", "--json", "--pack-destination", folder], {
    cwd: root,
    encoding: "utf8",
  });
  // What `prepack` prints may come before the list.
  const [{ filename, size, entryCount }] = JSON.parse(
    packed.stdout.slice(packed.stdout.search(/^\[/m)),
  );
  console.log(`${filename}: ${entryCount} files, ${Math.round(size / 1024)} KiB`);
  write("package.json", '{ "name": "stranger", "private": true }');
  const tslab = manifest.devDependencies.tslab;
  const quiet = ["--no-audit", "--no-fund", "--prefer-offline"];
  step("installs into an empty folder, with tslab beside it", [
    ...["npm", "install", ...quiet, `./${filename}`, `tslab@${tslab}`],
  ]);
}

function imports() {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? "throw new Error('no example')";
  write("readme.mjs", example);
  step("the README's example runs", [process.execPath, "readme.mjs"], { prints: /allocated \d+/ });
  const names = JSON.stringify(modules);
  write("import.mjs", `for (const name of ${names}) await import(name);`);
  step("every door can be imported", [process.execPath, "import.mjs"]);
  write("require.cjs", `for (const name of ${names}) require(name);`);
  // Node 20 and 22 before 22.12 read ES modules by require only when they are told to.
  step("every door can be required", [
    ...[process.execPath, "--experimental-require-module", "--no-warnings", "require.cjs"],
  ]);
}

function types() {
  const uses = modules.map((name, i) => `import * as door${i} from "${name}";`);
  write("types.ts", `${uses.join("\n")}\nexport default [${uses.map((_, i) => `door${i}`)}];\n`);
  const strict = ["--noEmit", "--strict", "--target", "es2022", "types.ts"];
  const today = require.resolve("typescript/bin/tsc");
  for (const [kind, ...options] of [
    ["bundler", "--module", "esnext", "--moduleResolution", "bundler"],
    ["nodenext", "--module", "nodenext", "--moduleResolution", "nodenext"],
  ]) {
    step(`its types hold under strict, module resolution ${kind}`, [
      ...[process.execPath, today, ...options, "--lib", "es2023,dom", ...strict],
    ]);
  }
  const tslabs = require.resolve("@tslab/typescript-for-tslab/bin/tsc", {
    paths: [require.resolve("tslab/package.json")],
  });
  // tslab's own compiler reads Plot's types with its checks of libraries off, as tslab does.
  const old = ["--module", "commonjs", "--moduleResolution", "node", "--skipLibCheck"];
  step("tslab's TypeScript finds the types of every door", [
    ...[process.execPath, tslabs, ...old, "--lib", "es2022,dom", ...strict],
  ]);
}

function commands() {
  const data = (/** @type {string} */ name) => {
    copyFileSync(join(root, "test/data", name), join(folder, name.replace(/.*\//, "")));
    return name.replace(/.*\//, "");
  };
  step("--version", lab("--version"), { prints: new RegExp(manifest.version) });
  step("run", lab("run", "toy", "--json"), { prints: /"experiment"/ });
  step("replay", lab("replay", data("traces/b-churn-3.9.pmt.gz")), { prints: /wrong|same|0/ });
  step("stats", lab("stats", data("samples/3.11-sparse.txt")), { prints: /arena/ });
  step(
    "sweep",
    lab(
      ...[
        "sweep",
        "--out",
        "s.jsonl",
        "--experiment",
        "random-half",
        "--count",
        "9000",
        "--seeds",
        "2",
      ],
    ),
  );
  step("new is for a clone", lab("new", "lesson", "tea"), { status: 2, prints: /clone/ });
  step("notebook new", lab("notebook", "new", "mine.ipynb"));
  step("notebook run", lab("notebook", "run", "mine.ipynb"));
  step("notebook check", lab("notebook", "check", "mine.ipynb"));
  step("slides", lab("slides", "mine.ipynb"), { prints: /<html|figure|slide/i });
  const jupyter = { JUPYTER_DATA_DIR: join(folder, "jupyter") };
  step("kernel install", lab("kernel", "install"), { env: jupyter });
  step("kernel remove", lab("kernel", "remove"), { env: jupyter });
  if (!isThere("python3")) return console.log("skip measure and record: no python3 here");
  const small = ["--count", "2000", "--python", "python3"];
  step("measure", lab("measure", "random-half", ...small), { prints: /simulator/ });
  if (process.platform !== "linux" || !isThere("cc")) {
    return console.log("skip record: it needs Linux and a C compiler");
  }
  step("record", lab("record", "--out", "t.pmt.gz", "--", "python3", "-c", "pass"));
}

try {
  install();
  imports();
  types();
  commands();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(failed.length === 0 ? "the packed package works" : `failed: ${failed.join("; ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
