/** A label of a held-heap file in words. */
import type { BlockLabel } from "../held-heap/held-heap.js";

/** A label of a file in words. */
export function labelText({ kind, type, source }: BlockLabel): string {
  if (kind === "object") return type ?? "object";
  if (kind === "held outside") return `held by ${source ?? "memory outside"}`;
  if (kind === "free list" && type !== undefined) return `a dead ${type} on a free list`;
  if (kind === "dead" && type !== undefined) return `a dead ${type}`;
  return type === undefined ? kind : `${kind} of ${type}`;
}
