/**
 * Where the panels of arenas over time go, and what is written round them, in
 * pixels. Panels stand side by side where there is room, else one below the other,
 * and always on common scales.
 */
import type { Series, StageMark } from "./series.js";

/** Frames narrower than this get two or three runs one below the other. */
const NARROW = 600;
const LEAST_PANEL_WIDTH = 150;
/** From so many runs on, those that have no room in a row are small multiples. */
const LEAST_MULTIPLES = 4;
const LEAST_MULTIPLE = { narrow: 120, wide: 170 };

const LEAST_PANEL_HEIGHT = 210;
const MOST_PANEL_HEIGHT = 340;

/** Height of a line of text above a panel. */
const LINE = 18;
/** Room to the right of a panel for the values at its end. */
const GUTTER = 76;

/** The frame of all panels. */
export interface PanelLayout {
  readonly columns: number;
  readonly rows: number;
  /** Whether the values at the end stand above their panel, and stages have no names. */
  readonly isSmall: boolean;
  /** Pixels above a panel at which the name of its run stands. */
  readonly nameAbove: number;
  readonly panelWidth: number;
  readonly panelHeight: number;
  readonly height: number;
  readonly marginLeft: number;
  readonly marginRight: number;
  readonly marginTop: number;
  readonly marginBottom: number;
  /** Shares of a panel and the gap after it that are gap, as Plot's facet scales take them. */
  readonly paddingAcross: number;
  readonly paddingDown: number;
  /** Greatest values on the axes, in their units. */
  readonly greatestX: number;
  readonly greatestY: number;
}

/** How panels are set out: their number each way, their gaps and heights. */
interface Grid {
  readonly columns: number;
  readonly isSmall: boolean;
  readonly panelHeight: number;
  readonly gapAcross: number;
  readonly gapDown: number;
  readonly marginRight: number;
}

/** Places the panels in a width. */
export function layoutPanels({ runs, byteUnit }: Series, width: number): PanelLayout {
  const count = runs.length;
  const points = runs.flatMap((run) => run.points);
  const marginLeft = byteUnit.name === "bytes" ? 60 : 48;
  const marginTop = 10 + LINE * (count > 1 ? 2 : 1);
  const marginBottom = 40;
  const grid = gridOf(count, width, width - marginLeft);
  const { columns, isSmall, panelHeight, gapAcross, gapDown, marginRight } = grid;
  const rows = Math.ceil(count / columns);
  const across = width - marginLeft - marginRight;
  const stepAcross = (across + gapAcross) / columns;
  return {
    columns,
    rows,
    isSmall,
    nameAbove: isSmall ? 9 + LINE : marginTop - 8,
    panelWidth: stepAcross - gapAcross,
    panelHeight,
    height: marginTop + rows * panelHeight + (rows - 1) * gapDown + marginBottom,
    marginLeft,
    marginRight,
    marginTop,
    marginBottom,
    paddingAcross: gapAcross / stepAcross,
    paddingDown: gapDown / (panelHeight + gapDown),
    greatestX: points.reduce((most, { x }) => Math.max(most, x), 0),
    greatestY: points.reduce((most, { held }) => Math.max(most, held), 0) * 1.05 || 1,
  };
}

/** A wide panel is a landscape, and one of several nearly a square. */
function heightOf(panelWidth: number, count: number): number {
  const share = count === 1 ? 0.45 : 0.8;
  return Math.round(Math.min(MOST_PANEL_HEIGHT, Math.max(LEAST_PANEL_HEIGHT, panelWidth * share)));
}

/** @param room - pixels to the right of the axis. */
function gridOf(count: number, width: number, room: number): Grid {
  const row = { isSmall: false, gapAcross: GUTTER, gapDown: 0, marginRight: GUTTER };
  const isRow = count === 1 || (width >= NARROW && room / count - GUTTER >= LEAST_PANEL_WIDTH);
  if (isRow) return { ...row, columns: count, panelHeight: heightOf(room / count - GUTTER, count) };
  if (count < LEAST_MULTIPLES) {
    return { ...row, columns: 1, panelHeight: 110, gapDown: 10 + LINE * 2 + 16 };
  }
  const isNarrow = width < NARROW;
  const gapAcross = 22;
  const leastWidth = LEAST_MULTIPLE[isNarrow ? "narrow" : "wide"];
  const most = Math.max(1, Math.floor(room / (leastWidth + gapAcross)));
  // As many rows as that takes, filled as evenly as they can be.
  const columns = Math.ceil(count / Math.ceil(count / most));
  const panelHeight = isNarrow ? 84 : 140;
  return {
    columns,
    isSmall: true,
    panelHeight,
    gapAcross,
    gapDown: LINE * 2 + 12,
    marginRight: 10,
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
