/** The switch that opens the code of all cells, and who follows it. It is kept in this browser. */
import { useSyncExternalStore } from "react";
import { keepText, keptText } from "../kept-text";

const KEY = "pymalloc-lab:all-code";
const listeners = new Set<() => void>();
/** Set in this page; before that, what was kept counts. */
let chosen: boolean | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function current(): boolean | undefined {
  if (chosen === undefined && keptText(KEY) === "open") chosen = true;
  return chosen;
}

function choose(isOpen: boolean): void {
  chosen = isOpen;
  keepText(KEY, isOpen ? "open" : "folded");
  for (const listener of listeners) listener();
}

/** Whether the reader wants all code open; undefined where nothing was said. */
export function useAllCode(): boolean | undefined {
  return useSyncExternalStore(subscribe, current, () => undefined);
}

/** The switch. */
export function AllCodeSwitch() {
  const isOpen = useAllCode() === true;
  return (
    <button
      type="button"
      role="switch"
      aria-checked={isOpen}
      className="nb-switch"
      onClick={() => choose(!isOpen)}
    >
      Show all code
    </button>
  );
}
