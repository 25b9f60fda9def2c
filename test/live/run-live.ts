/** Cells run as in a page's worker, but in this process, whose console becomes theirs. */
import type { Modules } from "../../src/live/live-kernel.js";
import type { LiveOutput } from "../../src/live/output.js";
import { type CellServer, serveCells } from "../../src/live/serve-cells.js";

/** A notebook's cells, run one after another. */
export class LiveRuns {
  readonly #server: CellServer;
  #outputs: LiveOutput[] = [];
  #count = 0;

  constructor(modules: Modules = {}) {
    this.#server = serveCells(modules, (message) => {
      if (message.type === "output") this.#outputs.push(message.output);
    });
  }

  /** Runs the next cell; it is called `cell 1`, `cell 2` and so on. */
  async run(source: string): Promise<readonly LiveOutput[]> {
    const outputs: LiveOutput[] = [];
    this.#outputs = outputs;
    this.#count += 1;
    await this.#server.run({ run: this.#count, cell: `cell ${this.#count}`, source });
    return outputs;
  }
}
