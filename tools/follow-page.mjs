// Follows a page word for word: its commands are run, its files written, its changes made.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A fenced block: language, the rest of its first line, and what is in it. */
const FENCE = /^```(\w+)([^\n]*)\n([\s\S]*?)^```$/gm;

/** Follows a page of the project in a folder; throws where a step cannot be done. */
export function followPage(/** @type {string} */ page, /** @type {string} */ folder) {
  for (const [, language, about = "", text = ""] of readFileSync(page, "utf8").matchAll(FENCE)) {
    const [, title = ""] = /title="([^"]+)"/.exec(about) ?? [];
    const file = join(folder, title);
    if (language === "bash") run(text, folder);
    else if (language === "typescript" && title !== "") write(file, text);
    else if (language === "diff")
      writeFileSync(file, changed(readFileSync(file, "utf8"), text, title));
  }
}

/** Runs a command in a folder, its output before the reader's eyes. */
export function run(/** @type {string} */ commands, /** @type {string} */ folder) {
  console.log(`$ ${commands.trim().replaceAll("\n", "\n$ ")}`);
  const { status } = spawnSync("bash", ["-e", "-c", commands], {
    cwd: folder,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== 0) throw new Error(`ended with ${status}: ${commands.trim()}`);
}

function write(/** @type {string} */ file, /** @type {string} */ text) {
  if (existsSync(file)) throw new Error(`${file} is there already`);
  console.log(`> ${file}`);
  writeFileSync(file, text);
}

/** Makes the changes of a diff, whose parts are found by their lines and not by numbers. */
function changed(
  /** @type {string} */ before,
  /** @type {string} */ diff,
  /** @type {string} */ title,
) {
  console.log(`± ${title}`);
  let text = before;
  for (const part of diff.split(/^@@.*\n/m).filter((one) => one !== "")) {
    const lines = part.replace(/\n$/, "").split("\n");
    const side = (/** @type {string} */ mark) =>
      lines.filter((line) => line[0] !== mark).map((line) => `${line.slice(1)}\n`);
    const old = side("+").join("");
    const at = text.indexOf(old);
    if (at < 0) throw new Error(`${title} does not have these lines:\n${old}`);
    text = text.slice(0, at) + side("-").join("") + text.slice(at + old.length);
  }
  return text;
}
