import { useEffect, useState } from "react";
import { isCodeFragment } from "../../../live/code-fragment";
import type { LiveNotebook } from "./live-notebook";

/**
 * Puts the code of a link that was opened into its cell, or says why it cannot.
 * Nothing is run.
 */
export function LinkedCode({ notebook }: { notebook: LiveNotebook }) {
  const [complaint, setComplaint] = useState("");
  useEffect(() => {
    const gone = new AbortController();
    const open = async () => {
      const told = await openLink(notebook, window.location);
      if (!gone.signal.aborted) setComplaint(told);
    };
    window.addEventListener("hashchange", open, { signal: gone.signal });
    void open();
    return () => gone.abort();
  }, [notebook]);
  if (complaint === "") return null;
  return (
    <p className="nb-notice nb-notice--broken" role="alert">
      What this address carries cannot be shown: {complaint}. The page is as the notebook has it.
    </p>
  );
}

/** Shows a link's code, or the values of an address. Returns why not, or nothing. */
async function openLink(notebook: LiveNotebook, { hash, search }: Location): Promise<string> {
  try {
    if (!isCodeFragment(hash)) {
      if (search !== "") await setParameters(notebook, new URLSearchParams(search));
      return "";
    }
    const { codeInFragment } = await import(
      /* webpackChunkName: "code-link" */ "../../../live/code-link"
    );
    const linked = await codeInFragment(hash);
    if (linked === undefined) return "";
    if (!notebook.showOther(linked.cellId, linked.code, "link")) {
      return `this notebook has no cell "${linked.cellId}"`;
    }
    const behavior = "instant";
    document.getElementById(linked.cellId)?.scrollIntoView({ behavior, block: "start" });
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function setParameters(notebook: LiveNotebook, query: URLSearchParams): Promise<void> {
  const { withAddressParameters } = await import(
    /* webpackChunkName: "address-parameters" */ "../../../live/address-parameters"
  );
  // Asked for now and not before: the cells of a page that is being made are not all there at once.
  const cell = notebook.parametersCell();
  if (cell === undefined) return;
  const code = withAddressParameters(cell.source, query);
  if (code !== cell.source) notebook.showOther(cell.id, code, "address");
}

/** Takes code or values out of the address, if they are there: a reload does not bring them back. */
export function forgetLink(): void {
  const { hash, pathname, search } = window.location;
  if (isCodeFragment(hash) || search !== "")
    window.history.replaceState(window.history.state, "", pathname);
}
