/** Runs cells in a real kernel and gathers what a notebook would store. */

import type { JsonObject, Output } from "../../src/notebook/format/notebook-format.js";
import type { KernelClient } from "../../src/notebook/kernel/kernel-client.js";
import { OutputCollector } from "../../src/notebook/run/collect-outputs.js";

export interface CellRun {
  readonly outputs: readonly Output[];
  /** Types of all messages, in order. */
  readonly messages: readonly string[];
  readonly reply: JsonObject;
}

/** Runs one cell; `onPrint` is called when it first prints. */
export async function runCell(
  kernel: KernelClient,
  source: string,
  onPrint: () => void = () => {},
): Promise<CellRun> {
  const collector = new OutputCollector();
  const outputs = collector.beginCell();
  const messages: string[] = [];
  const reply = await kernel.execute(source, (type, content) => {
    if (type === "stream" && !messages.includes(type)) onPrint();
    messages.push(type);
    collector.take(type, content);
  });
  return { outputs, messages, reply };
}

/** What one cell printed to stdout. */
export async function printed(kernel: KernelClient, source: string): Promise<string> {
  const { outputs } = await runCell(kernel, source);
  return outputs
    .map((output) =>
      output.output_type === "stream" && output.name === "stdout" ? output.text : "",
    )
    .join("");
}

/** The text of the value that ended a cell. */
export async function resultOf(kernel: KernelClient, source: string): Promise<unknown> {
  const { outputs } = await runCell(kernel, source);
  const last = outputs.at(-1);
  return last?.output_type === "execute_result" ? last.data["text/plain"] : last;
}
