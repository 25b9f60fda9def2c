/** The console of cells: what it prints is an output, worded as Node words it. */
import { formatWithOptions, inspect } from "node-inspect-extracted";
import { tableText } from "./print-table";

/** Where printed text goes. */
export type Print = (stream: "stdout" | "stderr", text: string) => void;

/** A group's own indentation. */
const GROUP_INDENT = "  ";

/** Makes the methods that cells may call. */
export function cellConsole(print: Print) {
  let indent = "";
  const counts = new Map<string, number>();
  const started = new Map<string, number>();
  const write = (stream: "stdout" | "stderr", text: string) =>
    print(stream, `${indent}${text.replaceAll("\n", `\n${indent}`)}\n`);
  const out = (...values: readonly unknown[]) => write("stdout", format(values));
  const err = (...values: readonly unknown[]) => write("stderr", format(values));
  const group = (...values: readonly unknown[]) => {
    if (values.length > 0) out(...values);
    indent += GROUP_INDENT;
  };
  const tellTime = (label: string) => {
    const start = started.get(label);
    if (start !== undefined) out(`${label}: ${durationText(performance.now() - start)}`);
    else err(`Warning: No such label '${label}' for console.time()`);
  };
  return {
    log: out,
    info: out,
    debug: out,
    warn: err,
    error: err,
    trace: (...values: readonly unknown[]) => err(`Trace: ${format(values)}`),
    dir: (value: unknown, options?: object) =>
      write("stdout", inspect(value, { customInspect: false, ...options })),
    table: (data: unknown, properties?: readonly string[]) =>
      out(tableText(data, properties) ?? data),
    group,
    groupCollapsed: group,
    groupEnd: () => {
      indent = indent.slice(GROUP_INDENT.length);
    },
    assert: (condition?: unknown, ...values: readonly unknown[]) => {
      if (!condition) err(`Assertion failed${values.length > 0 ? `: ${format(values)}` : ""}`);
    },
    count: (label = "default") => {
      const count = (counts.get(label) ?? 0) + 1;
      counts.set(label, count);
      out(`${label}: ${count}`);
    },
    countReset: (label = "default") => void counts.delete(label),
    time: (label = "default") => void started.set(label, performance.now()),
    timeLog: (label = "default") => tellTime(label),
    timeEnd: (label = "default") => {
      tellTime(label);
      started.delete(label);
    },
    clear: () => {},
  };
}

function format(values: readonly unknown[]): string {
  return formatWithOptions({}, ...values);
}

function durationText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Number(milliseconds.toFixed(3))}ms`;
  return `${(milliseconds / 1000).toFixed(3)}s`;
}
