/** What a drawn search adds to a placed tree: its walk, numbered, and the words it finds. */
import * as Plot from "@observablehq/plot";
import type { Shape } from "../shapes-mark.js";
import { type PlacedNode, type PlacedTree, RADIUS } from "./layout.js";

/** Room between a node and the ring round it. */
const RING_GAP = 4;
const RING_COLOUR = "var(--pm-pin)";

/** Rings round the nodes that are walked over; dashed ones round the words that are found. */
export function searchShapes({ nodes, search }: PlacedTree): Shape[] {
  if (search === undefined) return [];
  const rings = (places: readonly number[]) =>
    places.map((place) => (nodes[place] ? ringPath(nodes[place]) : "")).join("");
  const found = search.found.filter((place) => !search.walked.includes(place));
  const ring = { stroke: RING_COLOUR, strokeWidth: 2 };
  return [
    { ...ring, d: rings(search.walked), className: "pm-walk" },
    { ...ring, d: rings(found), className: "pm-found", dash: "3 3" },
  ];
}

/** The number of each step, above its node. */
export function searchMarks({ nodes, search }: PlacedTree): Plot.Markish[] {
  const steps = (search?.walked ?? []).flatMap((place, i) => {
    const node = nodes[place];
    return node === undefined
      ? []
      : [{ x: node.x, y: node.y - RADIUS - RING_GAP - 8, text: `${i + 1}` }];
  });
  const text = { x: "x", y: "y", text: "text", fontSize: 12, fontWeight: 700, fill: RING_COLOUR };
  return steps.length === 0 ? [] : [Plot.text(steps, text)];
}

function ringPath({ x, endX, y }: PlacedNode): string {
  const r = RADIUS + RING_GAP;
  return `M${x} ${y - r}H${endX}a${r} ${r} 0 0 1 0 ${2 * r}H${x}a${r} ${r} 0 0 1 0 ${-2 * r}z`;
}
