/** The worker's half of live cells: runs what the page asks for and tells what came of it. */
import { cellConsole } from "./cell-console";
import { errorOutput } from "./cell-error";
import { installReadableStacks } from "./cell-stack";
import { valueBundle } from "./cell-value";
import { LiveKernel, type Modules } from "./live-kernel";
import type { RunMessage, RunRequest } from "./messages";
import { LIVE_CHART_MIME, LIVE_TABLE_MIME, LIVE_VERDICT_MIME, type LiveOutput } from "./output";
import { PrintedText } from "./printed-text";

/** The library's `show` and `check` look for this; what they show is sent to the page as data. */
const SHOW_HOST = Symbol.for("pymalloc-lab.host");

/** A server of cells. */
export interface CellServer {
  /** Runs a cell; called again only when the run before has ended. */
  run(request: RunRequest): Promise<void>;
  /** Takes an error that no cell caught, such as that of a timer. */
  takeUncaught(error: unknown): void;
}

/**
 * Starts serving cells in this worker: its console and its errors' stacks become the cells' own.
 *
 * @param tell - sends a message to the page.
 */
export function serveCells(modules: Modules, tell: (message: RunMessage) => void): CellServer {
  let run = 0;
  const kernel = new LiveKernel(modules, ({ message }) =>
    tell({ type: "grown", run, reason: message }),
  );
  const send = (output: LiveOutput) => tell({ type: "output", run, output });
  let text = new PrintedText(send);
  const display = (output: LiveOutput) => {
    text.flush();
    send(output);
  };
  installReadableStacks();
  Object.assign(
    console,
    cellConsole((stream, line) => text.print(stream, line)),
  );
  const displayAs = (mimeType: string) => (shown: unknown) => {
    // Both are JSON by contract; what is shown is exactly what JSON keeps of it.
    const data = { [mimeType]: JSON.parse(JSON.stringify(shown)) };
    display({ output_type: "display_data", data });
  };
  Reflect.set(globalThis, SHOW_HOST, {
    show: displayAs(LIVE_CHART_MIME),
    verdict: displayAs(LIVE_VERDICT_MIME),
    table: displayAs(LIVE_TABLE_MIME),
  });
  return {
    async run(request) {
      run = request.run;
      text = new PrintedText(send);
      let hasFailed = false;
      try {
        const data = valueBundle(await kernel.run(request.source, request.cell));
        if (data !== undefined) display({ output_type: "execute_result", data });
      } catch (error) {
        hasFailed = true;
        display(errorOutput(error, request.cell));
      }
      text.flush();
      tell({ type: "end", run, hasFailed });
    },
    takeUncaught(error) {
      const { traceback } = errorOutput(error, "cell");
      text.print("stderr", `Uncaught ${traceback.join("\n")}\n`);
    },
  };
}
