/**
 * A content policy in every page: nothing is loaded from another host, and no
 * script runs but the site's own.
 *
 * The few scripts that stand in a page are allowed by their hashes, which are
 * taken of the finished page. The policy of a page does not bind a worker that is
 * loaded from a file: there, and only there, a reader's own cells are evaluated.
 *
 * @see https://www.w3.org/TR/CSP3/
 */
import { createHash } from "node:crypto";
import { readdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Plugin } from "@docusaurus/types";

/** A script that stands in the page; one of data, or with an address, is none. */
const INLINE_SCRIPT = /<script(?![^>]*\b(?:src|type="?application)\b)[^>]*>([\s\S]*?)<\/script>/g;

/** Puts the policy into every page of the build. */
export default function contentPolicy(): Plugin {
  return {
    name: "content-policy",
    async postBuild({ outDir }) {
      const files = await readdir(outDir, { recursive: true });
      const pages = files.filter((file) => file.endsWith(".html"));
      await Promise.all(pages.map((page) => protect(path.join(outDir, page))));
    },
  };
}

/** Renamed into place, since the search's plugin may be reading the page. */
async function protect(file: string): Promise<void> {
  const unfinished = `${file}.unfinished`;
  await writeFile(unfinished, withPolicy(await readFile(file, "utf8")));
  await rename(unfinished, file);
}

/**
 * A page with the policy in its head, before anything that it binds.
 *
 * @throws {Error} when the page has no head.
 */
export function withPolicy(html: string): string {
  const head = /<head[^>]*>/.exec(html);
  if (head === null) throw new Error("a page without a head can hold no content policy");
  const hashes = [...html.matchAll(INLINE_SCRIPT)].map(([, script = ""]) => hashOf(script));
  const policy = [
    "default-src 'self'",
    `script-src 'self' ${[...new Set(hashes)].join(" ")}`,
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
