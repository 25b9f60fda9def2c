/**
 * A content policy in every page: nothing is loaded from another host, and no
 * script runs but the site's own.
 *
 * The few scripts that stand in a page are allowed by their hashes. They are taken
 * from pages that show nothing of a notebook but its title: whatever script stands in
 * another page, and in none of those, does not run. A reader's own cells
 * are evaluated in a worker that a document with another policy makes.
 *
 * @see https://www.w3.org/TR/CSP3/
 */
import { createHash } from "node:crypto";
import { readdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Plugin } from "@docusaurus/types";

/** A script that stands in the page; one of data, or with an address, does not count. */
const INLINE_SCRIPT = /<script(?![^>]*\b(?:src|type="?application)\b)[^>]*>([\s\S]*?)<\/script>/g;

/** Has a policy of its own: it is where the code of cells is evaluated, and nothing else is done. */
const CELLS_FRAME = path.join("live", "cells.html");

/** Pages of the theme and of React alone: their scripts are the site's own. */
const OWN_PAGES = ["404.html", "index.html"];

/** Puts the policy into every page of the build. */
export default function contentPolicy(): Plugin {
  return {
    name: "content-policy",
    async postBuild({ outDir }) {
      const files = await readdir(outDir, { recursive: true });
      const own = OWN_PAGES.filter((page) => files.includes(page)).map(async (page) =>
        scriptsIn(await readFile(path.join(outDir, page), "utf8")),
      );
      const scripts = new Set((await Promise.all(own)).flat());
      const pages = files.filter((file) => file.endsWith(".html") && file !== CELLS_FRAME);
      await Promise.all(pages.map((page) => protect(path.join(outDir, page), scripts)));
    },
  };
}

/** Renamed into place, since the search's plugin may be reading the page. */
async function protect(file: string, scripts: ReadonlySet<string>): Promise<void> {
  const unfinished = `${file}.unfinished`;
  await writeFile(unfinished, withPolicy(await readFile(file, "utf8"), scripts));
  await rename(unfinished, file);
}

/** The scripts that stand in a page. */
export function scriptsIn(html: string): string[] {
  return [...html.matchAll(INLINE_SCRIPT)].map(([, script = ""]) => script);
}

/**
 * A page with the policy in its head, before anything that it binds.
 *
 * @param scripts - the site's own: of all that stand in a page only these run.
 * @throws {Error} when the page has no head.
 */
export function withPolicy(html: string, scripts: Iterable<string>): string {
  const head = /<head[^>]*>/.exec(html);
  if (head === null) throw new Error("a page without a head can hold no content policy");
  const policy = [
    "default-src 'self'",
    ["script-src 'self'", ...[...scripts].map(hashOf)].join(" "),
    // React, Plot and the editor set styles on elements.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join("; ");
  const end = head.index + head[0].length;
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  return html.slice(0, end) + meta + html.slice(end);
}

function hashOf(script: string): string {
  return `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
}
