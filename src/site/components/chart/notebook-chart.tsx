import type { Chart } from "pymalloc-lab";
import { useLayoutEffect, useRef } from "react";
import { staticFigure } from "#static-figure";

/** Distance from the window, in pixels, at which a chart becomes interactive. */
const NEAR_PIXELS = 400;

/**
 * A chart of a notebook.
 *
 * The server writes the whole figure into the page's HTML. The browser keeps
 * that until the reader scrolls near; then it loads the drawing code and makes
 * the figure anew at its real width, with a pointer and keys. So the page's own
 * script holds the chart's data and nothing that draws.
 *
 * @param isNew - there is no figure of the server's to keep: it is drawn at once.
 */
export function NotebookChart({ chart, isNew = false }: { chart: Chart; isNew?: boolean }) {
  const host = useRef<HTMLDivElement>(null);
  // Before the page is painted: a new chart takes the place of an old one without a gap.
  useLayoutEffect(() => {
    const element = host.current;
    return element === null ? undefined : bringToLife(element, chart, isNew);
  }, [chart, isNew]);
  return (
    <div
      className="pm-chart"
      ref={host}
      suppressHydrationWarning
      dangerouslySetInnerHTML={{ __html: staticFigure(chart) }}
    />
  );
}

/** Waits until the figure is near the window, unless it is new, and gives back what undoes it all. */
function bringToLife(element: HTMLElement, chart: Chart, isNew: boolean): () => void {
  const gone = new AbortController();
  const start = async () => {
    const { drawLiveFigure } = await import(/* webpackChunkName: "chart" */ "./live-figure");
    if (!gone.signal.aborted) drawLiveFigure(element, chart, gone.signal);
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
  else observer.observe(element);
  return () => {
    observer.disconnect();
    gone.abort();
  };
}
