/** What the page and the worker that reads heaps say to each other. */
import type { HolderMapChart } from "pymalloc-lab/charts";
import type { HeldArenaPools, Inspected } from "pymalloc-lab/inspect";

/** A wish of the page; each gets one answer with its number. */
export type HeapWish = { readonly id: number } & (
  | { readonly kind: "read"; readonly name: string; readonly file: Blob }
  | { readonly kind: "drop"; readonly holders: readonly number[] }
  | { readonly kind: "arena"; readonly place: number }
);

/** A heap that was read. */
export interface HeapView {
  readonly inspected: Inspected;
  readonly arenas: readonly HeldArenaPools[];
  readonly arenaBytes: number;
}

/** What goes when holders are let go. */
export interface HeapDrop {
  readonly blocks: number;
  readonly bytes: number;
  /** Addresses of the arenas that come back. */
  readonly back: readonly number[];
}

/** An answer of the worker. */
export type HeapAnswer = { readonly id: number } & (
  | { readonly kind: "read"; readonly view: HeapView }
  | { readonly kind: "drop"; readonly drop: HeapDrop }
  | { readonly kind: "arena"; readonly chart: HolderMapChart }
  | { readonly kind: "refused"; readonly why: string }
);

/** A wish without its number. */
export type Wish = HeapWish extends infer One
  ? One extends HeapWish
    ? Omit<One, "id">
    : never
  : never;
