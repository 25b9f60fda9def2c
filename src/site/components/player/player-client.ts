/** The page's end of the player's worker: loads a run, and asks for moments, the latest first. */
import type { PlayerPlace } from "pymalloc-lab/internal";
import type { Moment, PlayerReply, PlayerRequest, RunAbout, RunSource } from "./messages";

/** Told of what the worker says. */
export interface PlayerListener {
  progress(reply: PlayerReply & { kind: "progress" }): void;
  ready(about: RunAbout): void;
  moment(moment: Moment): void;
  failed(message: string): void;
}

interface Goal {
  readonly step: number;
  readonly selected: PlayerPlace | undefined;
}

/** One worker, for as many runs as the reader looks at. */
export class PlayerClient {
  readonly #worker: Worker;
  readonly #listener: PlayerListener;
  #run = 0;
  /** Asked for and not answered. */
  #isBusy = false;
  /** To be asked for when the worker is free: one who drags wants only the last place. */
  #waiting: Goal | undefined;

  constructor(listener: PlayerListener) {
    this.#listener = listener;
    this.#worker = new Worker(new URL("./player.worker.ts", import.meta.url), {
      type: "module",
      name: "player-engine",
    });
    this.#worker.addEventListener("message", ({ data }: MessageEvent<PlayerReply>) =>
      this.#take(data),
    );
    this.#worker.addEventListener("error", (event) => {
      event.preventDefault();
      listener.failed(event.message || "the player's code could not be loaded");
    });
  }

  load(source: RunSource): void {
    this.#run += 1;
    this.#isBusy = false;
    this.#waiting = undefined;
    this.#post({ kind: "load", run: this.#run, source });
  }

  /** Asks for a moment; an earlier wish that waits is dropped. */
  seek(step: number, selected: PlayerPlace | undefined): void {
    this.#waiting = { step, selected };
    this.#askNext();
  }

  /** Whether an answer is outstanding. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  terminate(): void {
    this.#worker.terminate();
  }

  #askNext(): void {
    if (this.#isBusy || this.#waiting === undefined) return;
    const { step, selected } = this.#waiting;
    this.#waiting = undefined;
    this.#isBusy = true;
    this.#post({ kind: "seek", run: this.#run, step, ...(selected && { selected }) });
  }

  #take(reply: PlayerReply): void {
    if (reply.run !== this.#run) return;
    switch (reply.kind) {
      case "progress":
        this.#listener.progress(reply);
        return;
      case "ready":
        this.#listener.ready(reply.about);
        return;
      case "failed":
        this.#isBusy = false;
        this.#listener.failed(reply.message);
        return;
      case "moment":
        this.#isBusy = false;
        this.#listener.moment(reply.moment);
        this.#askNext();
    }
  }

  #post(request: PlayerRequest): void {
    this.#worker.postMessage(request);
  }
}
