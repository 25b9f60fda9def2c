/** How far a sweep is: one line that is written over, where there is a terminal to do so. */

const REDRAW_MILLISECONDS = 200;

/** The line of one sweep. */
export class SweepProgress {
  readonly #stream: NodeJS.WriteStream;
  readonly #runs: number;
  readonly #doneBefore: number;
  readonly #start = Date.now();
  #done: number;
  #drawn = 0;

  /** @param done - runs that were there at the start. */
  constructor(stream: NodeJS.WriteStream, runs: number, done: number) {
    this.#stream = stream;
    this.#runs = runs;
    this.#doneBefore = done;
    this.#done = done;
  }

  /** Counts a run. */
  add(): void {
    this.#done += 1;
    const now = Date.now();
    if (!this.#stream.isTTY || now - this.#drawn < REDRAW_MILLISECONDS) return;
    this.#drawn = now;
    const seconds = (now - this.#start) / 1000;
    const left = (seconds / (this.#done - this.#doneBefore)) * (this.#runs - this.#done);
    this.#stream.write(
      `\r${this.#done} of ${this.#runs} runs, ${seconds.toFixed(0)} s, about ${left.toFixed(0)} s left \u001b[K`,
    );
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#drawn > 0) this.#stream.write("\r\u001b[K");
  }
}
