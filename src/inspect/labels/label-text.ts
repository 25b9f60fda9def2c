/** A label in words. */
import type { PythonNames } from "../values/python-names.js";
import type { LabelledHeap } from "./labelled-heap.js";

/** "dict", "keys of dict", "a dead float on a free list", "held by the C stack", "unknown". */
export function labelText(heap: LabelledHeap, names: PythonNames, label: number): string {
  const kind = heap.table.kinds[label]!;
  const type = heap.types.types[heap.table.types[label]!];
  const name = type === undefined ? "object" : names.typeName(type);
  if (kind === "object") return name;
  if (kind === "held outside") return `held by ${heap.table.sources[label] ?? "memory outside"}`;
  if (kind === "free list") return `a dead ${name} on a free list`;
  if (kind === "dead") return `a dead ${name}`;
  return type === undefined ? kind : `${kind} of ${name}`;
}
