/** How long a moment stays, in milliseconds, and how long the end is seen before the first. */
const MOMENT_MILLISECONDS = 80;
const BEFORE_MILLISECONDS = 600;

/** What is told while moments are played. */
export interface Playing {
  /** Moments in all. */
  readonly moments: number;
  onMoment(moment: number): void;
  /** Called once: after the last moment, when it is stopped, or when the page is hidden. */
  onEnd(): void;
}

/**
 * Plays moments once, in time: where the browser is late, moments are left out.
 *
 * @returns what stops it.
 */
export function playMoments({ moments, onMoment, onEnd }: Playing): () => void {
  let begun: number | undefined;
  let shown = -1;
  let request = requestAnimationFrame(draw);
  const onVisibility = () => {
    if (document.hidden) end();
  };
  document.addEventListener("visibilitychange", onVisibility);

  function draw(now: number): void {
    begun ??= now + BEFORE_MILLISECONDS;
    const moment = Math.floor((now - begun) / MOMENT_MILLISECONDS);
    if (moment >= moments) {
      end();
      return;
    }
    if (moment > shown) {
      shown = moment;
      onMoment(moment);
    }
    request = requestAnimationFrame(draw);
  }

  function end(): void {
    if (request === 0) return;
    cancelAnimationFrame(request);
    request = 0;
    document.removeEventListener("visibilitychange", onVisibility);
    onEnd();
  }

  return end;
}
