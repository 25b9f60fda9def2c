/** What the page and the player's worker say to one another. */
import type { ExperimentOptions } from "pymalloc-lab/experiments";
import type {
  NextPoolWords,
  PlayerFrame,
  PlayerPlace,
  PoolView,
  ToldOperation,
} from "pymalloc-lab/internal";
import type { RunCurve } from "pymalloc-lab/recording";

/** Where a run comes from. */
export type RunSource =
  | {
      readonly kind: "experiment";
      readonly experiment: string;
      readonly options: ExperimentOptions;
    }
  | { readonly kind: "file"; readonly file: File };

/** From the page. `run` tells runs apart: answers about an earlier one are dropped. */
export type PlayerRequest =
  | { readonly kind: "load"; readonly run: number; readonly source: RunSource }
  | {
      readonly kind: "seek";
      readonly run: number;
      readonly step: number;
      /** The pool to look at; without one, that of the last operation. */
      readonly selected?: PlayerPlace;
    };

/** What holds for a run at every moment. */
export interface RunAbout {
  readonly title: string;
  readonly python: string;
  readonly length: number;
  readonly marks: readonly { readonly name: string; readonly step: number }[];
  readonly curve: RunCurve;
  readonly arenaBytes: number;
  readonly poolBytes: number;
  readonly poolHeaderBytes: number;
  /** Bytes of the blocks, and blocks a pool, by size class. */
  readonly blockBytes: readonly number[];
  readonly capacities: readonly number[];
}

/** A block, where arenas are numbered in order of birth. */
export interface BlockMark extends PlayerPlace {
  readonly ordinal: number;
}

/** One moment of a run. */
export interface Moment {
  readonly frame: PlayerFrame;
  readonly told?: ToldOperation;
  /** The block of the last operation, if it was one of pymalloc's. */
  readonly last?: BlockMark;
  readonly next: NextPoolWords;
  readonly selected: PlayerPlace;
  readonly pool?: PoolView;
  /** Blocks of the selected arena, or of all where they are few; see `arenaBlocks`. */
  readonly blocks: Readonly<Record<number, string>>;
  /** Milliseconds that the worker took. */
  readonly milliseconds: number;
}

/** From the worker. */
export type PlayerReply =
  | {
      readonly kind: "progress";
      readonly run: number;
      readonly doing: "running" | "reading" | "replaying" | "preparing";
      /** 0 to 1; absent where nobody knows. */
      readonly share?: number;
    }
  | { readonly kind: "ready"; readonly run: number; readonly about: RunAbout }
  | { readonly kind: "moment"; readonly run: number; readonly moment: Moment }
  | { readonly kind: "failed"; readonly run: number; readonly message: string };
