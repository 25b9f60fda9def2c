/** What every drawing of this room has in common, as Plot options. */
import type { PlotOptions } from "@observablehq/plot";

/**
 * Class and inline style of a drawing. Its face is the page's own, so that figures
 * and prose look alike.
 */
export const PLOT_STYLE = {
  className: "plot",
  style: {
    fontFamily: "inherit",
    fontSize: "13px",
    fontVariantNumeric: "tabular-nums",
    color: "var(--pm-muted)",
    background: "transparent",
  },
} as const;

/** Options of a drawing that was laid out in pixels: it has no scales, no axes and no margin. */
export function pixelPlot(
  { width, height }: { readonly width: number; readonly height: number },
  marks: NonNullable<PlotOptions["marks"]>,
) {
  return {
    ...PLOT_STYLE,
    width,
    height,
    margin: 0,
    x: { type: "identity", axis: null },
    y: { type: "identity", axis: null },
    marks,
  } as const;
}

/**
 * Colours of lines that differ in what they are about, as builds of Python do; each line has its
 * name beside it. Where a page has no colours of their own for them, as in Jupyter, those of the
 * maps serve.
 */
export const SERIES_COLOURS = [
  "var(--pm-series-1, var(--pm-next))",
  "var(--pm-series-2, var(--pm-held-line))",
  "var(--pm-series-3, var(--pm-over))",
] as const;

/** The colour of headings and of what must stand out, where a page does not set one. */
export const TEXT_FILL = "var(--ifm-font-color-base, currentColor)";
