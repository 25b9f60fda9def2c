import Link from "@docusaurus/Link";
import { type ComponentType, useEffect, useId, useState } from "react";
import type { LivePlayerProps } from "./live-player";

/** Where the reader is with the offer. */
type Wish = "none" | "loading" | "failed" | "open";

/**
 * An offer under a cell of a notebook: its run, to be stepped through in place. Nothing is
 * loaded before the reader asks. Without JavaScript there is no offer; the cell has its picture.
 */
export function NotebookPlayer({ run, step }: { run: string; step: number }) {
  const [isAlive, setAlive] = useState(false);
  const [wish, setWish] = useState<Wish>("none");
  const [Live, setLive] = useState<ComponentType<LivePlayerProps>>();
  const id = useId();
  useEffect(() => setAlive(true), []);

  async function toggle() {
    if (wish === "open") {
      setWish("none");
      return;
    }
    setWish("loading");
    try {
      const { default: LivePlayer } = await import(
        /* webpackChunkName: "live-player" */ "./live-player"
      );
      setLive(() => LivePlayer);
      setWish("open");
    } catch {
      setWish("failed");
    }
  }

  return (
    <div className="pm-player-offer">
      <p>
        <button
          type="button"
          className="nb-button"
          disabled={!isAlive || wish === "loading"}
          aria-expanded={wish === "open"}
          aria-controls={id}
          onClick={toggle}
        >
          {wish === "open" ? "Put the player away" : "Step through this run"}
        </button>
        <Link to={`/player?run=${run}&step=${step}`}>On a page of its own</Link>
        <span role="status">
          {wish === "failed" && " The player could not be loaded. Are you offline?"}
        </span>
      </p>
      <div id={id} className="pm-player-host">
        {wish === "open" && Live !== undefined && (
          <Live moment={{ run, step }} isWholePage={false} />
        )}
      </div>
    </div>
  );
}
