import { type ComponentType, useEffect, useRef, useState } from "react";
import { staticMomentHtml } from "#static-moment";
import type { LivePlayerProps } from "./live-player";

/** The moment it begins at, of a run whose arenas come back; see run-choices.ts. */
const FIRST_MOMENT = { run: "first-half-small", python: "3.8" } as const;

/** Distance from the window, in pixels, at which the player is loaded. */
const NEAR_PIXELS = 200;

/** The player on its own page. Until it comes near the window, and without JavaScript, a picture of a moment. */
export function ArenaPlayer() {
  const host = useRef<HTMLDivElement>(null);
  const [Live, setLive] = useState<ComponentType<LivePlayerProps>>();
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
      {Live === undefined ? <Still /> : <Live moment={FIRST_MOMENT} isWholePage />}
    </div>
  );
}

/** The picture that the server has drawn, as it is. */
function Still() {
  const html = { __html: staticMomentHtml() };
  // biome-ignore lint/security/noDangerouslySetInnerHtml: markup of the site's own, made when it is built
  return <div suppressHydrationWarning dangerouslySetInnerHTML={html} />;
}
