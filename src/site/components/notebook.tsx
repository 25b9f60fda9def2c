/** The elements that a notebook's page is made of; the remark plugin of src/notebook names them. */
import useBrokenLinks from "@docusaurus/useBrokenLinks";
import type { ReactNode } from "react";
import { Prediction } from "./exercise/prediction";
import { CellOutputs, LiveCell, LiveInput } from "./live/live-cell";

export { NotebookChart } from "./chart/notebook-chart";
export { NotebookChoice } from "./choice/notebook-choice";
export { NotebookVerdict } from "./exercise/verdict";
export { GlossaryTerm } from "./glossary-term";
export { NotebookQuestion } from "./guess/notebook-question";
export { NotebookParameters } from "./live/notebook-parameters";
export { NotebookTable } from "./notebook-table";

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

/** The code, folded into a line unless it is the point. */
export function NotebookInput({ open, children }: { open: boolean; children?: ReactNode }) {
  return <LiveInput isOpen={open}>{children}</LiveInput>;
}

export function NotebookOutputs({ children }: { children?: ReactNode }) {
  return <CellOutputs>{children}</CellOutputs>;
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
