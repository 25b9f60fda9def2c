/** Signals that ask a command to end, taken so that it can tidy up first. */
import { UsageError } from "./arguments/usage-error.js";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What the shell calls an end by a signal: 128 and the signal's number. */
const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Makes a signal an ordinary exit: a process that dies of one skips its exit handlers, and its
 * kernels and folders would stay.
 */
export function exitOnSignals(): void {
  for (const signal of SIGNALS) process.once(signal, () => process.exit(EXIT_CODES[signal]));
}

/** The signals of one command, from its first step to `release()`. */
export class Interruption {
  /** What to do with a signal at once, besides remembering it. */
  onSignal: ((signal: NodeJS.Signals) => void) | undefined;
  #received: NodeJS.Signals | undefined;
  readonly #take = (signal: NodeJS.Signals) => {
    this.#received = signal;
    this.onSignal?.(signal);
  };

  constructor() {
    for (const signal of SIGNALS) process.on(signal, this.#take);
  }

  /** Forgets what came so far: it was for somebody else. */
  forget(): void {
    this.#received = undefined;
  }

  /** @throws {UsageError} when a signal came. */
  check(): void {
    if (this.#received === undefined) return;
    throw new UsageError(`interrupted by ${this.#received}; nothing was kept`);
  }

  release(): void {
    for (const signal of SIGNALS) process.off(signal, this.#take);
  }
}
