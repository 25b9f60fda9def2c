import { type ComponentType, useEffect, useRef, useState } from "react";
import { StaticMoment } from "./static-moment";

/** How a player is put on a page. */
interface ArenaPlayerProps {
  /** The run it begins with; see run-choices.ts. */
  readonly run?: string;
  /** The player is what the page is about: the page's address names the moment. */
  readonly isWholePage?: boolean;
}

/** Distance from the window, in pixels, at which the player is loaded. */
const NEAR_PIXELS = 200;

/** Any moment of a run. Until it comes near the window, and without JavaScript, a picture of one. */
export function ArenaPlayer({ run = "first-half-small", isWholePage = false }: ArenaPlayerProps) {
  const host = useRef<HTMLDivElement>(null);
  const [Live, setLive] = useState<ComponentType<{ run: string; isWholePage: boolean }>>();
  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    const observer = new IntersectionObserver(
      async (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        const { default: LivePlayer } = await import(
          /* webpackChunkName: "live-player" */ "./live-player"
        );
        setLive(() => LivePlayer);
      },
      { rootMargin: `${NEAR_PIXELS}px` },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div className="pm-player-host" ref={host} data-live={Live !== undefined || undefined}>
      {Live === undefined ? <StaticMoment /> : <Live run={run} isWholePage={isWholePage} />}
    </div>
  );
}
