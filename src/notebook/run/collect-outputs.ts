/**
 * From the messages of a running kernel to the outputs that a notebook stores.
 */
import type {
  Json,
  JsonObject,
  MimeBundle,
  Output,
  StreamOutput,
} from "../format/notebook-format.js";

/** Gathers the outputs of one run of a notebook, cell by cell. */
export class OutputCollector {
  /** Where an output that may be updated is stored: the list of its cell, and its place there. */
  readonly #updatable = new Map<string, { readonly outputs: Output[]; readonly index: number }>();
  #outputs: Output[] = [];

  /** Starts a cell and returns the list that its outputs will be in. */
  beginCell(): readonly Output[] {
    this.#outputs = [];
    return this.#outputs;
  }

  /** Takes a message of type `stream`, `display_data`, `execute_result` or `error`. */
  take(type: string, content: JsonObject): void {
    switch (type) {
      case "stream":
        this.#takeText(content);
        break;
      case "display_data":
      case "update_display_data":
        this.#takeDisplay(content, type === "update_display_data");
        break;
      case "execute_result": {
        const { execution_count: count } = content;
        const shown = shownIn(content);
        this.#outputs.push({ output_type: type, ...shown, execution_count: Number(count) });
        break;
      }
      case "error": {
        const { ename, evalue, traceback } = content;
        const lines = Array.isArray(traceback) ? traceback.map(String) : [];
        const named = { ename: String(ename), evalue: String(evalue), traceback: lines };
        this.#outputs.push({ output_type: type, ...named });
        break;
      }
    }
  }

  #takeText({ name, text }: JsonObject): void {
    const stream = name === "stderr" ? "stderr" : "stdout";
    this.#outputs.push({ output_type: "stream", name: stream, text: String(text) });
    this.#outputs.splice(0, this.#outputs.length, ...joinStreams(this.#outputs));
  }

  #takeDisplay(content: JsonObject, isUpdate: boolean): void {
    const output: Output = { output_type: "display_data", ...shownIn(content) };
    const { transient } = content;
    const { display_id: id } = objectOr(transient);
    const stored = typeof id === "string" ? this.#updatable.get(id) : undefined;
    if (isUpdate && stored !== undefined) {
      stored.outputs[stored.index] = output;
      return;
    }
    this.#outputs.push(output);
    if (typeof id !== "string") return;
    this.#updatable.set(id, { outputs: this.#outputs, index: this.#outputs.length - 1 });
  }
}

/** Joins neighbouring texts of one stream: how printing was cut into messages means nothing. */
export function joinStreams(outputs: readonly Output[]): Output[] {
  const joined: Output[] = [];
  for (const output of outputs) {
    const last = joined.at(-1);
    if (last !== undefined && isText(last) && isText(output) && last.name === output.name) {
      joined[joined.length - 1] = { ...last, text: last.text + output.text };
    } else {
      joined.push(output);
    }
  }
  return joined;
}

function isText(output: Output): output is StreamOutput {
  return output.output_type === "stream";
}

function shownIn({ data, metadata }: JsonObject): { data: MimeBundle; metadata: JsonObject } {
  return { data: objectOr(data), metadata: objectOr(metadata) };
}

function objectOr(json: Json | undefined): JsonObject {
  return isObject(json) ? json : {};
}

function isObject(json: Json | undefined): json is JsonObject {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
