/** The worker that runs a notebook's cells. It loads what a cell imports when a cell imports it. */

import { boundArrays } from "../../../live/growth";
import type { RunMessage, RunRequest } from "../../../live/messages";
import { serveCells } from "../../../live/serve-cells";
import { closeNetwork } from "./closed-network";
import * as files from "./files-in-worker";

const server = serveCells(
  {
    "pymalloc-lab": () => import(/* webpackChunkName: "live-library" */ "pymalloc-lab"),
    "@observablehq/plot": async () =>
      (await import(/* webpackChunkName: "live-plot" */ "./plot-in-worker")).plotInWorker(),
    linkedom: () => import(/* webpackChunkName: "live-document" */ "linkedom/worker"),
    "node:fs": async () => files,
  },
  (message: RunMessage) => globalThis.postMessage(message),
);

closeNetwork();
boundArrays();
globalThis.addEventListener("message", (event: MessageEvent<RunRequest>) => {
  void server.run(event.data);
});
globalThis.addEventListener("error", (event) => {
  event.preventDefault();
  server.takeUncaught(event.error ?? event.message);
});
globalThis.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  server.takeUncaught(event.reason);
});
