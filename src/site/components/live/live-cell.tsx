/** The live parts of a notebook's cell: its code as it is now, its bar, its outputs. */
import CodeBlock from "@theme/CodeBlock";
import {
  Children,
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useRef,
  useState,
} from "react";
import { useAllCode } from "./all-code";
import { CellBar } from "./cell-bar";
import { CellEditor } from "./cell-editor";
import {
  type CellState,
  cellName,
  isTouched,
  type NotebookCode,
  type ShownRun,
} from "./cell-state";
import { forgetLink } from "./linked-code";
import type { LiveNotebook } from "./live-notebook";
import { LiveOutputs } from "./live-outputs";
import { useLiveCell, useLiveNotebook } from "./use-live-cells";

const CellContext = createContext<NotebookCode | undefined>(undefined);

/** Adds a cell to the page's live notebook. */
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
  return <CellContext value={cell}>{children}</CellContext>;
}

/** For whoever follows the page from outside of it: `cell-ran` at the cell, with what came of it. */
function tellOfRun(id: string, shown: ShownRun): void {
  const event = new CustomEvent("cell-ran", { bubbles: true, detail: { id, ...shown } });
  document.getElementById(id)?.dispatchEvent(event);
}

/** Shows what the notebook has stored, until the cell is run here: then what it gave. */
export function CellOutputs({ children }: { children: ReactNode }) {
  const state = useLiveCell(useContext(CellContext)?.id ?? "");
  if (state?.shown !== undefined) return <LiveResult state={state} shown={state.shown} />;
  const hasStored = Children.count(children) > 0;
  if (!hasStored && state?.blockedBy === undefined) return null;
  return (
    <div className="nb-outputs">
      {state !== undefined && <Blocked state={state} />}
      {state?.isStale && hasStored && <StaleMark />}
      {children}
    </div>
  );
}

function LiveResult({ state, shown }: { state: CellState; shown: ShownRun }) {
  const isOver = shown.status === "stopped" || shown.status === "died";
  const hasNothing = shown.status === "done" && shown.outputs.length === 0;
  if (hasNothing && state.blockedBy === undefined) return null;
  return (
    <div className="nb-outputs nb-outputs--live">
      <Blocked state={state} />
      {state.isStale && <StaleMark />}
      <LiveOutputs
        key={shown.run}
        outputs={shown.outputs}
        ran={{ cell: cellName(state.cell), code: shown.code }}
      />
      {isOver && (
        <p className="nb-notice">
          {shown.status === "stopped" ? "Stopped." : "The worker was ended."} What the cells had
          made is gone with it; Run makes again what it needs.
        </p>
      )}
    </div>
  );
}

function Blocked({ state: { blockedBy, phase } }: { state: CellState }) {
  if (blockedBy === undefined || phase !== "idle") return null;
  return (
    <p className="nb-notice" role="status">
      Not run: it needs cell {blockedBy}, which did not run here.
    </p>
  );
}

function StaleMark() {
  return (
    <p className="nb-stale">May be out of date: code here or above was changed or run again.</p>
  );
}

/**
 * The code of a cell, folded into one line with what can be done with it: the notebook's own code,
 * the reader's, or an editor.
 *
 * @param isOpen - the code is the point here, and is there to be seen.
 */
export function LiveInput({ isOpen, children }: { isOpen: boolean; children: ReactNode }) {
  const cell = useContext(CellContext);
  const notebook = useLiveNotebook();
  const state = useLiveCell(cell?.id ?? "");
  const [isEditing, setEditing] = useState(false);
  const fold = useFold(isOpen);
  if (cell === undefined) return children;
  const leave = () => {
    setEditing(false);
    const place = fold.current?.parentElement;
    place?.querySelector<HTMLElement>(".nb-button--edit")?.focus();
  };
  const edit = () => {
    if (fold.current !== null) fold.current.open = true;
    setEditing(!isEditing);
  };
  const isFromAddress = state?.origin === "link" || state?.origin === "address";
  // What is not the notebook's own is seen before it is run.
  const isOther = isFromAddress || state?.origin === "reader";
  return (
    <div className={`nb-code ${state !== undefined && isTouched(state) ? "nb-code--touched" : ""}`}>
      {isFromAddress && notebook !== undefined && (
        <FromLink id={cell.id} origin={state.origin} notebook={notebook} />
      )}
      <details className="nb-input nb-fold" ref={fold} open={isOpen || isOther}>
        <summary>
          the code, {linesOf(state?.code ?? cell.source)}
          {!cell.isRunnable && <> · runs in Jupyter, not in a page</>}
        </summary>
        {isEditing && state !== undefined && notebook !== undefined ? (
          <CellEditor
            n={cell.n}
            code={state.code}
            errorLine={errorLine(state)}
            onChange={(code) => {
              if (isFromAddress) forgetLink();
              notebook.edit(cell.id, code);
            }}
            onRun={() => void notebook.run(cell.id)}
            onLeave={leave}
          />
        ) : (
          <Code state={state}>{children}</Code>
        )}
      </details>
      {cell.isRunnable && notebook !== undefined && (
        <CellBar n={cell.n} state={state} notebook={notebook} isEditing={isEditing} onEdit={edit} />
      )}
      <a className="nb-anchor" href={`#${cell.id}`} aria-label={`Link to code cell ${cell.n}`}>
        {cell.n}
      </a>
    </div>
  );
}

/** Follows the page's switch: all code open, or each as the notebook has it. */
function useFold(isOpen: boolean) {
  const fold = useRef<HTMLDetailsElement>(null);
  const isAllOpen = useAllCode();
  useEffect(() => {
    if (fold.current !== null && isAllOpen !== undefined) fold.current.open = isAllOpen || isOpen;
  }, [isAllOpen, isOpen]);
  return fold;
}

function linesOf(code: string): string {
  const count = code.split("\n").length;
  return count === 1 ? "1 line" : `${count} lines`;
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
  origin: keyof typeof CAME_WITH;
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

/** Line of this cell that threw, as long as it is the code that ran. */
function errorLine({ shown, code, cell }: CellState): number | undefined {
  if (shown?.code !== code) return undefined;
  const error = shown.outputs.find((output) => output.output_type === "error");
  return error?.place?.cell === cellName(cell) ? error.place.line : undefined;
}
