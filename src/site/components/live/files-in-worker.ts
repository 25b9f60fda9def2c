/**
 * The part of Node's `fs` that notebooks use: files of the repository, read
 * from the site. The paths are those that a notebook writes.
 */

const FILES: Readonly<Record<string, URL>> = {
  "../test/data/traces/a-strings_sparse100k-3.11.pmt.gz": new URL(
    "../../../../test/data/traces/a-strings_sparse100k-3.11.pmt.gz",
    import.meta.url,
  ),
};

// Taken before the network is closed to cells.
const Request = globalThis.XMLHttpRequest;

/**
 * Reads a file as bytes.
 *
 * @throws {Error} when the site does not publish it.
 */
export function readFileSync(path: string): Uint8Array {
  const address = Object.hasOwn(FILES, path) ? FILES[path] : undefined;
  if (address === undefined) {
    const known = Object.keys(FILES).map((file) => `"${file}"`);
    throw new Error(`there is no file "${path}" in this page; a cell can read ${known.join(", ")}`);
  }
  const request = new Request();
  request.open("GET", address, false);
  // A worker may wait for an answer, which a page may not.
  request.responseType = "arraybuffer";
  request.send();
  const { response } = request;
  if (request.status !== 200 || !(response instanceof ArrayBuffer)) {
    throw new Error(`"${path}" could not be loaded: the server answered ${request.status}`);
  }
  return new Uint8Array(response);
}
