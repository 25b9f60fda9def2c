/**
 * Starts the worker of a page's cells where it can load nothing and knows nothing of the site.
 *
 * A worker made of text takes over the policy of the document that makes it. The page's own policy
 * lets nothing be evaluated, so it is made by another document, which has a policy for that
 * alone, in a frame whose sandbox gives it an origin of its own. The page talks with the worker
 * by a port, and hands it what it lacks.
 */
import type { StartWorker } from "../../../live/live-engine";
import { readSupplyRequest } from "../../../live/read-message";
import { supplier } from "./supply-worker";
import { WorkerAddress } from "./worker-address";

declare const __webpack_public_path__: string;

/** Time in which the frame must have loaded, in milliseconds. */
const PATIENCE_MS = 30_000;

/** Characters of a reason that are shown. */
const LONGEST_REASON = 300;

/** Starts the worker of a page's cells. */
export const startWorker: StartWorker = (listener) => {
  const { address } = new WorkerAddress(new URL("./cells.worker.ts", import.meta.url), {
    name: "cells",
  });
  const { port1: port, port2: workersPort } = new MessageChannel();
  const answer = supplier();
  const frame = document.createElement("iframe");
  const timer = setTimeout(() => listener.failure("its frame did not load"), PATIENCE_MS);
  const hear = ({ source, data }: MessageEvent<unknown>) => {
    if (source === null || source !== frame.contentWindow) return;
    listener.failure(String(data).slice(0, LONGEST_REASON) || "its code could not be loaded");
  };
  const terminate = () => {
    clearTimeout(timer);
    removeEventListener("message", hear);
    port.close();
    frame.remove();
  };
  port.addEventListener("message", async ({ data }) => {
    const wanted = readSupplyRequest(data);
    if (wanted === undefined) listener.message(data);
    else port.postMessage({ ...wanted, type: "given", content: await answer(wanted) });
  });
  const start = async () => {
    const code = await textOf(address);
    clearTimeout(timer);
    frame.contentWindow?.postMessage(code, "*", [workersPort]);
  };
  port.start();
  addEventListener("message", hear);
  frame.addEventListener("load", () => {
    start().catch((error: unknown) => listener.failure(String(error).slice(0, LONGEST_REASON)));
  });
  frame.setAttribute("sandbox", "allow-scripts");
  frame.hidden = true;
  frame.title = "Where the cells run";
  frame.src = `${__webpack_public_path__}live/cells.html`;
  document.body.append(frame);
  return { post: (request) => port.postMessage(request), terminate };
};

async function textOf(address: URL): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address.pathname}: the server answered ${response.status}`);
  return response.text();
}
