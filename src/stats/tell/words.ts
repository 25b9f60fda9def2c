/** Figures of a stats text as sentences say them. */

/** A count with thousands separated. */
export function count(value: number): string {
  return value.toLocaleString("en-GB");
}

/** A number of arenas. */
export function arenasInWords(arenaCount: number): string {
  return arenaCount === 1 ? "1 arena" : `${count(arenaCount)} arenas`;
}

/** Bytes as MiB, with one digit after the point. */
export function mebibytes(bytes: number): string {
  const value = bytes / 2 ** 20;
  return `${value.toLocaleString("en-GB", { minimumFractionDigits: 1, maximumFractionDigits: 1 })} MiB`;
}

/** A share, with one digit after the point. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? "0.0%" : `${((100 * part) / whole).toFixed(1)}%`;
}
