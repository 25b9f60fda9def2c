/**
 * How full a pool is, as a colour: from sand, held and free, to blue, all live.
 *
 * The five stops are CSS variables, and the browser mixes between them, so that a
 * change of theme recolours a drawing without drawing it again.
 */

const STOPS = [
  "var(--pm-held)",
  "var(--pm-occ-25)",
  "var(--pm-occ-50)",
  "var(--pm-occ-75)",
  "var(--pm-live)",
] as const;

/**
 * The colour of a share of live blocks, as CSS.
 *
 * @param share - 0 to 1; what lies outside counts as the nearer end.
 *
 * @example
 * toneFill(0.5); // => "var(--pm-occ-50)"
 * toneFill(0.6); // => "color-mix(in oklab,var(--pm-occ-75) 40%,var(--pm-occ-50))"
 */
export function toneFill(share: number): string {
  const place = Math.min(1, Math.max(0, share)) * (STOPS.length - 1);
  const below = Math.floor(place);
  const percent = Math.round((place - below) * 100);
  if (percent === 0) return STOPS[below] ?? STOPS[0];
  return `color-mix(in oklab,${STOPS[below + 1]} ${percent}%,${STOPS[below]})`;
}

/** Tones are told apart in steps of this share; finer ones are not seen, and weigh more. */
const TONE_STEP = 0.05;

/**
 * A share as it is drawn: in steps, but what is nearly full does not look full, nor what
 * is nearly empty look empty.
 *
 * @example
 * toneStep(0.51); // => 0.5
 * toneStep(0.001); // => 0.05
 * toneStep(0.999); // => 0.95
 */
export function toneStep(share: number): number {
  if (share <= 0 || share >= 1) return Math.min(1, Math.max(0, share));
  const steps = Math.round(share / TONE_STEP);
  const last = Math.round(1 / TONE_STEP) - 1;
  return Math.min(last, Math.max(1, steps)) / (last + 1);
}
