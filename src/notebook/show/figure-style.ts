/**
 * The style of a figure that stands alone, in a notebook and not on the site.
 *
 * Charts are drawn in CSS variables. Here they get their values, on the
 * figure's own class only, so that on a page that defines them nothing is
 * overruled. JupyterLab says its theme in an attribute; elsewhere the system's
 * preference decides. The figure paints its own ground, because a page may be
 * light where the system is dark.
 */

/** Class of a figure that stands alone. */
export const FIGURE_CLASS = "pm-static-figure";

/** A variable's value in light and in dark. */
type Shades = readonly [light: string, dark: string];

const VARIABLES: Readonly<Record<string, Shades>> = {
  "--pm-live": ["#133a68", "#a9d5ff"],
  "--pm-occ-75": ["#4f6f98", "#84aacf"],
  "--pm-occ-50": ["#8ba2bb", "#5f7f9d"],
  "--pm-occ-25": ["#c3cbcb", "#4d5a62"],
  "--pm-held": ["#f0dfb4", "#5a4415"],
  "--pm-held-line": ["#8a6a22", "#cfa54d"],
  "--pm-pin": ["#c4310f", "#ff7d57"],
  "--pm-next": ["#1a7f5a", "#5fd3a2"],
  "--pm-over": ["#6f6a78", "#9c97a6"],
  "--pm-over-2": ["#cfcbd2", "#3a3842"],
  "--pm-gone": ["#8b8577", "#7d8590"],
  "--pm-fresh": ["#8f8671", "#837c6e"],
  "--pm-muted": ["#59616b", "#a7afb9"],
  "--pm-rule": ["#e3dfd6", "#2d333b"],
  "--pm-rule-strong": ["#8b8577", "#7d8590"],
  "--pm-on-live": ["#ffffff", "#10151b"],
  "--pm-on-held": ["#1d232b", "#f3ead6"],
  "--ifm-background-surface-color": ["#fdfcf9", "#14171b"],
  "--ifm-font-color-base": ["#1d232b", "#e8eaed"],
};

const LAYOUT = `
.${FIGURE_CLASS} { margin: 0; padding: 12px; background: var(--ifm-background-surface-color); color: var(--ifm-font-color-base);
  font: 14px/1.5 system-ui, sans-serif; }
.${FIGURE_CLASS} svg { --plot-background: var(--ifm-background-surface-color); background: none; max-width: 100%; height: auto; }
.${FIGURE_CLASS} figcaption { margin-bottom: 8px; }
.${FIGURE_CLASS} figcaption strong { display: block; font-size: 16px; }
.${FIGURE_CLASS} figcaption span { color: var(--pm-muted); }
.${FIGURE_CLASS} summary { color: var(--pm-muted); cursor: pointer; }
.${FIGURE_CLASS} .pm-table { max-height: 320px; overflow: auto; }
.${FIGURE_CLASS} table { border-collapse: collapse; color: inherit; font-variant-numeric: tabular-nums; }
.${FIGURE_CLASS} tr { background: none; }
.${FIGURE_CLASS} tbody th { font-weight: inherit; }
.${FIGURE_CLASS} small { color: var(--pm-muted); font-weight: 400; }
.${FIGURE_CLASS} th, .${FIGURE_CLASS} td { padding: 2px 12px 2px 0; border-bottom: 1px solid var(--pm-rule);
  text-align: left; }
.${FIGURE_CLASS} .pm-number { text-align: right; }`;

/** Content of the figure's `<style>` element. */
export function figureStyle(): string {
  const light = declarations(([value]) => value);
  const dark = declarations(([, value]) => value);
  return [
    `.${FIGURE_CLASS} { ${light} }`,
    `@media (prefers-color-scheme: dark) { .${FIGURE_CLASS} { ${dark} } }`,
    `[data-jp-theme-light="true"] .${FIGURE_CLASS} { ${light} }`,
    `[data-jp-theme-light="false"] .${FIGURE_CLASS} { ${dark} }`,
    LAYOUT,
  ].join("\n");
}

function declarations(shade: (shades: Shades) => string): string {
  const entries = Object.entries(VARIABLES);
  return entries.map(([name, shades]) => `${name}: ${shade(shades)};`).join(" ");
}
