/**
 * Asks a slow worker for the newest of many wishes: while it is at work, newer wishes take
 * one another's place, and only the last is asked for when it is done.
 */
export class LatestWins<Job> {
  readonly #ask: (job: Job) => void;
  #isBusy = false;
  #next: { readonly job: Job } | undefined;

  /** @param ask - hands a job to the worker. */
  constructor(ask: (job: Job) => void) {
    this.#ask = ask;
  }

  /** Wishes for a job in place of all that wait. */
  wish(job: Job): void {
    if (this.#isBusy) {
      this.#next = { job };
      return;
    }
    this.#isBusy = true;
    this.#ask(job);
  }

  /** Lets go of the job that waits. */
  drop(): void {
    this.#next = undefined;
  }

  /** Called when the worker has answered. */
  answered(): void {
    this.#isBusy = false;
    const next = this.#next;
    this.#next = undefined;
    if (next !== undefined) this.wish(next.job);
  }
}

/** Which wish an outcome answers, and whether wholly. */
export interface Answer {
  /** Number of the wish, counted up. */
  readonly wish: number;
  readonly isFirstLook: boolean;
}

/**
 * Says whether an answer takes the place of the one that is shown: it must be to a newer wish,
 * or the whole run after its first look.
 */
export function isNewer(answer: Answer, shown: Answer | undefined): boolean {
  if (shown === undefined || answer.wish > shown.wish) return true;
  return answer.wish === shown.wish && shown.isFirstLook;
}
