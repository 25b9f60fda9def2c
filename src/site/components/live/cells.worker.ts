/** The worker that runs a notebook's cells. It is given what a cell imports when a cell imports it. */

import { boundArrays } from "../../../live/growth";
import type { RunMessage, RunRequest, SupplyAnswer } from "../../../live/messages";
import { serveCells } from "../../../live/serve-cells";
import { closeNetwork } from "./closed-network";
import { filesIn } from "./files-in-worker";
import { LIBRARY_DOORS } from "./library-doors";
import { Supplies } from "./supplies";

// The first message brings the line to the page; whatever else comes to the worker itself is a cell's.
globalThis.addEventListener("message", ({ ports: [port] }) => port && serve(port), { once: true });

function serve(port: MessagePort): void {
  const supplies = new Supplies(port);
  const server = serveCells(
    {
      ...LIBRARY_DOORS,
      "@observablehq/plot": async () => {
        const loaded = await import(/* webpackChunkName: "live-plot" */ "./plot-in-worker");
        return loaded.plotInWorker();
      },
      linkedom: () => import(/* webpackChunkName: "live-document" */ "linkedom/worker"),
      "node:fs": () => filesIn(supplies),
    },
    (message: RunMessage) => port.postMessage(message),
  );
  closeNetwork(supplies.importScripts);
  handOverScripts(supplies);
  boundArrays();
  port.addEventListener("message", ({ data }: MessageEvent<RunRequest | SupplyAnswer>) => {
    if ("run" in data) void server.run(data);
    else supplies.take(data);
  });
  port.start();
  globalThis.addEventListener("error", (event) => {
    event.preventDefault();
    server.takeUncaught(event.error ?? event.message);
  });
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    server.takeUncaught(event.reason);
  });
}

/** The bundler's name for what loads a script of its own, wherever an `import()` asks for one. */
declare let __webpack_chunk_load__: (chunk: string) => Promise<unknown>;

/** Has the page hand over what is loaded from now on, also what the library loads by itself: its words. */
function handOverScripts(supplies: Supplies): void {
  const load = __webpack_chunk_load__;
  __webpack_chunk_load__ = (chunk) => supplies.loaded(() => load(chunk));
}
