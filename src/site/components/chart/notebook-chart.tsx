import type { ArenaMapChart, ArenaMapTouch, Chart } from "pymalloc-lab/charts";
import { isFew, isPinned, liveShare } from "pymalloc-lab/internal";
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import { staticFigure } from "#static-figure";
import { FigurePlayer, type FigureWish } from "../player/figure-player";
import { allRuns, figureRuns } from "../player/figure-runs";
import { TouchFigure } from "../touch/touch-figure";
import { sheetTile } from "./sheet-tile";

/** Distance from the window, in pixels, at which a chart becomes interactive. */
const NEAR_PIXELS = 400;

interface NotebookChartProps {
  readonly chart: Chart;
  /** There is no figure of the server's to keep: it is drawn at once. */
  readonly isNew?: boolean;
}

/**
 * A chart of a notebook.
 *
 * The server writes the whole figure into the page's HTML. The browser keeps
 * that until the reader scrolls near; then it loads the drawing code and makes
 * the figure anew at its real width, with a pointer and keys. So the page's own
 * script holds the chart's data and nothing that draws.
 *
 * A figure whose run can be made again is its player too; a map whose blocks may be
 * touched is drawn by its blocks.
 */
export function NotebookChart({ chart, isNew = false }: NotebookChartProps) {
  if (chart.chart === "arenaMap" && chart.touch !== undefined) {
    return <TouchedChart chart={chart} touch={chart.touch} isNew={isNew} />;
  }
  return <PlayedChart chart={chart} isNew={isNew} />;
}

/** The server's figure has the title and the data of a map whose blocks are touched; a new one is drawn. */
function TouchedChart({
  chart,
  touch,
  isNew,
}: {
  chart: ArenaMapChart;
  touch: ArenaMapTouch;
  isNew: boolean;
}) {
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = host.current;
    return element === null ? undefined : bringToLife(element, { chart, isNew, onTile: () => {} });
  }, [chart, isNew]);
  return (
    <div className="pm-chart-host pm-chart-host--touch">
      <Drawing chart={chart} host={host} />
      <TouchFigure chart={chart} touch={touch} />
    </div>
  );
}

function PlayedChart({ chart, isNew }: Required<NotebookChartProps>) {
  const host = useRef<HTMLDivElement>(null);
  const [wish, setWish] = useState<FigureWish>();
  const [isOpen, setOpen] = useState(false);
  const runs = useMemo(() => figureRuns(chart), [chart]);
  const onTile = useCallback(
    (tile: number) => {
      if (chart.chart === "arenaMap") setWish(wishFor(chart, tile));
    },
    [chart],
  );
  // Before the page is painted: a new chart takes the place of an old one without a gap.
  useLayoutEffect(() => {
    const element = host.current;
    return element === null ? undefined : bringToLife(element, { chart, isNew, onTile });
  }, [chart, isNew, onTile]);
  if (runs.length === 0) return <Drawing chart={chart} host={host} />;
  return (
    <div className="pm-chart-host" data-playing={isOpen || undefined}>
      <Drawing chart={chart} host={host} />
      <FigurePlayer
        key={JSON.stringify(runs.map(({ recipe }) => recipe))}
        runs={runs}
        wish={wish}
        onOpen={setOpen}
      />
    </div>
  );
}

function Drawing({ chart, host }: { chart: Chart; host?: React.RefObject<HTMLDivElement | null> }) {
  return (
    <div
      className="pm-chart"
      {...(host && { ref: host })}
      suppressHydrationWarning
      dangerouslySetInnerHTML={{ __html: staticFigure(chart) }}
    />
  );
}

/** The moment of a map's sheet, in the arena that was pressed. */
function wishFor(chart: ArenaMapChart, tile: number): FigureWish | undefined {
  const { sheet, arena } = sheetTile(chart, tile);
  const run = allRuns(chart)[sheet];
  if (run === undefined) return undefined;
  const key = JSON.stringify(run.recipe);
  const index = figureRuns(chart).findIndex(({ recipe }) => JSON.stringify(recipe) === key);
  return { run: index, moment: { step: run.step, ...momentIn(chart, sheet, arena) } };
}

/** An arena opens at its pools; one that a few blocks keep, at the pool of the first of them. */
function momentIn({ sheets }: ArenaMapChart, sheet: number, arena: number) {
  const pools = sheets[sheet]?.arenas[arena]?.pools ?? "";
  const characters = [...pools];
  const survivor = isPinned(pools) ? characters.findIndex(isFew) : -1;
  const used = characters.findIndex((character) => liveShare(character) > 0);
  return survivor < 0
    ? ({ pool: { arena, pool: Math.max(0, used) }, zoom: 1 } as const)
    : ({ pool: { arena, pool: survivor }, zoom: 2 } as const);
}

interface LifeOptions extends Required<NotebookChartProps> {
  /** Told of the arena that is pressed, counted through all sheets. */
  onTile(tile: number): void;
}

/** Waits until the figure is near the window, unless it is new, and gives back what undoes it all. */
function bringToLife(element: HTMLElement, { chart, isNew, onTile }: LifeOptions): () => void {
  const gone = new AbortController();
  const start = async () => {
    const { drawLiveFigure } = await import(/* webpackChunkName: "chart" */ "./live-figure");
    if (gone.signal.aborted) return;
    try {
      drawLiveFigure(element, chart, { gone: gone.signal, onTile });
    } catch (error) {
      // A cell can show any data as a chart. What the server drew of a stored one stays.
      if (isNew) element.textContent = `This chart cannot be drawn: ${String(error)}`;
      else throw error;
    }
  };
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      void start();
    },
    { rootMargin: `${NEAR_PIXELS}px` },
  );
  if (isNew) void start();
  // A figure that gives its place to the blocks has no box of its own.
  else observer.observe(element.parentElement ?? element);
  return () => {
    observer.disconnect();
    gone.abort();
  };
}
