/** The page's side of the worker that reads heaps. */
import type { HeapAnswer, HeapWish, Wish } from "./messages";

/** Asks one worker, which holds one heap. */
export class HeapClient {
  readonly #worker = new Worker(new URL("./heap.worker.ts", import.meta.url));
  readonly #waiting = new Map<number, (answer: HeapAnswer) => void>();
  #last = 0;

  constructor() {
    this.#worker.addEventListener("message", ({ data }: MessageEvent<HeapAnswer>) => {
      this.#waiting.get(data.id)?.(data);
      this.#waiting.delete(data.id);
    });
    // Out of memory, most likely: what waits is told.
    this.#worker.addEventListener("error", () => {
      for (const [id, tell] of this.#waiting) {
        tell({ id, kind: "refused", why: "the browser could not read it: it may be too large" });
      }
      this.#waiting.clear();
    });
  }

  /** Asks for something, and waits for the answer. */
  ask(wish: Wish): Promise<HeapAnswer> {
    const id = ++this.#last;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      const message: HeapWish = { id, ...wish };
      this.#worker.postMessage(message);
    });
  }

  close(): void {
    this.#worker.terminate();
  }
}
