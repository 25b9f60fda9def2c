import type { HolderMapChart } from "pymalloc-lab/charts";
import { useEffect, useState } from "react";
import type { HeapClient } from "./heap-client";
import { LiveChart } from "./live-chart";

interface ArenaBlocksProps {
  readonly client: HeapClient;
  readonly place: number;
  onClose(): void;
}

/** One arena: every block of its pools says what it is and who holds it. */
export function ArenaBlocks({ client, place, onClose }: ArenaBlocksProps) {
  const [chart, setChart] = useState<HolderMapChart>();
  useEffect(() => {
    let isGone = false;
    void client.ask({ kind: "arena", place }).then((answer) => {
      if (!isGone && answer.kind === "arena") setChart(answer.chart);
    });
    return () => {
      isGone = true;
    };
  }, [client, place]);
  return (
    <section className="st-arena" aria-label={`Arena ${place}`}>
      {chart === undefined && <p role="status">Looking into arena {place}…</p>}
      {chart !== undefined && chart.tiles.length === 0 && (
        <p role="status">Nothing is alive in arena {place}.</p>
      )}
      {chart !== undefined && chart.tiles.length > 0 && <LiveChart chart={chart} />}
      <div className="st-buttons">
        <button type="button" onClick={onClose}>
          Close arena {place}
        </button>
      </div>
    </section>
  );
}
