/** What a piece of advice is: a finding in a stats text, and what follows from it; and what it may be given. */

/** What a piece of advice is about. */
export type AdviceKind =
  | "liveObjects"
  | "freeBlocks"
  | "freePools"
  | "elsewhere"
  | "debugAllocator"
  | "sums"
  | "otherAllocator"
  | "cutShort";

/** A finding, and what follows from it. */
export interface Advice {
  readonly kind: AdviceKind;
  /** The outcome in a few words, as a heading. */
  readonly title: string;
  /** What the numbers say, in one to three sentences. */
  readonly finding: string;
  /** Bytes that the steps give back at most; absent where the text does not tell. */
  readonly upToBytes?: number;
  /** What to do or to look at, in order; code stands between backticks. */
  readonly steps: readonly string[];
}

/** What is known of the process beside its text. */
export interface ProcessFigures {
  /** Resident memory of the process in bytes, as the system gives it. */
  readonly residentBytes?: number;
}
