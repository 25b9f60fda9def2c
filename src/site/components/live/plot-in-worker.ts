/** Observable Plot where there is no page: it draws into a document of its own. */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom/worker";

/** Plot for cells: a drawing without a `document` of its own gets one. */
export function plotInWorker(): typeof Plot {
  const { document } = parseHTML("<!doctype html><html></html>");
  // Where Plot looks for a document when it is given none.
  if (!("window" in globalThis)) Reflect.set(globalThis, "window", { document });
  return Plot;
}
