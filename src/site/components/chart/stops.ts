/**
 * Where a pointer can stop in a figure: the places of its tips, and what they say.
 *
 * Plot hands every place to the tip's mark when it first draws it. They are
 * noted there, so that any figure with a tip can also be read without a pointer.
 */
import type { RenderableMark } from "@observablehq/plot";
import type { Figure } from "pymalloc-lab/charts";

/** One place, in pixels of the drawing. */
export interface Stop {
  readonly x: number;
  readonly y: number;
  /** What the tip says, in one line, after the name of its facet. */
  readonly text: string;
}

/**
 * Gives a list that fills with the figure's stops when the figure is drawn.
 *
 * @param figure - made for one drawing: its tip is changed.
 */
export function noteStops({ plot }: Figure): readonly Stop[] {
  const stops: Stop[] = [];
  const marks: readonly unknown[] = [plot.marks ?? []];
  for (const mark of marks.flat(Number.POSITIVE_INFINITY)) {
    if (isTip(mark)) noteIn(mark, stops);
  }
  return stops;
}

function isTip(mark: unknown): mark is RenderableMark {
  return (
    typeof mark === "object" &&
    mark !== null &&
    "ariaLabel" in mark &&
    mark.ariaLabel === "tip" &&
    "render" in mark
  );
}

function noteIn(tip: RenderableMark, stops: Stop[]): void {
  const render = tip.render;
  tip.render = function (this: RenderableMark, index, scales, values, dimensions, context, next) {
    const { x = [], y = [], title = [] } = values;
    // The places of a facet are counted from its own corner.
    const left = facetStart(scales.fx, index, "fx", dimensions.marginLeft);
    const top = facetStart(scales.fy, index, "fy", dimensions.marginTop);
    // A facet that is a number is a place only; what it shows is named in the tip.
    const facet = [facetOf(index, "fx"), facetOf(index, "fy")].filter(
      (name) => typeof name === "string",
    );
    for (const i of index) {
      const text = [...facet, ...String(title[i] ?? "").split("\n")].join("; ");
      stops.push({ x: Number(x[i]) + left, y: Number(y[i]) + top, text });
    }
    return render.call(this, index, scales, values, dimensions, context, next);
  };
}

function facetStart(
  scale: ((facet: unknown) => unknown) | undefined,
  index: readonly number[],
  name: "fx" | "fy",
  margin: number,
): number {
  return scale === undefined ? 0 : Number(scale(facetOf(index, name))) - margin;
}

/** Plot writes the facet on the list of its points. */
function facetOf(index: readonly number[], name: "fx" | "fy"): unknown {
  return Reflect.get(index, name);
}

/** How far from a stop a press may be, in pixels of the drawing. */
const PRESS_PIXELS = 60;

/** The stop nearest to a place, if it is near. */
export function nearestStop(
  stops: readonly Stop[],
  at: { readonly x: number; readonly y: number },
): number | undefined {
  let nearest: number | undefined;
  let least = PRESS_PIXELS;
  for (const [index, { x, y }] of stops.entries()) {
    const distance = Math.hypot(x - at.x, y - at.y);
    if (distance >= least) continue;
    nearest = index;
    least = distance;
  }
  return nearest;
}
