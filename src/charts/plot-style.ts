/** What every drawing of this room has in common, as Plot options. */

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

/** The colour of headings and of what must stand out, where a page does not set one. */
export const TEXT_FILL = "var(--ifm-font-color-base, currentColor)";
