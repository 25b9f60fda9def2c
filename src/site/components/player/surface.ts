/** A canvas with every edge on a pixel of the screen, and the few shapes that are drawn on it. */
import type { Palette } from "./palette";

/** A canvas, ready to be drawn on in CSS pixels. */
export interface Surface {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;
  readonly width: number;
  readonly height: number;
}

/** Sizes a canvas, clears it, and gives it to be drawn on. */
export function surfaceOf(
  canvas: HTMLCanvasElement,
  palette: Palette,
  width: number,
  height: number,
): Surface | undefined {
  const ratio = globalThis.devicePixelRatio || 1;
  const across = Math.round(width * ratio);
  const down = Math.round(height * ratio);
  if (canvas.width !== across || canvas.height !== down) {
    canvas.width = across;
    canvas.height = down;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const context = canvas.getContext("2d");
  if (context === null) return undefined;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return { context, palette, width, height };
}

/** The nearest place where an edge is sharp. */
export function sharp(at: number): number {
  const ratio = globalThis.devicePixelRatio || 1;
  return Math.round(at * ratio) / ratio;
}

/** A filled rectangle with sharp edges. */
export function fillBox(
  { context }: Surface,
  colour: string,
  x: number,
  y: number,
  width: number,
  height = width,
): void {
  const left = sharp(x);
  const top = sharp(y);
  context.fillStyle = colour;
  context.fillRect(left, top, sharp(x + width) - left, sharp(y + height) - top);
}

/** A frame just inside a rectangle. */
export function frameBox(
  { context }: Surface,
  colour: string,
  [x, y, width, height]: readonly [number, number, number, number],
  { line = 1, dash = [] as number[] } = {},
): void {
  context.strokeStyle = colour;
  context.lineWidth = line;
  context.setLineDash(dash);
  context.strokeRect(
    sharp(x) + line / 2,
    sharp(y) + line / 2,
    sharp(width) - line,
    sharp(height) - line,
  );
  context.setLineDash([]);
}

/** A disc, as a pin or a dot. */
export function fillDisc(
  { context }: Surface,
  colour: string,
  x: number,
  y: number,
  radius: number,
): void {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

/** A ground with lines at 45 degrees: what is lost. `rising` tells its two kinds apart. */
export function fillHatch(
  surface: Surface,
  [x, y, width, height]: readonly [number, number, number, number],
  { spacing = 4, rising = true } = {},
): void {
  const { context, palette } = surface;
  fillBox(surface, palette.hatchGround, x, y, width, height);
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.strokeStyle = palette.hatch;
  context.lineWidth = 1;
  context.beginPath();
  for (let at = -height; at < width + height; at += spacing) {
    context.moveTo(x + at, rising ? y + height : y);
    context.lineTo(x + at + height, rising ? y : y + height);
  }
  context.stroke();
  context.restore();
}
