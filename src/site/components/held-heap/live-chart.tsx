import type { Chart } from "pymalloc-lab/charts";
import { useLayoutEffect, useRef } from "react";

/** A chart of what the reader gave: drawn in the page, and drawn anew when it changes. */
export function LiveChart({ chart, onTile }: { chart: Chart; onTile?: (tile: number) => void }) {
  const host = useRef<HTMLDivElement>(null);
  const press = useRef(onTile);
  useLayoutEffect(() => {
    press.current = onTile;
  }, [onTile]);
  useLayoutEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    const gone = new AbortController();
    void import(/* webpackChunkName: "chart" */ "../chart/live-figure").then(
      ({ drawLiveFigure }) => {
        if (gone.signal.aborted) return;
        const onPress = (tile: number) => press.current?.(tile);
        drawLiveFigure(element, chart, { gone: gone.signal, onTile: onPress });
      },
    );
    return () => gone.abort();
  }, [chart]);
  return <div className="pm-chart" ref={host} />;
}
