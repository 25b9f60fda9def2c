/**
 * What there is to choose in an exercise, so that a page can offer the objects themselves. An
 * answer that is chosen is the same value that one would type.
 */

/** Objects to choose, told apart by `kind`. A type and no interface, so that it counts as JSON. */
export type Choosing =
  /** Blocks of tiny arenas; the answer is the list of those that are freed, counted from 1. */
  | {
      readonly kind: "blocks";
      readonly noun: string;
      /** Each arena's blocks: `x` live, `-` free, `.` never used. */
      readonly arenas: readonly string[];
    }
  /** Groups of objects; the answer is the list of all objects in those that are chosen. */
  | {
      readonly kind: "groups";
      readonly noun: string;
      readonly groups: readonly ObjectGroup[];
    }
  /** Any of some texts; the answer is the list of those. */
  | { readonly kind: "several"; readonly options: readonly string[] }
  /** One of some numbers. */
  | { readonly kind: "one"; readonly options: readonly number[] }
  /** All of some texts, in order. */
  | {
      readonly kind: "order";
      readonly options: readonly string[];
      /** What is put first, and what last, such as "most arenas". */
      readonly first: string;
      readonly last: string;
    };

/** Neighbouring objects, such as those of one arena. */
export type ObjectGroup = {
  readonly name: string;
  /** Number of its first object, and of the first one after it. */
  readonly from: number;
  readonly to: number;
  /** Objects that it has room for. */
  readonly room: number;
};
