/** `pymalloc-lab slides [FILES]`: the notebooks' figures as a deck, in one HTML file. */

import { basename } from "node:path";
import { outputPlace } from "../../files/output-place.js";
import { writeTextFile } from "../../files/text-file.js";
import { slidePage } from "../../notebook/slides/slide-page.js";
import { slidesOf } from "../../notebook/slides/slides.js";
import { readArguments } from "../arguments/read-arguments.js";
import { UsageError } from "../arguments/usage-error.js";
import { notebooksNamed, readNamed } from "../notebook/files.js";

/** Runs the subcommand; see the command's help for its arguments. */
export async function slidesCommand(args: string[]): Promise<number> {
  const options = {
    out: { type: "string", default: "slides.html" },
    title: { type: "string", default: "Why Python keeps memory that nobody uses" },
  } as const;
  const { values, positionals } = readArguments({ args, options, allowPositionals: true });
  if (!values.out.endsWith(".html")) {
    throw new UsageError(`--out is the page to write, NAME.html, got "${values.out}"`);
  }
  outputPlace(values.out);
  const files = notebooksNamed(positionals.map(notebookOf));
  const chapters = files.map((file) => {
    const notebook = readNamed(file);
    const title = String(notebook.metadata.docusaurus?.["title"] ?? file);
    return { title, slides: slidesOf(notebook) };
  });
  writeTextFile(values.out, slidePage(values.title, chapters));
  const count = 1 + chapters.reduce((sum, { slides }) => sum + slides.length, 0);
  process.stderr.write(`${values.out}: ${count} slides of ${files.length} notebooks\n`);
  return 0;
}

/** A file, or the number that the name of a notebook begins with. */
function notebookOf(named: string): string {
  if (!/^\d+$/.test(named)) return named;
  const start = named.padStart(2, "0");
  const found = notebooksNamed([]).find((file) => basename(file).startsWith(`${start}-`));
  if (found === undefined) throw new UsageError(`there is no notebook ${start} in notebooks/`);
  return found;
}
