/** What is being done, on a line of a terminal that is written over. */

/** Shows who runs, and how far; nothing where standard error is not a terminal. */
export class LineupProgress {
  #shown = "";

  /** @returns what to call with the share that is done, 0 to 1. */
  of(name: string): (share: number) => void {
    return (share) => this.#show(`${name} ${Math.floor(share * 100)}%`);
  }

  clear(): void {
    if (this.#shown !== "") process.stderr.write("\r\x1b[K");
    this.#shown = "";
  }

  #show(text: string): void {
    if (!process.stderr.isTTY || text === this.#shown) return;
    process.stderr.write(`\r\x1b[K${text}`);
    this.#shown = text;
  }
}
