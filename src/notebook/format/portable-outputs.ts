/**
 * Outputs that are the same on every machine: without the paths of this one.
 */
import { existsSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, parse, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { isJsonMime, type MimeBundle, type Output } from "./notebook-format.js";

/** Rewrites the texts of an output. */
export type MakePortable = (output: Output) => Output;

/**
 * Makes the rewriting for notebooks of a folder: paths inside the project (the
 * nearest folder above with a package.json) become relative to it, and the
 * reader's home becomes `~`.
 */
export function portableOutputs(folder: string): MakePortable {
  const root = projectOf(resolve(folder));
  const shortNames = new Map([
    [root, "."],
    [realpathSync(root), "."],
    [homedir(), "~"],
  ]);
  return (output) => withTexts(output, (text) => withShortNames(text, shortNames));
}

function withShortNames(text: string, shortNames: ReadonlyMap<string, string>): string {
  let portable = text;
  for (const [path, shortName] of shortNames) {
    if (path === parse(path).root) continue;
    const inside = shortName === "." ? "" : `${shortName}${sep}`;
    portable = portable
      .replaceAll(`${pathToFileURL(path)}/`, inside)
      .replaceAll(`${path}${sep}`, inside)
      .replaceAll(path, (found: string, at: number, whole: string) =>
        // "/home/ann" is not part of "/home/anna".
        /[\w.-]/.test(whole.charAt(at + found.length)) ? found : shortName,
      );
  }
  return portable;
}

function projectOf(folder: string): string {
  for (let above = folder; above !== parse(above).root; above = dirname(above)) {
    if (existsSync(join(above, "package.json"))) return above;
  }
  return folder;
}

function withTexts(output: Output, rewrite: (text: string) => string): Output {
  switch (output.output_type) {
    case "stream":
      return { ...output, text: rewrite(output.text) };
    case "error": {
      const traceback = output.traceback.map(rewrite);
      return { ...output, evalue: rewrite(output.evalue), traceback };
    }
    default:
      return { ...output, data: bundleWithTexts(output.data, rewrite) };
  }
}

function bundleWithTexts(data: MimeBundle, rewrite: (text: string) => string): MimeBundle {
  const entries = Object.entries(data).map(([mimeType, value]) => [
    mimeType,
    typeof value === "string" && !isJsonMime(mimeType) ? rewrite(value) : value,
  ]);
  return Object.fromEntries(entries);
}
