/**
 * What a block can be, and a small number for each such answer.
 *
 * A heap has millions of blocks and a few hundred different labels; blocks keep the number.
 */

/** What is in a block. */
export type LabelKind =
  /** Not live: on its pool's free list. */
  | "free"
  /** Nothing is known of it. */
  | "unknown"
  /** A Python object. */
  | "object"
  /** The key table of a dict. */
  | "keys"
  /** The attribute values of an instance, or of a dict that shares its keys. */
  | "values"
  /** The items of a list. */
  | "items"
  /** The table of a set. */
  | "table"
  /** Memory that an object's own fields point at. */
  | "buffer"
  /** A dead object that CPython keeps to use again. */
  | "free list"
  /** A dead object that something other than a free list keeps, as a code object its frame. */
  | "dead"
  /** Memory that only memory outside the arenas points at. */
  | "held outside";

/** The number of {@link LabelKind} "free". */
export const FREE_LABEL = 0;

/** The number of {@link LabelKind} "unknown". */
export const UNKNOWN_LABEL = 1;

const LABEL_LIMIT = 65_535;

/** The labels of a heap, numbered. */
export class LabelTable {
  /** Kinds by label number. */
  readonly kinds: LabelKind[] = ["free", "unknown"];
  /** Numbers of types by label number; -1 where a label has none. */
  readonly types: number[] = [-1, -1];
  /** By label number, where a label is not of a type: "the C stack". */
  readonly sources: (string | undefined)[] = [undefined, undefined];
  readonly #numbers = new Map<string, number>();

  /** Number of a label; {@link UNKNOWN_LABEL} once there are more than 16 bits can tell apart. */
  numberOf(kind: LabelKind, type = -1, source?: string): number {
    const key = `${kind}\0${type}\0${source ?? ""}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.kinds.length;
    if (number > LABEL_LIMIT) return UNKNOWN_LABEL;
    this.kinds.push(kind);
    this.types.push(type);
    this.sources.push(source);
    this.#numbers.set(key, number);
    return number;
  }
}
