/** The part of Node's `fs` that notebooks use: files of the repository, as the page has given them. */
import { PUBLISHED_FILES } from "./published-files";
import type { Supplies } from "./supplies";

/** Makes the module, with all the files there are. */
export async function filesIn(supplies: Supplies) {
  const files = new Map<string, ArrayBuffer>();
  for (const name of PUBLISHED_FILES) files.set(name, await supplies.given({ kind: "file", name }));
  return {
    /**
     * Reads a file as bytes.
     *
     * @throws {Error} when the site does not publish it.
     */
    readFileSync(path: string): Uint8Array {
      const content = files.get(path);
      if (content !== undefined) return new Uint8Array(content.slice(0));
      const known = PUBLISHED_FILES.map((file) => `"${file}"`);
      throw new Error(
        `there is no file "${path}" in this page; a cell can read ${known.join(", ")}`,
      );
    },
  };
}
