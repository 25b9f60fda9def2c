/**
 * What code prints, sent to the cell that runs, or ran last.
 *
 * `console` writes to `process.stdout` and `process.stderr`, so it is these two
 * that are redirected; a child process that inherits them is not heard.
 */
import type { CellOutputs, StreamName } from "./cell-outputs.js";

/** Sends all that is printed from now on to the outputs that `current` names. */
export function redirectStandardStreams(current: () => CellOutputs | undefined): void {
  for (const name of ["stdout", "stderr"] as const) redirect(name, current);
}

function redirect(name: StreamName, current: () => CellOutputs | undefined): void {
  const stream = process[name];
  const original = stream.write.bind(stream);
  const decoder = new TextDecoder();
  stream.write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    const outputs = current();
    const text = typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
    if (outputs === undefined) return original(text);
    outputs.print(name, text);
    const done = rest.at(-1);
    if (typeof done === "function") process.nextTick(done);
    return true;
  };
}
