/**
 * Text on its way to the page: sent in pieces while a cell runs, in order, and
 * no more of it than a page can show.
 */
import type { LiveOutput } from "./output";

/** Longest text of one run that is shown, in UTF-16 units. */
export const LONGEST_TEXT = 200_000;

/** Time after which gathered text is sent, in milliseconds. */
const SEND_AFTER_MS = 40;

type Stream = "stdout" | "stderr";

/** Gathers what a run prints. */
export class PrintedText {
  readonly #send: (output: LiveOutput) => void;
  #stream: Stream = "stdout";
  #gathered = "";
  #sentAt = 0;
  #room = LONGEST_TEXT;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (output: LiveOutput) => void) {
    this.#send = send;
  }

  /** Takes a text; it is sent soon, or at once when a loop leaves no other chance. */
  print(stream: Stream, text: string): void {
    if (this.#room <= 0) return;
    if (stream !== this.#stream) this.flush();
    this.#stream = stream;
    this.#gathered += text.slice(0, this.#room);
    this.#room -= text.length;
    if (this.#room <= 0) this.#cutOff();
    if (performance.now() - this.#sentAt > SEND_AFTER_MS) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), SEND_AFTER_MS);
  }

  /** Sends what is gathered. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#sentAt = performance.now();
    if (this.#gathered === "") return;
    const text = this.#gathered;
    this.#gathered = "";
    this.#send({ output_type: "stream", name: this.#stream, text });
  }

  #cutOff(): void {
    this.flush();
    this.#stream = "stderr";
    this.#gathered = `The rest is left out: a cell's text is shown up to ${LONGEST_TEXT} characters.\n`;
    this.flush();
  }
}
