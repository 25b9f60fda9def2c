import { type ReactNode, useEffect, useMemo } from "react";
import { KeptEdits } from "./kept-edits";
import { LinkedCode } from "./linked-code";
import { LiveNotebook } from "./live-notebook";
import { LiveContext, useLivePage } from "./use-live-cells";

async function loadEngine() {
  const { pageEngine } = await import(/* webpackChunkName: "live-engine" */ "./page-engine");
  return pageEngine();
}

/** Makes the cells of a notebook's page live. */
export function LiveProvider({ permalink, children }: { permalink: string; children: ReactNode }) {
  const notebook = useMemo(
    () => new LiveNotebook(loadEngine, new KeptEdits(permalink)),
    [permalink],
  );
  useEffect(() => () => notebook.stop(), [notebook]);
  return (
    <LiveContext value={notebook}>
      <LinkedCode notebook={notebook} />
      {children}
      <Announcements />
    </LiveContext>
  );
}

/** Says to a screen reader what runs and what came of it. */
function Announcements() {
  const { announcement } = useLivePage();
  return (
    <p className="pm-only-read" role="status" aria-live="polite">
      {announcement}
    </p>
  );
}
