import { useEffect, useState } from "react";
import { codeInFragment, isCodeFragment } from "../../../live/code-link";
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
      const told = await openLink(notebook, window.location.hash);
      if (!gone.signal.aborted) setComplaint(told);
    };
    window.addEventListener("hashchange", open, { signal: gone.signal });
    void open();
    return () => gone.abort();
  }, [notebook]);
  if (complaint === "") return null;
  return (
    <p className="nb-notice nb-notice--broken" role="alert">
      The experiment in this link cannot be shown: {complaint}. The page is as the notebook has it.
    </p>
  );
}

/** Shows a link's code. Returns why not, or nothing. */
async function openLink(notebook: LiveNotebook, fragment: string): Promise<string> {
  try {
    const linked = await codeInFragment(fragment);
    if (linked === undefined) return "";
    if (!notebook.showLinked(linked.cellId, linked.code)) {
      return `this notebook has no cell "${linked.cellId}"`;
    }
    const behavior = "instant";
    document.getElementById(linked.cellId)?.scrollIntoView({ behavior, block: "start" });
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Takes a link's code out of the address, if it is there: a reload does not bring it back. */
export function forgetLink(): void {
  const { hash, pathname } = window.location;
  if (isCodeFragment(hash)) window.history.replaceState(window.history.state, "", pathname);
}
