/** The page's half of what the worker of the cells is given: its own scripts, and published files. */
import type { Supply } from "../../../live/messages";
import type { PublishedFile } from "./published-files";

declare const __webpack_public_path__: string;

const FILES: Readonly<Record<PublishedFile, URL>> = {
  "../test/data/traces/a-strings_sparse100k-3.11.pmt.gz": new URL(
    "../../../../test/data/traces/a-strings_sparse100k-3.11.pmt.gz",
    import.meta.url,
  ),
  "../test/data/held-heaps/rare-survivors.held.json.gz": new URL(
    "../../../../test/data/held-heaps/rare-survivors.held.json.gz",
    import.meta.url,
  ),
  "../test/data/held-heaps/django-shop.held.json.gz": new URL(
    "../../../../test/data/held-heaps/django-shop.held.json.gz",
    import.meta.url,
  ),
};

/** Name of one of the site's scripts: no query and no folder, in which a cell could tell anything. */
const SCRIPT = /^(?:assets\/js\/)?[\w-]+(?:\.[\w-]+)?\.js$/;

/** Most things that one worker is given; a cell may ask as well, and each is a request to the host. */
const MOST_GIVEN = 30;

/** Makes what answers the requests of one worker; it gives undefined for what it does not have. */
export function supplier(): (wanted: Supply) => Promise<ArrayBuffer | undefined> {
  let given = 0;
  return async (wanted) => {
    const address = addressOf(wanted);
    if (address === undefined || ++given > MOST_GIVEN) return undefined;
    try {
      const response = await fetch(address, { redirect: "error" });
      return response.ok ? await response.arrayBuffer() : undefined;
    } catch {
      return undefined;
    }
  };
}

function addressOf({ kind, name }: Supply): URL | undefined {
  if (kind === "file") return isPublished(name) ? FILES[name] : undefined;
  const base = __webpack_public_path__;
  if (!name.startsWith(base) || !SCRIPT.test(name.slice(base.length))) return undefined;
  return new URL(name, location.origin);
}

function isPublished(name: string): name is PublishedFile {
  return Object.hasOwn(FILES, name);
}
