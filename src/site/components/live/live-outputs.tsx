/** Outputs that a cell has given in this page; they look as the stored ones do. */
import ErrorBoundary from "@docusaurus/ErrorBoundary";
import CodeBlock from "@theme/CodeBlock";
import type { Chart } from "pymalloc-lab/charts";
import type { Verdict } from "pymalloc-lab/exercises";
import type { DataTable } from "pymalloc-lab/notebook";
import {
  LIVE_CHART_MIME,
  LIVE_TABLE_MIME,
  LIVE_VERDICT_MIME,
  type LiveError,
  type LiveOutput,
  type MimeBundle,
} from "../../../live/output";
import { NotebookChart } from "../chart/notebook-chart";
import { NotebookVerdict } from "../exercise/verdict";
import { NotebookTable } from "../notebook-table";
import { joinedTexts } from "./joined-texts";
import { SanitisedHtml } from "./sanitised-html";

/** What was run, to quote the line that an error names. */
interface RunCode {
  readonly cell: string;
  readonly code: string;
}

/** All outputs of a run. */
export function LiveOutputs({ outputs, ran }: { outputs: readonly LiveOutput[]; ran: RunCode }) {
  return joinedTexts(outputs).map(({ place, output }) => (
    // Whatever a cell has shown, the page around it stays.
    <ErrorBoundary key={place} fallback={Unshown}>
      <LiveOutputView output={output} ran={ran} />
    </ErrorBoundary>
  ));
}

function Unshown({ error }: { error: Error }) {
  return <p className="nb-notice">This output cannot be shown: {error.message}</p>;
}

function LiveOutputView({ output, ran }: { output: LiveOutput; ran: RunCode }) {
  switch (output.output_type) {
    case "stream":
      return <Text kind={output.name} text={output.text} />;
    case "error":
      return <ErrorView error={output} ran={ran} />;
    default:
      return <Display data={output.data} />;
  }
}

function Text({ kind, text }: { kind: string; text: string }) {
  return (
    <div className={`nb-stream nb-stream--${kind}`}>
      <CodeBlock language="text">{text.replace(/\n$/, "")}</CodeBlock>
    </div>
  );
}

function Display({ data }: { data: MimeBundle }) {
  const chart = data[LIVE_CHART_MIME];
  if (isChart(chart)) return <NotebookChart chart={chart} isNew />;
  const verdict = data[LIVE_VERDICT_MIME];
  if (isVerdict(verdict)) return <NotebookVerdict verdict={verdict} />;
  const table = data[LIVE_TABLE_MIME];
  if (isTable(table)) return <NotebookTable table={table} />;
  const html = data["text/html"] ?? data["image/svg+xml"];
  if (typeof html === "string") return <SanitisedHtml html={html} />;
  const text = data["text/plain"] ?? data["text/markdown"] ?? JSON.stringify(data, null, 2);
  return <Text kind="result" text={String(text)} />;
}

/** The library made it, in the worker; whether it can be drawn shows when it is. */
function isChart(value: unknown): value is Chart {
  return typeof value === "object" && value !== null && "chart" in value;
}

function isTable(value: unknown): value is DataTable {
  if (typeof value !== "object" || value === null) return false;
  if (!("columns" in value && "rows" in value && "title" in value)) return false;
  const { columns, rows, title } = value;
  const areLists = Array.isArray(columns) && Array.isArray(rows) && rows.every(Array.isArray);
  return areLists && typeof title === "string" && columns.every((column) => "name" in column);
}

function isVerdict(value: unknown): value is Verdict {
  return typeof value === "object" && value !== null && "passed" in value && "message" in value;
}

function ErrorView({ error, ran }: { error: LiveError; ran: RunCode }) {
  const { ename, evalue, traceback, place, hint } = error;
  const frames = traceback.slice(1);
  const line = place?.cell === ran.cell ? ran.code.split("\n")[place.line - 1]?.trim() : undefined;
  return (
    <div className="nb-error">
      <p>
        <strong>{ename}</strong>: {evalue}
      </p>
      {place !== undefined && (
        <p className="nb-error-place">
          {capitalised(place.cell)}, line {place.line}
          {line !== undefined && (
            <>
              : <code>{line}</code>
            </>
          )}
        </p>
      )}
      {hint !== undefined && <p>{hint}</p>}
      {frames.length > 1 && (
        <details>
          <summary>Where it was thrown</summary>
          <CodeBlock language="text">{frames.join("\n")}</CodeBlock>
        </details>
      )}
    </div>
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
