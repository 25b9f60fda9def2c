/** How long a run may take before it is ended, in milliseconds: no notebook's cell takes half of it. */
export const LONGEST_RUN_MS = 120_000;
