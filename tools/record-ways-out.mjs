// Records a trie's ways out of a real interpreter as traces, with what it said at its marks:
// node tools/record-ways-out.mjs INTERPRETER [FOLDER]
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { loadWordList } from "pymalloc-lab/experiments";

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const COMMAND = here("../dist/cli/main.js");
const PROGRAM = here("../test/data/ways-out/ways-out.py");
const WAYS = ["in-place", "text", "json", "pickle"];

/** Neighbours in the alphabet, since they share as much as the words of the whole list do. */
export const INITIAL = "c";

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [interpreter, folder = here("../test/data/ways-out")] = process.argv.slice(2);
  if (interpreter === undefined) {
    process.stderr.write("usage: node tools/record-ways-out.mjs INTERPRETER [FOLDER]\n");
    process.exit(2);
  }
  await recordWaysOut(interpreter, folder);
}

/**
 * Records all ways. Programs go by names, not paths, so that the traces say nothing of the
 * machine they were made on.
 *
 * @param {string} interpreter
 *
 * @param {string} folder
 */
async function recordWaysOut(interpreter, folder) {
  const workshop = mkdtempSync(join(tmpdir(), "ways-out-"));
  const python = basename(interpreter);
  const env = {
    PATH: `${dirname(resolve(interpreter))}${delimiter}${process.env["PATH"]}`,
    PYTHONHASHSEED: "0",
  };
  /** @param {string} command @param {string[]} args */
  const run = (command, args) =>
    execFileSync(command, args, { cwd: workshop, env, stdio: "inherit" });

  try {
    const words = (await loadWordList()).filter((word) => word.startsWith(INITIAL));
    writeFileSync(join(workshop, "words.txt"), `${words.join("\n")}\n`);
    cpSync(PROGRAM, join(workshop, "ways-out.py"));
    run(python, ["-S", "ways-out.py", "write", "slots", "words.txt", "trie"]);
    const version = execFileSync(
      python,
      ["-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
      { env },
    );
    for (const way of WAYS) {
      const name = `${way}-${String(version).trim()}`;
      const [trace, expected] = [`${name}.pmt.gz`, `${name}.expected.json`];
      const input = way === "in-place" ? "words.txt" : "trie";
      run(process.execPath, [
        ...[COMMAND, "record", "--out", trace, "--expected", expected, "--python-marks"],
        ...["--", python, "-S", "ways-out.py", way, "slots", input],
      ]);
      for (const file of [trace, expected]) {
        cpSync(join(workshop, file), join(folder, `${file}.part`));
        renameSync(join(folder, `${file}.part`), join(folder, file));
      }
    }
  } finally {
    rmSync(workshop, { recursive: true });
  }
}
