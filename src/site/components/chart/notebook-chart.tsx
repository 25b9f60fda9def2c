import type { Chart } from "pymalloc-lab";
import { useEffect, useRef } from "react";
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
 */
export function NotebookChart({ chart }: { chart: Chart }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = host.current;
    return element === null ? undefined : bringToLife(element, chart);
  }, [chart]);
  return (
    <div
      className="pm-chart"
      ref={host}
      suppressHydrationWarning
      dangerouslySetInnerHTML={{ __html: staticFigure(chart) }}
    />
  );
}

/** Waits until the figure is near the window, and gives back what undoes it all. */
function bringToLife(element: HTMLElement, chart: Chart): () => void {
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
  observer.observe(element);
  return () => {
    observer.disconnect();
    gone.abort();
  };
}
