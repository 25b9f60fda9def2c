/** Bytes in the binary unit that suits the largest of them. */

/** A unit to print bytes in. */
export interface ByteUnit {
  readonly name: "bytes" | "KiB" | "MiB" | "GiB";
  readonly bytes: number;
}

const BYTES: ByteUnit = { name: "bytes", bytes: 1 };

const UNITS: readonly ByteUnit[] = [
  { name: "GiB", bytes: 2 ** 30 },
  { name: "MiB", bytes: 2 ** 20 },
  { name: "KiB", bytes: 2 ** 10 },
];

/**
 * The unit for an axis: the largest of which the greatest value has four or more, so
 * that the ticks are whole numbers.
 *
 * @example
 * byteUnitFor(80 * 2 ** 20).name; // => "MiB"
 * byteUnitFor(300).name; // => "bytes"
 */
export function byteUnitFor(greatestBytes: number): ByteUnit {
  return UNITS.find(({ bytes }) => greatestBytes >= 4 * bytes) ?? BYTES;
}

/**
 * Bytes in the largest unit of which there is one or more, with one digit after the
 * point where it is not whole.
 *
 * @example
 * formatBytes(2 ** 20); // => "1 MiB"
 * formatBytes(39.06 * 2 ** 20); // => "39.1 MiB"
 */
export function formatBytes(byteCount: number): string {
  const unit = UNITS.find(({ bytes }) => byteCount >= bytes) ?? BYTES;
  return `${formatNumber(byteCount / unit.bytes)} ${unit.name}`;
}

/**
 * A number with thousands separated, and at most one digit after the point.
 *
 * @example
 * formatNumber(1234.56); // => "1,234.6"
 */
export function formatNumber(value: number): string {
  return value.toLocaleString("en-GB", { maximumFractionDigits: 1 });
}

/**
 * A share as a percentage. What is not nothing is not written as 0%, and what is not
 * all is not written as 100%.
 *
 * @param share - 0 to 1.
 *
 * @example
 * formatPercent(0.4684); // => "46.8%"
 * formatPercent(0.0001); // => "under 0.1%"
 * formatPercent(0.9999); // => "over 99.9%"
 */
export function formatPercent(share: number): string {
  if (share > 0 && share < 0.001) return "under 0.1%";
  if (share > 0.999 && share < 1) return "over 99.9%";
  return `${formatNumber(share * 100)}%`;
}
