/**
 * Who draws a chart that a notebook shows: the kernel, or the reader's browser.
 *
 * The host is found on the global object by a registered symbol, because the
 * library in a cell and the program around it may be two copies.
 */
import type { Chart } from "../../charts/chart.js";
import type { Verdict } from "../../exercises/verdict.js";
import type { DataTable } from "../table/data-table.js";

const HOST = Symbol.for("pymalloc-lab.host");

/** Whoever can put a chart before the reader. */
export interface ShowHost {
  show(chart: Chart): void;
  /** Puts the verdict on an exercise there; a host without it leaves that to a line of text. */
  verdict?(verdict: Verdict): void;
  /** Shows a table; a host without it leaves that to lines of text. */
  table?(table: DataTable): void;
}

/** Makes `show` of this process, tab or worker draw through a host. */
export function installShowHost(host: ShowHost): void {
  Reflect.set(globalThis, HOST, host);
}

/** The installed host, if there is one. */
export function showHost(): ShowHost | undefined {
  return Reflect.get(globalThis, HOST);
}
