/**
 * Held bars: what several runs hold at the end, side by side on one scale. Inside a bar is what
 * is live, round it an outline of what was held before.
 */
import { formatBytes, formatPercent } from "../byte-unit.js";
import type { Figure, Frame } from "../frame.js";
import type { HeldBar, HeldBarsChart } from "./bars.js";
import { drawHeldBars } from "./drawing.js";

/** What the builder of the chart may be told. */
export interface HeldBarsOptions {
  readonly title?: string;
  readonly caption?: string;
}

/**
 * Makes the chart of several runs.
 *
 * @param bars - in the order in which they are drawn; amounts in bytes.
 * @throws {RangeError} when there is no bar, two of a group have one name, or an amount is
 *   negative, not finite, or live beyond what is held.
 *
 * @example
 * const bar = { name: "3.11", beforeBytes: 79 * 2 ** 20, heldBytes: 43 * 2 ** 20 };
 * heldBars([bar]).title; // => "Held at the end"
 */
export function heldBars(
  bars: readonly HeldBar[],
  { title = "Held at the end", caption = "" }: HeldBarsOptions = {},
): HeldBarsChart {
  if (bars.length === 0) throw new RangeError("a chart needs one bar at least, got none");
  for (const [at, bar] of bars.entries()) {
    refuseUnsound(bar);
    const isTwice = bars.slice(0, at).some((b) => b.name === bar.name && b.group === bar.group);
    if (isTwice) throw new RangeError(`bars need names of their own, got "${bar.name}" twice`);
  }
  return { chart: "heldBars", title, caption, bars };
}

function refuseUnsound({ name, heldBytes, beforeBytes = 0, liveBytes = 0 }: HeldBar): void {
  for (const bytes of [heldBytes, beforeBytes, liveBytes]) {
    if (Number.isFinite(bytes) && bytes >= 0) continue;
    throw new RangeError(`the bar "${name}" needs bytes from 0, got ${bytes}`);
  }
  if (liveBytes > heldBytes) {
    throw new RangeError(`the bar "${name}" has ${liveBytes} bytes live, but holds ${heldBytes}`);
  }
}

/** Draws the chart. */
export function heldBarsFigure(chart: HeldBarsChart, frame: Frame): Figure {
  const { title, caption, bars } = chart;
  return {
    title,
    caption: [caption, coloursOf(bars)].filter((text) => text !== "").join(" "),
    alt: `${title}. ${bars.map(sentenceOf).join(". ")}.`,
    table: tableOf(bars),
    plot: drawHeldBars(bars, frame),
  };
}

function coloursOf(bars: readonly HeldBar[]): string {
  const hasLive = bars.some(({ liveBytes }) => liveBytes !== undefined);
  const hasBefore = bars.some(({ beforeBytes }) => beforeBytes !== undefined);
  const parts = [
    ...(hasBefore ? ["Dashed: held before."] : []),
    hasLive ? "Sand: held at the end, and free. Blue: live." : "Sand: held at the end.",
  ];
  return parts.join(" ");
}

function sentenceOf({ name, group, heldBytes, beforeBytes, liveBytes }: HeldBar): string {
  const before = beforeBytes === undefined ? "" : ` of ${formatBytes(beforeBytes)}`;
  const live = liveBytes === undefined ? "" : `, ${formatBytes(liveBytes)} live`;
  return `${group === undefined ? "" : `${group}, `}${name}: ${formatBytes(heldBytes)}${before} held${live}`;
}

function tableOf(bars: readonly HeldBar[]): Figure["table"] {
  const hasGroups = bars.some(({ group }) => group !== undefined);
  const columns = ["run", "before, bytes", "held, bytes", "live, bytes", "given back"];
  return {
    columns: hasGroups ? ["group", ...columns] : columns,
    rows: bars.map(({ name, group = "", heldBytes, beforeBytes, liveBytes }) => [
      ...(hasGroups ? [group] : []),
      name,
      beforeBytes ?? "",
      heldBytes,
      liveBytes ?? "",
      // What holds more than before has given nothing back.
      beforeBytes ? formatPercent(Math.max(0, 1 - heldBytes / beforeBytes)) : "",
    ]),
  };
}
