/** The live parts of a notebook's cell: its code as it is now, its bar, its outputs. */
import CodeBlock from "@theme/CodeBlock";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { CellBar } from "./cell-bar";
import { CellEditor } from "./cell-editor";
import { type CellState, cellName, type NotebookCode, type ShownRun } from "./cell-state";
import { forgetLink } from "./linked-code";
import type { LiveNotebook } from "./live-notebook";
import { LiveOutputs } from "./live-outputs";
import { useLiveCell, useLiveNotebook } from "./use-live-cells";

const CellContext = createContext<NotebookCode | undefined>(undefined);

/** Adds a cell to the page's live notebook, and its live outputs under it. */
export function LiveCell({ cell, children }: { cell: NotebookCode; children: ReactNode }) {
  const notebook = useLiveNotebook();
  const state = useLiveCell(cell.id);
  const { n, id, source, isRunnable, isParameters } = cell;
  useEffect(
    () => notebook?.add({ n, id, source, isRunnable, isParameters }),
    [notebook, n, id, source, isRunnable, isParameters],
  );
  const shown = state?.shown;
  useEffect(() => {
    if (shown?.status !== undefined) tellOfRun(id, shown);
  }, [id, shown]);
  return (
    <CellContext value={cell}>
      {children}
      {notebook !== undefined && state !== undefined && shown !== undefined && (
        <LiveResult state={state} shown={shown} notebook={notebook} />
      )}
    </CellContext>
  );
}

/** For whoever follows the page from outside of it: `cell-ran` at the cell, with what came of it. */
function tellOfRun(id: string, shown: ShownRun): void {
  const event = new CustomEvent("cell-ran", { bubbles: true, detail: { id, ...shown } });
  document.getElementById(id)?.dispatchEvent(event);
}

/** Shows what the notebook has stored, until the cell is run here. */
export function StoredOutputs({ children }: { children: ReactNode }) {
  const state = useLiveCell(useContext(CellContext)?.id ?? "");
  if (state?.shown !== undefined) return null;
  return (
    <div className="nb-outputs">
      {state?.isStale && <StaleMark />}
      {children}
    </div>
  );
}

function LiveResult({
  state,
  shown,
  notebook,
}: {
  state: CellState;
  shown: ShownRun;
  notebook: LiveNotebook;
}) {
  const { cell } = state;
  if (shown.status === "done" && shown.outputs.length === 0) return null;
  return (
    <div className="nb-outputs nb-outputs--live">
      {state.isStale && <StaleMark />}
      <LiveOutputs
        key={shown.run}
        outputs={shown.outputs}
        ran={{ cell: cellName(cell), code: shown.code }}
      />
      {(shown.status === "stopped" || shown.status === "died") && (
        <Offer
          text={`${shown.status === "stopped" ? "Stopped." : "The worker ended."} What the cells had made is gone with it.`}
          button={cell.n > 1 ? "Run above" : undefined}
          onClick={() => void notebook.runAbove(cell.id)}
        />
      )}
      {shown.missing !== undefined && (
        <Offer
          text={`${shown.missing.name} is made in cell ${shown.missing.n}, which has not run here.`}
          button="Run above, then this"
          onClick={() => void notebook.runAbove(cell.id, { andThis: true })}
        />
      )}
    </div>
  );
}

function Offer({
  text,
  button,
  onClick,
}: {
  text: string;
  button: string | undefined;
  onClick: () => void;
}) {
  return (
    <p className="nb-notice">
      {text}{" "}
      {button !== undefined && (
        <button type="button" className="nb-button" onClick={onClick}>
          {button}
        </button>
      )}
    </p>
  );
}

function StaleMark() {
  return (
    <p className="nb-stale">May be out of date: code here or above was changed or run again.</p>
  );
}

/** The code of a cell: the notebook's own, the reader's, or an editor, over the bar. */
export function LiveInput({ children }: { children: ReactNode }) {
  const cell = useContext(CellContext);
  const notebook = useLiveNotebook();
  const state = useLiveCell(cell?.id ?? "");
  const [isEditing, setEditing] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  if (cell === undefined || notebook === undefined) return children;
  if (!cell.isRunnable) return <NeedsNode>{children}</NeedsNode>;
  const leave = () => {
    setEditing(false);
    place.current?.querySelector<HTMLElement>(".nb-button--edit")?.focus();
  };
  return (
    <div ref={place}>
      {(state?.origin === "link" || state?.origin === "address") && (
        <FromLink id={cell.id} origin={state.origin} notebook={notebook} />
      )}
      {isEditing && state !== undefined ? (
        <CellEditor
          n={cell.n}
          code={state.code}
          errorLine={errorLine(state)}
          onChange={(code) => {
            if (state.origin === "link" || state.origin === "address") forgetLink();
            notebook.edit(cell.id, code);
          }}
          onRun={() => void notebook.run(cell.id)}
          onLeave={leave}
        />
      ) : (
        <Code state={state}>{children}</Code>
      )}
      <CellBar
        n={cell.n}
        state={state}
        notebook={notebook}
        isEditing={isEditing}
        onEdit={() => setEditing(!isEditing)}
      />
    </div>
  );
}

/** The notebook's own code is in the page already, highlighted. */
function Code({ state, children }: { state: CellState | undefined; children: ReactNode }) {
  if (state === undefined || state.code === state.cell.source) return children;
  return <CodeBlock language="ts">{state.code}</CodeBlock>;
}

const CAME_WITH = {
  link: "This code came with the link: somebody else has edited the cell. Read it before you run it.",
  address: "Values here came with the page's address. Run the cells to see what they give.",
};

function FromLink({
  id,
  origin,
  notebook,
}: {
  id: string;
  origin: "link" | "address";
  notebook: LiveNotebook;
}) {
  const dismiss = () => {
    forgetLink();
    notebook.dismissLinked(id);
  };
  return (
    <p className="nb-notice">
      {CAME_WITH[origin]}{" "}
      <button type="button" className="nb-button" onClick={dismiss}>
        Put it away
      </button>
    </p>
  );
}

function NeedsNode({ children }: { children: ReactNode }) {
  return (
    <>
      {children}
      <p className="nb-notice">
        This cell needs Node, so it does not run in a page. In the downloaded notebook it does.
      </p>
    </>
  );
}

/** Line of this cell that threw, as long as it is the code that ran. */
function errorLine({ shown, code, cell }: CellState): number | undefined {
  if (shown?.code !== code) return undefined;
  const error = shown.outputs.find((output) => output.output_type === "error");
  return error?.place?.cell === cellName(cell) ? error.place.line : undefined;
}
