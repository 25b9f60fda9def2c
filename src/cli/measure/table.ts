/** A comparison as text: measured, simulator and formula side by side. */
import { type Cell, grouped, tableRow } from "../text/columns.js";
import type { ComparedStage, Comparison, StageFigures } from "./comparison.js";

const COLUMNS = ["total", "reclaimed", "highwater", "current"] as const;
/** Stage, source, a column for each figure, bytes in blocks. */
const WIDTHS = [-11, -14, 11, 11, 11, 11, 18];

/** Writes a comparison. */
export function comparisonTable(comparison: Comparison): string {
  const { experiment, count, keep, seed, stages, isEqual } = comparison;
  const header = tableRow(WIDTHS, ["", "", ...COLUMNS, "bytes in blocks"]);
  return [
    `${experiment}: ${grouped(count)} objects, keep ${keep}, seed ${seed}`,
    ...where(comparison),
    header,
    ...stages.flatMap(stageRows),
    "",
    isEqual
      ? "The simulator has the measured arenas at every stage."
      : "The simulator and the interpreter differ where the difference is not 0.",
    ...recordingNote(comparison),
    "",
  ].join("\n");
}

function where({ interpreter, addressRandomisation, layout }: Comparison): string[] {
  const { version, path } = interpreter;
  const line = `CPython ${version}, ${path}; address randomisation ${addressRandomisation}`;
  if (addressRandomisation === "off") return [line, ""];
  return [
    line,
    "With it on, the same seed gives an arena more or less from run to run. Of the four",
    `layouts there can be, the simulator shows the one that is nearest: ${layout} KiB.`,
    "",
  ];
}

function stageRows({ name, measured, simulated, difference, formula }: ComparedStage): string[] {
  const rows = [
    tableRow(WIDTHS, [name, "measured", ...figuresOf(measured)]),
    tableRow(WIDTHS, ["", "simulator", ...figuresOf(simulated)]),
    tableRow(WIDTHS, ["", "difference", ...figuresOf(difference)]),
  ];
  if (formula !== undefined) {
    const spread = formula.spread > 0 ? ` ± ${formula.spread.toFixed(1)}` : "";
    const expected = `${formula.expected.toFixed(1)}${spread}`;
    rows.push(tableRow(WIDTHS, ["", "formula", "", "", "", expected]));
  }
  return rows;
}

function figuresOf({ arenas, bytesInBlocks }: StageFigures): Cell[] {
  return [...COLUMNS.map((column) => arenas[column]), bytesInBlocks];
}

function recordingNote({ stages, python }: Comparison): string[] {
  const last = stages.at(-1);
  const first = stages[0];
  if (last === undefined || first === undefined) return [];
  const recorded = last.simulatedFromRecording.arenas.current;
  const bytes = first.measured.bytesInBlocks - first.simulatedFromRecording.bytesInBlocks;
  return [
    `It started on this process's own heap. On the one recorded for ${python}, whose live blocks`,
    `have ${grouped(Math.abs(bytes))} bytes ${bytes < 0 ? "more" : "less"}, it ends with ${recorded} arenas.`,
  ];
}
