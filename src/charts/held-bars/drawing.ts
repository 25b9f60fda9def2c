/** Plot options of held bars: one bar a run, on one scale. */
import * as Plot from "@observablehq/plot";
import { byteUnitFor, formatBytes, formatNumber } from "../byte-unit.js";
import type { Figure, Frame } from "../frame.js";
import { PLOT_STYLE, TEXT_FILL } from "../plot-style.js";
import type { HeldBar } from "./bars.js";

/** Pixels of a bar with the room above it, and of a group's name. */
const ROW = 44;
const BAR = 26;
const GROUP_LINE = 30;
const MARGINS = { marginRight: 96, marginTop: 8, marginBottom: 42 } as const;
/** Pixels of a letter of a name, on average; names get this share of the width at most. */
const LETTER = 7.6;
const MOST_FOR_NAMES = 0.34;

/** A bar in the units of the axes: bytes by the unit, and rows counted down from the top. */
interface Placed extends HeldBar {
  readonly y1: number;
  readonly y2: number;
  readonly held: number;
  readonly before: number;
  readonly live: number;
  readonly most: number;
  readonly label: string;
}

/** Draws the bars. */
export function drawHeldBars(
  bars: readonly HeldBar[],
  { width, interactive }: Frame,
): Figure["plot"] {
  const greatest = Math.max(...bars.map((bar) => Math.max(bar.heldBytes, bar.beforeBytes ?? 0)));
  const unit = byteUnitFor(greatest);
  const { placed, groups, height } = placeBars(bars, unit.bytes);
  const longest = Math.max(...bars.map(({ name }) => name.length));
  const marginLeft = Math.min(width * MOST_FOR_NAMES, longest * LETTER + 14);
  const bar = { y1: "y1", y2: "y2" } as const;
  const name = { x: 0, y: middle, textAnchor: "end", dx: -10, fontWeight: 650 } as const;
  return {
    ...PLOT_STYLE,
    ...MARGINS,
    marginLeft,
    width,
    height: height + MARGINS.marginTop + MARGINS.marginBottom,
    x: {
      domain: [0, Math.max(...placed.map(({ most }) => most)) || 1],
      label: `${unit.name} →`,
      grid: true,
      ticks: Math.max(2, Math.min(6, Math.floor((width - marginLeft) / 90))),
      tickFormat: formatNumber,
    },
    y: { domain: [height, 0], axis: null },
    marks: [
      Plot.rect(placed, {
        ...bar,
        x1: 0,
        x2: "before",
        stroke: "var(--pm-gone)",
        strokeDasharray: "4 4",
      }),
      Plot.rect(placed, { ...bar, x1: 0, x2: "held", fill: "var(--pm-held)" }),
      Plot.rect(placed, { ...bar, x1: 0, x2: "live", fill: "var(--pm-live)" }),
      Plot.ruleX(placed, { ...bar, x: "held", stroke: "var(--pm-held-line)", strokeWidth: 2 }),
      Plot.ruleX([0], { stroke: "var(--pm-rule-strong)" }),
      Plot.text(placed, {
        ...name,
        text: "name",
        fill: TEXT_FILL,
        lineWidth: (marginLeft - 12) / 13,
      }),
      Plot.text(placed, {
        ...{ x: "most", y: middle, text: "label", textAnchor: "start", dx: 8, fontWeight: 650 },
        fill: "var(--pm-held-line)",
      }),
      Plot.text(groups, {
        ...{ x: 0, y: "y", text: "group", textAnchor: "start", fontWeight: 650, fontSize: 14 },
        dx: 10 - marginLeft,
        fill: TEXT_FILL,
      }),
      ...(interactive === true ? [pointerMark(placed)] : []),
    ],
  };
}

function middle({ y1, y2 }: Placed): number {
  return (y1 + y2) / 2;
}

function placeBars(bars: readonly HeldBar[], unitBytes: number) {
  const groups: { readonly group: string; readonly y: number }[] = [];
  const placed: Placed[] = [];
  let y = 0;
  for (const bar of bars) {
    const { group, heldBytes, beforeBytes = 0, liveBytes = 0 } = bar;
    if (group !== undefined && groups.at(-1)?.group !== group) {
      groups.push({ group, y: y + GROUP_LINE * 0.6 });
      y += GROUP_LINE;
    }
    placed.push({
      ...bar,
      y1: y + (ROW - BAR) / 2,
      y2: y + (ROW + BAR) / 2,
      held: heldBytes / unitBytes,
      before: beforeBytes / unitBytes,
      live: liveBytes / unitBytes,
      most: Math.max(heldBytes, beforeBytes) / unitBytes,
      label: formatBytes(heldBytes),
    });
    y += ROW;
  }
  return { placed, groups, height: y };
}

function pointerMark(placed: readonly Placed[]): Plot.Markish {
  return Plot.tip(
    placed,
    Plot.pointerY({
      ...{ x: "held", y: middle, maxRadius: 1000, fontSize: 13 },
      title: ({ name, group, heldBytes, beforeBytes, liveBytes }: Placed) =>
        [
          group === undefined ? name : `${group}, ${name}`,
          ...(beforeBytes === undefined ? [] : [`held before: ${formatBytes(beforeBytes)}`]),
          `held: ${formatBytes(heldBytes)}`,
          ...(liveBytes === undefined ? [] : [`live: ${formatBytes(liveBytes)}`]),
        ].join("\n"),
    }),
  );
}
