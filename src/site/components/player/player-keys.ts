/** The player's keys. They work wherever the focus is inside the player. */

import type { Zoom } from "./player-link";
import type { PlayerState } from "./player-state";
import type { PlayerActions } from "./use-player";

/** Keys and what they do, for the list on the page. */
export const KEYS: readonly (readonly [keys: string, what: string])[] = [
  ["Space", "play or pause"],
  ["← →", "one operation back or on"],
  ["Shift ← →", "1,000 operations"],
  ["Page Up, Page Down", "a twentieth of the run"],
  ["Home, End", "first and last moment"],
  [", .", "the arena event before or after"],
  ["+ −", "zoom in or out"],
  ["F", "follow the last operation"],
];

const LARGE_STEP = 1000;

/** Does what a key asks for. */
export function playerKeys(event: KeyboardEvent, state: PlayerState, actions: PlayerActions): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const { target } = event;
  if (target instanceof HTMLSelectElement || target instanceof HTMLInputElement) return;
  // A button that has the focus is pressed by the space bar.
  const isButton =
    target instanceof HTMLButtonElement ||
    (target instanceof HTMLElement && target.closest("summary") !== null);
  if (event.key === " " && isButton) return;
  const act = actionOf(event, state, actions);
  if (act === undefined) return;
  event.preventDefault();
  act();
}

function actionOf(
  { key, shiftKey }: KeyboardEvent,
  { about, step, isPlaying, zoom }: PlayerState,
  actions: PlayerActions,
): (() => void) | undefined {
  if (about === undefined) return undefined;
  const by = (operations: number) => () => actions.goTo(step + operations);
  const page = Math.max(1, Math.round(about.length / 20));
  const arrow = shiftKey ? LARGE_STEP : 1;
  switch (key) {
    case " ":
      return () => actions.setPlaying(!isPlaying);
    case "ArrowLeft":
      return by(-arrow);
    case "ArrowRight":
      return by(arrow);
    case "PageDown":
      return by(page);
    case "PageUp":
      return by(-page);
    case "Home":
      return () => actions.goTo(0);
    case "End":
      return () => actions.goTo(about.length);
    case ",":
      return () => actions.toArenaEvent(-1);
    case ".":
      return () => actions.toArenaEvent(1);
    case "+":
    case "=":
      return () => actions.setZoom(zoomBy(zoom, 1));
    case "-":
      return () => actions.setZoom(zoomBy(zoom, -1));
    case "f":
    case "F":
      return () => actions.follow();
    default:
      return undefined;
  }
}

function zoomBy(zoom: Zoom, by: 1 | -1): Zoom {
  const wanted = zoom + by;
  return wanted <= 0 ? 0 : wanted >= 2 ? 2 : 1;
}
