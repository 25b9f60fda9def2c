/** Figures as a person reads them. */

const MIB = 1024 * 1024;

/** "3.1 MiB". */
export function mebibytes(bytes: number): string {
  return `${(bytes / MIB).toLocaleString("en-GB", { minimumFractionDigits: 1, maximumFractionDigits: 1 })} MiB`;
}

/** "7%"; less than one, but some, is "under 1%". */
export function percent(part: number, whole: number): string {
  if (whole === 0 || part === 0) return "0%";
  const share = (100 * part) / whole;
  return share < 1 ? "under 1%" : `${share.toFixed(0)}%`;
}

/** "1 arena", "2,000 arenas". */
export function counted(count: number, noun: string): string {
  const plural = noun.endsWith("s") ? `${noun}es` : `${noun}s`;
  return `${count.toLocaleString("en-GB")} ${count === 1 ? noun : plural}`;
}
