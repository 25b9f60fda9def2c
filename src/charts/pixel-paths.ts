/**
 * SVG path data of the small shapes that the drawings are made of, in pixels.
 */

/** A rectangle. */
export function rectanglePath(x: number, y: number, width: number, height: number): string {
  return `M${x} ${y}h${width}v${height}h${-width}z`;
}

/** A rectangle for a line of one pixel just inside the given box, so that it stays sharp. */
export function wallPath(x: number, y: number, width: number, height: number): string {
  return rectanglePath(x + 0.5, y + 0.5, width - 1, height - 1);
}

/** A disc round a centre. */
export function discPath(x: number, y: number, radius: number): string {
  return `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0z`;
}

/** A dot, for a stroke with round ends. */
export function dotPath(x: number, y: number): string {
  return `M${x} ${y}h0`;
}

/** A level line, for a stroke as wide as what it stands for is high. */
export function barPath(x: number, y: number, length: number): string {
  return `M${x} ${y}h${length}`;
}

/** Lines at 45 degrees across a square, cut off at its edges. */
export function hatchPath(x: number, y: number, side: number, spacing: number): string {
  let d = "";
  for (let reach = spacing; reach < 2 * side; reach += spacing) {
    const near = Math.max(0, reach - side);
    const far = Math.min(reach, side);
    d += `M${x + near} ${y + far}L${x + far} ${y + near}`;
  }
  return d;
}
