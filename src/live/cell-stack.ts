/**
 * Stack traces as the reader of a page should see them: cells and their lines,
 * nothing of the engine that runs them.
 *
 * Code that is compiled from a text has the name that its last comment gives
 * it. Cells get one that is found again in a frame of any browser.
 */
import type { CellPlace } from "./output";

/** Lines that the `Function` constructor writes before the body. */
const LINES_BEFORE_BODY = 2;

/** A frame in a cell, as V8 (`at f (…)`, or `at …`) or the others (`f@…`) write it. */
const FRAME =
  /^\s*(?:at (?:async )?(?:(?<v8>[^(]+) \(.*?|)|(?<other>[^@]*)@.*?)pymalloc-lab-cells\/(?<cell>[^:\s]+):(?<line>\d+):\d+\)*$/;

/** The comment that gives compiled code its name. */
export function sourceNameComment(cell: string): string {
  return `//# sourceURL=pymalloc-lab-cells/${encodeURIComponent(cell)}`;
}

/** A line of a trace that lies in a cell. */
export interface CellFrame extends CellPlace {
  /** Empty at a cell's top level. */
  readonly functionName: string;
}

/** The frames of a stack that lie in cells, innermost first. */
export function cellFrames(stack: string): CellFrame[] {
  return stack.split("\n").flatMap((line) => {
    const { v8, other, cell, line: number } = FRAME.exec(line)?.groups ?? {};
    if (cell === undefined) return [];
    const functionName = withoutReceiver(v8 ?? other ?? "");
    return [
      { functionName, cell: decodeURIComponent(cell), line: Number(number) - LINES_BEFORE_BODY },
    ];
  });
}

/** A frame as it is shown. */
export function frameText({ functionName, cell, line }: CellFrame): string {
  const place = `${cell}, line ${line}`;
  return functionName === "" ? `    at ${place}` : `    at ${functionName} (${place})`;
}

/**
 * Makes the stack of every error readable when it is made, where the engine can
 * (V8): so an error that a cell catches and prints is clean too.
 */
export function installReadableStacks(): void {
  Error.prepareStackTrace = (error, sites) => {
    const frames = cellFrames(sites.map((site) => `    at ${site}`).join("\n"));
    placesOf.set(error, frames);
    return [String(error), ...frames.map(frameText)].join("\n");
  };
}

/** Frames by error, since a stack that was made readable cannot be read again. */
const placesOf = new WeakMap<Error, CellFrame[]>();

/** Where an error was thrown: the frames that lie in cells. */
export function framesOf(error: Error): CellFrame[] {
  const { stack = "" } = error;
  return placesOf.get(error) ?? cellFrames(stack);
}

/**
 * A function that is looked up in the scope is called as its method, and the
 * cell itself is a nameless function or `eval`.
 */
function withoutReceiver(name: string): string {
  const own = name.replace(/^(?:Proxy|Object)\./, "").trim();
  return own === "eval" || own === "<anonymous>" || own === "anonymous" ? "" : own;
}
