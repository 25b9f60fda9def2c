/** A lineup on a terminal. */
import { CONFIGURATIONS, type LineupReport, settingsText } from "../../doors/lineup.js";
import { tableRow } from "../text/columns.js";
import type { AllocatorFinder } from "./find-allocators.js";

const MIB = 2 ** 20;

const mebibytes = (bytes: number) => (bytes / MIB).toFixed(1);

const WIDTHS = [-20, -14, 9, 12, 12, 9] as const;

/** The lineup as a table in MiB, and what the live blocks could do with. */
export function lineupText(file: string, report: LineupReport, missing: readonly string[]): string {
  const { trace, machine, allocators, bounds } = report;
  const [first] = allocators;
  const live = first === undefined ? "" : `, ${mebibytes(first.live)} MiB live at ${trace.moment}`;
  const rows = allocators.map(({ name, version, peak, rightAway, afterWait, asked }) =>
    tableRow(WIDTHS, [
      name,
      version,
      mebibytes(peak),
      mebibytes(rightAway),
      mebibytes(afterWait),
      asked === null ? "-" : mebibytes(asked),
    ]),
  );
  const withRaw = (bytes: number) => mebibytes(bytes + bounds.rawBytes);
  return [
    `${file}: Python ${trace.python}, ${trace.events.toLocaleString("en-GB")} events${live}`,
    `MiB held (${machine.libc}, huge pages: ${machine.hugePages}):`,
    tableRow(WIDTHS, ["", "", "most", "right away", `after ${machine.waitSeconds} s`, "asked"]),
    ...rows,
    "What these blocks could do with, in pymalloc's pools:",
    `  ${withRaw(bounds.pagesBytes)} MiB if each page without a live block went back`,
    `  ${withRaw(bounds.meshedBytes)} MiB if pools that fit into each other were merged (by a greedy search)`,
    `  ${withRaw(bounds.compactedBytes)} MiB if objects could be moved`,
    ...missing,
    "",
  ].join("\n");
}

/** What there is, and what is missing. */
export function listText(finder: AllocatorFinder): string {
  const lines = CONFIGURATIONS.map((configuration) => {
    const found = finder.find(configuration);
    const where =
      found.kind === "missing"
        ? `not here: ${found.why}`
        : "library" in found
          ? found.library
          : "here";
    const settings = settingsText(configuration);
    const byName = configuration.isByNameOnly === true ? "; only if it is named" : "";
    return [
      tableRow([-20, 0], [configuration.name, `${configuration.about}${byName}`]),
      ...(settings === "" ? [] : [`${" ".repeat(22)}${settings}`]),
      `${" ".repeat(22)}${where}`,
    ].join("\n");
  });
  return `${lines.join("\n")}\n`;
}
