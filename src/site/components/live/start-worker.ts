import type { StartWorker } from "../../../live/live-engine";

/** Starts the worker of a page's cells. */
export const startWorker: StartWorker = (listener) => {
  const worker = new Worker(new URL("./cells.worker.ts", import.meta.url), {
    type: "module",
    name: "cells",
  });
  worker.addEventListener("message", ({ data }) => listener.message(data));
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    listener.failure(event.message || "the code that runs cells could not be loaded");
  });
  return { post: (request) => worker.postMessage(request), terminate: () => worker.terminate() };
};
