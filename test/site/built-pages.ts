/** The pages of build/, as a reader's browser would ask for them. */
import { readFileSync } from "node:fs";
import path from "node:path";

/** Paths of all pages, from the sitemap, the landing page first. */
export function builtPages(): string[] {
  const sitemap = readFileSync(path.resolve("build/sitemap.xml"), "utf8");
  const paths = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map(
    ([, address]) => new URL(address ?? "").pathname,
  );
  return paths.sort();
}

/** Paths of the notebooks' pages. */
export function builtNotebooks(): string[] {
  return builtPages().filter((page) => /^\/notebooks\/[^/]+$/.test(page));
}

/** The HTML of a page, as it is sent. */
export function htmlOf(page: string): string {
  return readFileSync(path.join("build", page, "index.html"), "utf8");
}
