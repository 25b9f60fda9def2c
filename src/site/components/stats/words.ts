/** Figures as the page writes them. */

/** A count with thousands separated. */
export function count(value: number): string {
  return value.toLocaleString("en-GB");
}

/** Bytes as MiB, or as KiB below a tenth of one. */
export function bytesShort(bytes: number): string {
  const [value, unit] = bytes >= 2 ** 20 / 10 ? [bytes / 2 ** 20, "MiB"] : [bytes / 2 ** 10, "KiB"];
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return `${value.toLocaleString("en-GB", digits)} ${unit}`;
}

/**
 * A share as a percentage; what is not nothing is not written as 0.
 *
 * @example
 * percentShort(0.4806); // => "48%"
 * percentShort(0.0051); // => "0.5%"
 * percentShort(0.0001); // => "<0.1%"
 */
export function percentShort(share: number): string {
  const percent = 100 * share;
  if (percent === 0) return "0%";
  if (percent < 0.1) return "<0.1%";
  return `${percent.toFixed(percent < 10 ? 1 : 0)}%`;
}
