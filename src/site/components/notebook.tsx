/** The elements that a notebook's page is made of; the remark plugin of src/notebook names them. */
import useBrokenLinks from "@docusaurus/useBrokenLinks";
import type { ReactNode } from "react";
import { Prediction } from "./exercise/prediction";
import { LiveCell, LiveInput, StoredOutputs } from "./live/live-cell";

export { NotebookChart } from "./chart/notebook-chart";
export { NotebookChoice } from "./choice/notebook-choice";
export { NotebookVerdict } from "./exercise/verdict";
export { GlossaryTerm } from "./glossary-term";
export { NotebookQuestion } from "./guess/notebook-question";

interface CellProps {
  /** Place among the code cells of the page, from 1. */
  readonly n: number;
  readonly cellId: string;
  readonly tags: readonly string[];
  /** The kernel's own count, or null for a cell that was not run. */
  readonly count: number | null;
  readonly source: string;
  readonly children?: ReactNode;
}

/** Tag of a cell that needs what a browser does not have, such as processes. */
const NEEDS_NODE = "needs-node";

/** Tag of the cell that declares the notebook's parameters. */
const PARAMETERS = "parameters";

/** A code cell with its outputs; its id in the notebook is its anchor on the page. */
export function NotebookCell({ n, cellId, tags, source, children }: CellProps) {
  useBrokenLinks().collectAnchor(cellId);
  const isPrediction = tags.includes("exercise") && tags.includes("predict");
  const cell = {
    n,
    id: cellId,
    source,
    isRunnable: !tags.includes(NEEDS_NODE),
    isParameters: tags.includes(PARAMETERS),
  };
  return (
    <div className="nb-cell" id={cellId}>
      <a className="nb-anchor" href={`#${cellId}`} aria-label={`Link to code cell ${n}`}>
        {n}
      </a>
      <LiveCell cell={cell}>
        {isPrediction ? (
          <>
            <Prediction exercise={cellId} source={source} />
            <details className="nb-in-a-notebook">
              <summary>The same in a notebook</summary>
              {children}
            </details>
          </>
        ) : (
          children
        )}
      </LiveCell>
    </div>
  );
}

/** The code, or a line to unfold it. */
export function NotebookInput({
  collapsed,
  children,
}: {
  collapsed: boolean;
  children?: ReactNode;
}) {
  const code = <LiveInput>{children}</LiveInput>;
  if (!collapsed) return <div className="nb-input">{code}</div>;
  return (
    <details className="nb-input nb-input--folded">
      <summary>Show the code</summary>
      {code}
    </details>
  );
}

export function NotebookOutputs({ children }: { children?: ReactNode }) {
  return <StoredOutputs>{children}</StoredOutputs>;
}

/** Text that the cell printed (`stdout`, `stderr`) or ended in (`result`). */
export function NotebookStream({ name, children }: { name: string; children?: ReactNode }) {
  return <div className={`nb-stream nb-stream--${name}`}>{children}</div>;
}

/** What the cell threw: the message first, the stack when asked for. */
export function NotebookError({
  name,
  message,
  children,
}: {
  name: string;
  message: string;
  children?: ReactNode;
}) {
  return (
    <div className="nb-error">
      <p>
        <strong>{name}</strong>: {message}
      </p>
      <details>
        <summary>Where it was thrown</summary>
        {children}
      </details>
    </div>
  );
}

/** HTML or SVG that the cell displayed, as real elements. */
export function NotebookHtml({ kind, children }: { kind: string; children?: ReactNode }) {
  return <div className={`nb-html nb-html--${kind}`}>{children}</div>;
}
