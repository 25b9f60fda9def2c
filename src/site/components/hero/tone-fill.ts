/** The five tones of the page's style sheets, from nothing live to everything. */
const STOPS = [
  "var(--pm-held)",
  "var(--pm-occ-25)",
  "var(--pm-occ-50)",
  "var(--pm-occ-75)",
  "var(--pm-live)",
] as const;

/**
 * The colour of a share of live bytes: mixed in OKLab between the two nearest tones, by the
 * browser, so that light and dark need no second drawing.
 *
 * @param share - 0 to 1.
 *
 * @example
 * toneFill(0.5); // => "var(--pm-occ-50)"
 * toneFill(0.6); // => "color-mix(in oklab,var(--pm-occ-75) 40%,var(--pm-occ-50))"
 */
export function toneFill(share: number): string {
  const place = share * (STOPS.length - 1);
  const below = Math.floor(place);
  const part = Math.round((place - below) * 100);
  if (part === 0) return STOPS[below] ?? STOPS[0];
  return `color-mix(in oklab,${STOPS[below + 1]} ${part}%,${STOPS[below]})`;
}
