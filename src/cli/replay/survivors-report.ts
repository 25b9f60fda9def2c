/** What keeps the arenas of a recorded program, as `replay` prints it. */
import { likelyTypes } from "../../doors/cpython.js";
import { mebibytes, percent } from "../../doors/internal.js";
import { geometryOf, PYTHON_VERSIONS } from "../../doors/pymalloc.js";
import type { Survivors, Trace } from "../../doors/trace.js";
import { grouped, tableRow } from "../text/columns.js";
import { wrapped } from "../text/wrapped.js";

/** Classes and phases that are shown, the most blocks first. */
const MOST_ROWS = 5;
const KINDS_NAMED = 3;
const WIDTHS = [16, 10, 8];

/** Writes the survivors' sizes, and the phases of the run that they come from. */
export function survivorsReport(trace: Trace, survivors: Survivors): string {
  const { event, markId, arenaCount, heldBytes, liveBytes, nearlyEmptyArenas } = survivors;
  if (arenaCount === 0) return "";
  const moment = markId === undefined ? `event ${grouped(event)}` : `mark ${markId}`;
  const keepers = `${grouped(survivors.keeperCount)} ${survivors.keeperCount === 1 ? "block keeps" : "blocks keep"}`;
  const outcome =
    nearlyEmptyArenas === 0
      ? "None of them is nearly empty: each has a tenth of its bytes alive at least."
      : `${keepers} ${nearlyEmptyArenas} of them that are nearly empty, with less than a tenth alive:`;
  const start = `At ${moment}, ${grouped(arenaCount)} arenas hold ${mebibytes(heldBytes)}, of which ${mebibytes(liveBytes)} is alive. ${outcome}`;
  if (nearlyEmptyArenas === 0) return `\n${wrapped(start, "")}`;
  return ["\n", wrapped(start, ""), classRows(trace, survivors), phaseRows(survivors)].join("");
}

function classRows({ python }: Trace, { classes, keeperCount }: Survivors): string {
  const version = PYTHON_VERSIONS.find((one) => one === python);
  const rows = classes.slice(0, MOST_ROWS).map(({ blockBytes, blockCount }) => {
    const cells = [`${blockBytes} bytes`, blockCount, percent(blockCount, keeperCount)];
    const kinds =
      version === undefined
        ? ""
        : likelyTypes(blockBytes, version, geometryOf(version).alignment)
            .slice(0, KINDS_NAMED)
            .join(", ");
    return `${`${tableRow(WIDTHS, cells)}  ${kinds}`.trimEnd()}\n`;
  });
  return ["  by size, with what is often of it:\n", ...rows].join("");
}

function phaseRows({ phases, keeperCount, event }: Survivors): string {
  const rows = [...phases]
    .sort((one, other) => other.blockCount - one.blockCount)
    .slice(0, MOST_ROWS)
    .map(({ from, to, blockCount }) => {
      const range = `${percent(from, event)} to ${percent(to, event)}`;
      const events = `events ${grouped(from)} to ${grouped(to)}`;
      return `${tableRow(WIDTHS, [range, blockCount, percent(blockCount, keeperCount)])}  ${events}\n`;
    });
  return ["  by when they were asked for, of the run until then:\n", ...rows].join("");
}
