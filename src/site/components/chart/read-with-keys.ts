/** Reading a chart with the keyboard: from stop to stop, each one spoken. */
import type { Drawing } from "./chart-figure";
import type { Stop } from "./stops";

/** What is read, and where the words go. */
export interface Reader {
  /** Takes the focus. */
  readonly drawings: HTMLElement;
  /** A line that a screen reader follows. */
  readonly reading: HTMLElement;
  /** The drawing as it is now; it is drawn anew when the window changes. */
  drawing(): Drawing;
  readonly gone: AbortSignal;
  /** Steps into the stop that is read. */
  readonly press?: ((stop: number) => void) | undefined;
}

/** Stops passed by PageUp and PageDown. */
const PAGE = 10;

/** Lets the arrow keys, Home, End, PageUp, PageDown and Escape move through a chart's stops. */
export function readWithKeys({ drawings, reading, drawing, gone, press }: Reader): void {
  if (drawing().stops.length === 0) return;
  drawings.tabIndex = 0;
  drawings.setAttribute("role", "application");
  drawings.setAttribute("aria-roledescription", "chart");
  drawings.setAttribute("aria-label", `${drawing().figure.title}: arrow keys read its points`);
  reading.setAttribute("aria-live", "polite");
  let at = -1;
  const onKey = (event: KeyboardEvent) => {
    const { stops, svg } = drawing();
    if (event.key === "Escape") {
      svg.dispatchEvent(new PointerEvent("pointerleave", { pointerType: "mouse" }));
      return;
    }
    if (event.key === "Enter" && at >= 0 && press !== undefined) {
      event.preventDefault();
      press(at);
      return;
    }
    const next = stopAfter(stops, at, event.key);
    const stop = next === undefined ? undefined : stops[next];
    if (next === undefined || stop === undefined) return;
    event.preventDefault();
    at = next;
    point(svg, stop);
    reading.textContent = stop.text;
  };
  drawings.addEventListener("keydown", onKey, { signal: gone });
}

/**
 * Which stop a key leads to.
 *
 * @param at - the stop read now, or -1 before the first.
 * @returns an index of `stops`, or undefined for a key that leads nowhere.
 */
export function stopAfter(stops: readonly Stop[], at: number, key: string): number | undefined {
  const last = stops.length - 1;
  const within = (wanted: number) => Math.max(0, Math.min(last, wanted));
  if (key === "Home" || (at < 0 && key.startsWith("Arrow"))) return 0;
  switch (key) {
    case "ArrowRight":
      return within(at + 1);
    case "ArrowLeft":
      return within(at - 1);
    case "ArrowDown":
      return nearestRow(stops, at, 1);
    case "ArrowUp":
      return nearestRow(stops, at, -1);
    case "PageDown":
      return within(at + PAGE);
    case "PageUp":
      return within(at - PAGE);
    case "End":
      return last;
    default:
      return undefined;
  }
}

/** The nearest stop that lies further down (1) or up (-1) than it lies aside. */
function nearestRow(stops: readonly Stop[], at: number, direction: 1 | -1): number | undefined {
  const from = stops[at];
  if (from === undefined) return undefined;
  let nearest: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, stop] of stops.entries()) {
    const down = (stop.y - from.y) * direction;
    const aside = Math.abs(stop.x - from.x);
    if (down <= aside || down + aside >= least) continue;
    nearest = index;
    least = down + aside;
  }
  return nearest;
}

/** Puts the pointer on a stop, as a mouse would. */
function point(svg: Element, { x, y }: Stop): void {
  const box = svg.getBoundingClientRect();
  const scale = box.width / Number(svg.getAttribute("width"));
  svg.dispatchEvent(
    new PointerEvent("pointermove", {
      pointerType: "mouse",
      bubbles: true,
      clientX: box.left + x * scale,
      clientY: box.top + y * scale,
    }),
  );
}
