/** What the command is doing: a line that is written over, where there is a terminal. */

/** The line on a terminal; nothing elsewhere. */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream;
  #isDrawn = false;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  /** Says what is done now. */
  readonly show = (step: string): void => {
    if (!this.#stream.isTTY) return;
    const columns = this.#stream.columns ?? 80;
    this.#stream.write(`\r${`${step} …`.slice(0, columns - 1)}\u001b[K`);
    this.#isDrawn = true;
  };

  /** Takes the line away. */
  clear(): void {
    if (this.#isDrawn) this.#stream.write("\r\u001b[K");
    this.#isDrawn = false;
  }
}
