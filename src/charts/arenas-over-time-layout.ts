/**
 * Where the panels of arenas over time go, and what is written round them, in
 * pixels. Panels stand side by side where there is room, else one below the other,
 * and always on common scales.
 */
import type { Series, StageMark } from "./arenas-over-time.js";

/** Frames narrower than this get their runs one below the other. */
const NARROW = 600;
const LEAST_PANEL_WIDTH = 150;

/** Height of a line of text above a panel. */
const LINE = 18;
/** Room to the right of a panel for the values at its end. */
const GUTTER = 76;

/** The frame of all panels. */
export interface PanelLayout {
  readonly isStacked: boolean;
  readonly panelWidth: number;
  readonly panelHeight: number;
  readonly height: number;
  readonly marginLeft: number;
  readonly marginRight: number;
  readonly marginTop: number;
  readonly marginBottom: number;
  /** Share of a panel and the gap after it that is gap, as Plot's facet scales take it. */
  readonly paddingInner: number;
  /** Greatest values on the axes, in their units. */
  readonly greatestX: number;
  readonly greatestY: number;
}

/** Places the panels in a width. */
export function layoutPanels({ runs, byteUnit }: Series, width: number): PanelLayout {
  const count = runs.length;
  const points = runs.flatMap((run) => run.points);
  const marginLeft = byteUnit.name === "bytes" ? 60 : 48;
  const marginTop = 10 + LINE * (count > 1 ? 2 : 1);
  const marginBottom = 40;
  const across = width - marginLeft - GUTTER;
  const isStacked =
    count > 1 && (width < NARROW || (across + GUTTER) / count - GUTTER < LEAST_PANEL_WIDTH);
  const panelHeight = isStacked ? 110 : 210;
  const gap = isStacked ? marginTop + 16 : GUTTER;
  const step = isStacked ? panelHeight + gap : (across + gap) / count;
  return {
    isStacked,
    panelWidth: isStacked ? across : step - gap,
    panelHeight,
    height:
      marginTop +
      (isStacked ? count * panelHeight + (count - 1) * gap : panelHeight) +
      marginBottom,
    marginLeft,
    marginRight: GUTTER,
    marginTop,
    marginBottom,
    paddingInner: gap / step,
    greatestX: points.reduce((most, { x }) => Math.max(most, x), 0),
    greatestY: points.reduce((most, { held }) => Math.max(most, held), 0) * 1.05 || 1,
  };
}

/** A stage's name beside its line. */
export interface PlacedStage {
  readonly name: string;
  readonly x: number;
  readonly side: "left" | "right";
}

const STAGE_LETTER_PIXELS = 7;

/**
 * Chooses the side of its line on which each stage is named, so that as many as
 * possible are. A name that has room on neither side is left out.
 *
 * @param stepsPerX - operations in a unit of the x axis.
 */
export function placeStages(
  stages: readonly StageMark[],
  { panelWidth, greatestX }: PanelLayout,
  stepsPerX: number,
): PlacedStage[] {
  const spans = stages.map(({ name, step }) => {
    const x = step / stepsPerX;
    const at = (x / (greatestX || 1)) * panelWidth;
    return { name, x, at, width: name.length * STAGE_LETTER_PIXELS + 8 };
  });
  const forwards = placeInTurn(spans, ["left", "right"], panelWidth);
  if (forwards.length === stages.length) return forwards;
  // Not all fit: the last stages say more than the first.
  return placeInTurn([...spans].reverse(), ["right", "left"], panelWidth).reverse();
}

interface Span {
  readonly name: string;
  readonly x: number;
  /** Pixels from the left edge of the panel. */
  readonly at: number;
  readonly width: number;
}

function placeInTurn(
  spans: readonly Span[],
  sides: readonly PlacedStage["side"][],
  panelWidth: number,
): PlacedStage[] {
  const placed: PlacedStage[] = [];
  const taken: [number, number][] = [];
  for (const { name, x, at, width } of spans) {
    const side = sides.find((one) => {
      const [from, to] = one === "left" ? [at - width, at] : [at, at + width];
      const isInside = from >= 0 && to <= panelWidth + GUTTER;
      return isInside && taken.every(([start, end]) => to <= start || from >= end);
    });
    if (side === undefined) continue;
    placed.push({ name, x, side });
    taken.push(side === "left" ? [at - width, at] : [at, at + width]);
  }
  return placed;
}

const LABEL_LINE = 15;

/**
 * Heights at which the two values at the end of a run are written, in the units of
 * the y axis: their own, or so far apart that both can be read.
 */
export function placeEndLabels(
  { held, live }: { readonly held: number; readonly live: number },
  { panelHeight, greatestY }: PanelLayout,
): { heldAt: number; liveAt: number } {
  const least = (LABEL_LINE / panelHeight) * greatestY;
  if (held - live >= least) return { heldAt: held, liveAt: live };
  const middle = Math.max((held + live) / 2, least / 2);
  return { heldAt: middle + least / 2, liveAt: middle - least / 2 };
}
