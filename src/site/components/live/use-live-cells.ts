/**
 * Live cells for whoever needs them on a notebook's page.
 *
 * - `useLiveNotebook()` gives the page's `LiveNotebook`, or undefined on other
 *   pages. `await notebook.run("cell-id")` runs a cell as the reader sees it, and
 *   `notebook.stateOf("cell-id")?.shown` is what came of it.
 * - `useLiveCell("cell-id")` gives a cell's state and follows it.
 * - To run code of your own, apart from the notebook's names, make an engine with
 *   `pageEngine()`, and call its `stop` when the page leaves. Its `run` resolves to
 *   `{ status, outputs, elapsedMs }`, also when the code throws: then `status` is
 *   `failed` and the last output is the error.
 *
 * - From outside of React, the event `cell-ran` at a cell's element says that it
 *   was run, or has said more since: its `detail` has `id`, `status`, `outputs`, `elapsedMs` and `code`.
 *
 * A worker is loaded by the first run, so run something only when the reader asks.
 */
import { createContext, useContext, useSyncExternalStore } from "react";
import type { CellState } from "./cell-state";
import type { PageState } from "./live-cells";
import type { LiveNotebook } from "./live-notebook";

/** The live notebook of the page, which live-provider.tsx puts there. */
export const LiveContext = createContext<LiveNotebook | undefined>(undefined);

const NOTHING_TO_HEAR = () => () => {};
const IDLE: PageState = { isRunning: false, announcement: "" };

/** The page's live notebook, or undefined where there is none. */
export function useLiveNotebook(): LiveNotebook | undefined {
  return useContext(LiveContext);
}

/** A cell's state; undefined on the server, before the page has come alive, and for an unknown id. */
export function useLiveCell(id: string): CellState | undefined {
  const notebook = useLiveNotebook();
  return useSyncExternalStore(
    notebook?.subscribe ?? NOTHING_TO_HEAR,
    () => notebook?.stateOf(id),
    () => undefined,
  );
}

/** What concerns the page as a whole. */
export function useLivePage(): PageState {
  const notebook = useLiveNotebook();
  return useSyncExternalStore(
    notebook?.subscribe ?? NOTHING_TO_HEAR,
    () => notebook?.page() ?? IDLE,
    () => IDLE,
  );
}
