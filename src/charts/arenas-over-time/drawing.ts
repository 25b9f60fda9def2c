/** Plot options of arenas over time: sand below an amber line, blue inside it. */
import * as Plot from "@observablehq/plot";
import { formatBytes, formatNumber } from "../byte-unit.js";
import type { Figure, Frame } from "../frame.js";
import { PLOT_STYLE, TEXT_FILL } from "../plot-style.js";
import { layoutPanels, type PanelLayout, placeEndLabels, placeStages } from "./layout.js";
import type { Point, Series } from "./series.js";

/** Tells Plot the column and the row of a panel; nothing where there is one. */
type Facet = { readonly fx?: PanelIndex; readonly fy?: PanelIndex };
type PanelIndex = (datum: { readonly run: string }) => number;

/** Draws all runs on common scales. */
export function drawArenasOverTime(series: Series, frame: Frame): Figure["plot"] {
  const layout = layoutPanels(series, frame.width);
  const names = series.runs.map(({ name }) => name);
  const facet = facetOf(names, layout);
  const points = series.runs.flatMap((run) => run.points);
  return {
    ...PLOT_STYLE,
    width: frame.width,
    height: layout.height,
    marginLeft: layout.marginLeft,
    marginRight: layout.marginRight,
    marginTop: layout.marginTop,
    marginBottom: layout.marginBottom,
    x: {
      label: `${series.stepUnit.label} →`,
      ...stepAxis(series, layout),
      tickFormat: formatNumber,
    },
    y: {
      label: `↑ ${series.byteUnit.name}`,
      domain: [0, layout.greatestY],
      grid: true,
      ticks: layout.panelHeight < 150 ? 3 : 4,
      tickFormat: formatNumber,
    },
    ...(facet.fx && { fx: facetScale(layout.columns, layout.paddingAcross) }),
    ...(facet.fy && { fy: facetScale(layout.rows, layout.paddingDown) }),
    marks: [
      ...areas(points, facet, series.stepName),
      ...stageMarks(series, facet, layout),
      ...(layout.isSmall ? valuesAbove(series, facet) : endLabels(series, facet, layout)),
      ...(names.length === 1 ? [] : [runNames(names, facet, layout)]),
      Plot.ruleY([0], { stroke: "var(--pm-rule-strong)" }),
      ...(frame.interactive === true ? pointerMarks(series, facet) : []),
    ],
  };
}

/** Operations begin at none; texts are counted from the first, and none is a half. */
function stepAxis({ stepName }: Series, { greatestX, panelWidth }: PanelLayout) {
  const most = Math.max(2, Math.min(6, Math.floor(panelWidth / 60)));
  if (stepName === "operation" || greatestX <= 1) return { domain: [0, greatestX], ticks: most };
  const apart = Math.ceil((greatestX - 1) / (most - 1));
  const ticks = Array.from({ length: most }, (_, i) => 1 + i * apart);
  return { domain: [1, greatestX], ticks: ticks.filter((tick) => tick <= greatestX) };
}

function facetOf(names: readonly string[], { columns, rows }: PanelLayout): Facet {
  const index = new Map(names.map((name, i) => [name, i]));
  const indexOf = (run: string) => index.get(run) ?? 0;
  return {
    ...(columns > 1 && { fx: ({ run }) => indexOf(run) % columns }),
    ...(rows > 1 && { fy: ({ run }) => Math.floor(indexOf(run) / columns) }),
  };
}

function facetScale(count: number, paddingInner: number) {
  const domain = Array.from({ length: count }, (_, i) => i);
  return { domain, paddingInner, paddingOuter: 0, label: null, axis: null };
}

function areas(
  points: readonly Point[],
  facet: Facet,
  stepName: Series["stepName"],
): Plot.Markish[] {
  // What is held is known at every operation; between two texts nothing is.
  const curve = stepName === "operation" ? "step-after" : "linear";
  const held = { ...facet, x: "x", y: "held", z: "run", curve } as const;
  return [
    Plot.areaY(points, { ...held, fill: "var(--pm-held)" }),
    Plot.areaY(points, { ...facet, x: "x", y: "live", z: "run", fill: "var(--pm-live)" }),
    Plot.lineY(points, { ...held, stroke: "var(--pm-held-line)", strokeWidth: 2 }),
  ];
}

/** A dotted line at each stage, and its name above the panel. */
function stageMarks({ runs, stepUnit }: Series, facet: Facet, layout: PanelLayout): Plot.Markish[] {
  const lines = runs.flatMap(({ name, stages }) =>
    stages.map(({ step }) => ({ run: name, x: step / stepUnit.steps })),
  );
  const names = runs.flatMap((run) =>
    placeStages(run.stages, layout, stepUnit.steps).map((stage) => ({ ...stage, run: run.name })),
  );
  const label = {
    ...facet,
    x: "x",
    text: "name",
    frameAnchor: "top",
    dy: -9,
    fontSize: 12,
  } as const;
  const rule = {
    ...facet,
    x: "x",
    stroke: "var(--pm-rule-strong)",
    strokeDasharray: "1 3",
  } as const;
  if (layout.isSmall) return [Plot.ruleX(lines, rule)];
  return [
    Plot.ruleX(lines, rule),
    Plot.text(
      names.filter(({ side }) => side === "left"),
      { ...label, textAnchor: "end", dx: -4 },
    ),
    Plot.text(
      names.filter(({ side }) => side === "right"),
      { ...label, textAnchor: "start", dx: 4 },
    ),
  ];
}

/** The values at the end stand beside it, in place of a legend. */
function endLabels({ runs }: Series, facet: Facet, layout: PanelLayout): Plot.Markish[] {
  const ends = runs.map(({ end }) => ({
    run: end.run,
    x: end.x,
    ...placeEndLabels(end, layout),
    held: `${formatNumber(end.held)} held`,
    live: `${formatNumber(end.live)} live`,
  }));
  const label = { ...facet, x: "x", textAnchor: "start", dx: 6, fontWeight: 650 } as const;
  return [
    Plot.text(ends, { ...label, y: "heldAt", text: "held", fill: "var(--pm-held-line)" }),
    Plot.text(ends, { ...label, y: "liveAt", text: "live", fill: "var(--pm-live)" }),
  ];
}

/** In a small panel the values at the end stand above it, one at each side. */
function valuesAbove({ runs }: Series, facet: Facet): Plot.Markish[] {
  const ends = runs.map(({ end }) => ({
    run: end.run,
    held: `${formatNumber(end.held)} held`,
    live: `${formatNumber(end.live)} live`,
  }));
  const label = { ...facet, dy: -9, fontSize: 12, fontWeight: 650 } as const;
  return [
    Plot.text(ends, {
      ...{ ...label, text: "held", frameAnchor: "top-left", lineAnchor: "middle" },
      fill: "var(--pm-held-line)",
    }),
    Plot.text(ends, {
      ...{ ...label, text: "live", frameAnchor: "top-right", lineAnchor: "middle" },
      fill: "var(--pm-live)",
    }),
  ];
}

function runNames(names: readonly string[], facet: Facet, layout: PanelLayout): Plot.Markish {
  return Plot.text(
    names.map((run) => ({ run })),
    {
      ...facet,
      text: "run",
      frameAnchor: "top-left",
      dy: -layout.nameAbove,
      lineAnchor: "middle",
      lineWidth: (layout.panelWidth + layout.marginRight) / 13,
      textOverflow: "ellipsis",
      fontWeight: 650,
      fill: TEXT_FILL,
    },
  );
}

function pointerMarks(series: Series, facet: Facet): Plot.Markish[] {
  const { runs } = series;
  const points = runs.flatMap((run) => run.points);
  const pointer = { ...facet, x: "x", y: "held", maxRadius: 1000 } as const;
  const title = (point: Point) =>
    `${runs.length > 1 ? `${point.run}\n` : ""}${tipOf(point, series)}`;
  return [
    Plot.ruleX(points, Plot.pointerX({ ...pointer, stroke: "currentColor", strokeOpacity: 0.6 })),
    Plot.tip(points, Plot.pointerX({ ...pointer, title, fontSize: 13 })),
  ];
}

function tipOf(
  { step, stage, arenas, held, heldBytes, live, liveBytes }: Point,
  { byteUnit: unit, stepName }: Pick<Series, "byteUnit" | "stepName">,
) {
  const amount = (value: number, bytes: number) =>
    value >= 1 || bytes === 0 ? `${formatNumber(value)} ${unit.name}` : formatBytes(bytes);
  return [
    `${stepName} ${formatNumber(step)}${stage === "" ? "" : `: ${stage}`}`,
    `${formatNumber(arenas)} arenas held: ${amount(held, heldBytes)}`,
    `live: ${amount(live, liveBytes)}`,
  ].join("\n");
}
