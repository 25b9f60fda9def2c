/** Figures of a report. */
export { counted, mebibytes, percent } from "../../doors/internal.js";

/** "0.04 s". */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
