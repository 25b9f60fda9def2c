/**
 * What one cell says to its readers, as messages in the order it was said.
 *
 * Printed text is gathered: one message for what is printed within a few
 * milliseconds, not one for each line.
 */
import type { JsonObject, MimeBundle } from "../format/notebook-format.js";
import type { CellError } from "./cell-error.js";

/** Sends a message of a type to every front end. */
export type Publish = (type: string, content: JsonObject) => void;

const GATHER_MS = 10;

/** Longest text that is held back, in UTF-16 units; a loop that never yields must still be heard. */
const GATHER_LENGTH = 65_536;

/** Name of a stream that a cell prints to. */
export type StreamName = "stdout" | "stderr";

/** The outputs of one cell. */
export class CellOutputs {
  readonly #publish: Publish;
  #stream: StreamName = "stdout";
  #gathered = "";
  #timer: NodeJS.Timeout | undefined;

  constructor(publish: Publish) {
    this.#publish = publish;
  }

  /** Prints text. */
  print(stream: StreamName, text: string): void {
    if (stream !== this.#stream) this.flush();
    this.#stream = stream;
    this.#gathered += text;
    if (this.#gathered.length >= GATHER_LENGTH) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), GATHER_MS);
  }

  /** Shows something in several forms. */
  display(data: MimeBundle): void {
    this.publish("display_data", { data, metadata: {}, transient: {} });
  }

  /** Shows the value that ended the cell. */
  result(data: MimeBundle, executionCount: number): void {
    this.publish("execute_result", { data, metadata: {}, execution_count: executionCount });
  }

  /** Says that the cell failed. */
  error({ ename, evalue, traceback }: CellError): void {
    this.publish("error", { ename, evalue, traceback });
  }

  /** Sends any message, after what was printed before it. */
  publish(type: string, content: JsonObject): void {
    this.flush();
    this.#publish(type, content);
  }

  /** Sends what is gathered. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#gathered === "") return;
    const text = this.#gathered;
    this.#gathered = "";
    this.#publish("stream", { name: this.#stream, text });
  }
}
