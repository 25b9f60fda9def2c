/**
 * A mark for Observable Plot that draws given paths as they are, in pixels.
 *
 * Plot's own marks make an element a datum. A map of pools needs a handful of long
 * paths instead.
 */
import type * as Plot from "@observablehq/plot";

/** One path. One without `d` is left out. */
export interface Shape {
  readonly d: string;
  readonly className: string;
  /** A colour; none where left out. */
  readonly fill?: string;
  readonly stroke?: string;
  readonly strokeWidth?: number;
  /** Lengths of dash and gap, in pixels. */
  readonly dash?: string;
  readonly cap?: "round";
}

const SVG = "http://www.w3.org/2000/svg";

/** The little of SVG's DOM that the mark needs; this room has no DOM. */
interface SvgElement {
  setAttribute(name: string, value: string): void;
  appendChild(child: SvgElement): void;
}

interface SvgDocument {
  createElementNS(namespace: string, name: string): SvgElement;
}

/** Makes a mark of shapes, drawn in order. */
export function shapesMark(shapes: readonly Shape[]): Plot.RenderFunction {
  return (_index, _scales, _values, _dimensions, context) => {
    const document: SvgDocument = context.document;
    const group = document.createElementNS(SVG, "g");
    for (const shape of shapes) {
      if (shape.d !== "") group.appendChild(drawn(document, shape));
    }
    return group as unknown as ReturnType<Plot.RenderFunction>;
  };
}

function drawn(document: SvgDocument, shape: Shape): SvgElement {
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("class", shape.className);
  path.setAttribute("d", shape.d);
  path.setAttribute("fill", shape.fill ?? "none");
  if (shape.stroke !== undefined) {
    path.setAttribute("stroke", shape.stroke);
    path.setAttribute("stroke-width", String(shape.strokeWidth ?? 1));
  }
  if (shape.dash !== undefined) path.setAttribute("stroke-dasharray", shape.dash);
  if (shape.cap !== undefined) path.setAttribute("stroke-linecap", shape.cap);
  return path;
}
