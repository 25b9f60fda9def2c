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
  readonly dash?: string;
  readonly cap?: "round";
  /** Fills with the hatch of overheads in place of a colour. */
  readonly hatch?: boolean;
}

const SVG = "http://www.w3.org/2000/svg";
const HATCH_PIXELS = 3;

/** The little of SVG's DOM that the mark needs; this room has no DOM. */
interface SvgElement {
  setAttribute(name: string, value: string): void;
  appendChild(child: SvgElement): void;
}

interface SvgDocument {
  createElementNS(namespace: string, name: string): SvgElement;
}

let hatchCount = 0;

/** Makes a mark of shapes, drawn in order. */
export function shapesMark(shapes: readonly Shape[]): Plot.RenderFunction {
  return (_index, _scales, _values, _dimensions, context) => {
    const document: SvgDocument = context.document;
    const group = document.createElementNS(SVG, "g");
    for (const shape of shapes)
      if (shape.d !== "") group.appendChild(drawn(document, group, shape));
    return group as unknown as ReturnType<Plot.RenderFunction>;
  };
}

function drawn(document: SvgDocument, group: SvgElement, shape: Shape): SvgElement {
  const path = document.createElementNS(SVG, "path");
  const fill = shape.hatch === true ? `url(#${hatch(document, group)})` : (shape.fill ?? "none");
  path.setAttribute("class", shape.className);
  path.setAttribute("d", shape.d);
  path.setAttribute("fill", fill);
  if (shape.stroke !== undefined) {
    path.setAttribute("stroke", shape.stroke);
    path.setAttribute("stroke-width", String(shape.strokeWidth ?? 1));
  }
  if (shape.dash !== undefined) path.setAttribute("stroke-dasharray", shape.dash);
  if (shape.cap !== undefined) path.setAttribute("stroke-linecap", shape.cap);
  return path;
}

/** Adds a pattern of diagonal lines and gives its id. */
function hatch(document: SvgDocument, group: SvgElement): string {
  hatchCount += 1;
  const id = `pm-hatch-${hatchCount}`;
  const pattern = document.createElementNS(SVG, "pattern");
  pattern.setAttribute("id", id);
  pattern.setAttribute("width", String(HATCH_PIXELS));
  pattern.setAttribute("height", String(HATCH_PIXELS));
  pattern.setAttribute("patternUnits", "userSpaceOnUse");
  pattern.setAttribute("patternTransform", "rotate(45)");
  const ground = document.createElementNS(SVG, "path");
  ground.setAttribute("d", `M0 0h${HATCH_PIXELS}v${HATCH_PIXELS}h-${HATCH_PIXELS}z`);
  ground.setAttribute("fill", "var(--pm-over-2)");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", `M.5 0v${HATCH_PIXELS}`);
  line.setAttribute("stroke", "var(--pm-over)");
  pattern.appendChild(ground);
  pattern.appendChild(line);
  group.appendChild(pattern);
  return id;
}
