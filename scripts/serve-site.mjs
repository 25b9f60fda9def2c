// Serves a built site on localhost, on the port asked for or the next free one.
import { createServer } from "node:http";
import serveHandler from "serve-handler";

const TRIES = 20;

/** A notebook is a file to keep, of a type of its own; a browser would show it as text. */
const HEADERS = [
  {
    source: "**/*.ipynb",
    headers: [
      { key: "Content-Type", value: "application/x-ipynb+json" },
      { key: "Content-Disposition", value: "attachment" },
    ],
  },
];

/**
 * @param {string} folder - the built site.
 * @param {number} port - 1 to 65535, or 0 for any free one.
 * @returns {Promise<string>} the address it is served at.
 */
export async function serveSite(folder, port) {
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new RangeError(`port must be a whole number from 0 to 65535, got ${port}`);
  }
  for (let tried = port; ; tried++) {
    const server = createServer((request, response) => {
      void serveHandler(request, response, {
        public: folder,
        trailingSlash: false,
        headers: HEADERS,
      });
    });
    try {
      return await listen(server, tried);
    } catch (error) {
      const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
      if (!isTaken || tried - port >= TRIES) throw error;
      console.log(`port ${tried} is taken, trying ${tried + 1}`);
    }
  }
}

/** @param {import("node:http").Server} server @param {number} port */
function listen(server, port) {
  return new Promise((/** @type {(address: string) => void} */ resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "localhost", () => {
      const address = server.address();
      const bound = typeof address === "object" && address !== null ? address.port : port;
      resolve(`http://localhost:${bound}`);
    });
  });
}
