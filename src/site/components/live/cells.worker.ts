/** The worker that runs a notebook's cells. It is given what a cell imports when a cell imports it. */

import { boundArrays } from "../../../live/growth";
import type { Modules } from "../../../live/live-kernel";
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
      ...handedOver(LIBRARY_DOORS, supplies),
      "@observablehq/plot": async () => {
        const loaded = supplies.loaded(
          () => import(/* webpackChunkName: "live-plot" */ "./plot-in-worker"),
        );
        return (await loaded).plotInWorker();
      },
      linkedom: () =>
        supplies.loaded(() => import(/* webpackChunkName: "live-document" */ "linkedom/worker")),
      "node:fs": () => filesIn(supplies),
    },
    (message: RunMessage) => port.postMessage(message),
  );
  closeNetwork(supplies.importScripts);
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

/** Modules whose code the page hands over when a cell first imports one. */
function handedOver(modules: Modules, supplies: Supplies): Modules {
  const loads = Object.entries(modules).map(([name, load]) => [name, () => supplies.loaded(load)]);
  return Object.fromEntries(loads);
}
