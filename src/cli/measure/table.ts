/** A comparison as text: measured, simulator and formula side by side. */
import type { ComparedStage, Comparison, StageFigures } from "./comparison.js";

const COLUMNS = ["total", "reclaimed", "highwater", "current"] as const;
const LABEL_WIDTH = 25;
const FIGURE_WIDTH = 11;
const BYTES_WIDTH = 18;

/** Writes a comparison. */
export function comparisonTable(comparison: Comparison): string {
  const { experiment, count, keep, seed, stages, isEqual } = comparison;
  const header = row("", [...COLUMNS], "bytes in blocks");
  return [
    `${experiment}: ${count.toLocaleString("en")} objects, keep ${keep}, seed ${seed}`,
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
    figureRow(`${name.padEnd(11)}measured`, measured),
    figureRow(`${"".padEnd(11)}simulator`, simulated),
    figureRow(`${"".padEnd(11)}difference`, difference),
  ];
  if (formula !== undefined) {
    const spread = formula.spread > 0 ? ` ± ${formula.spread.toFixed(1)}` : "";
    const expected = `${formula.expected.toFixed(1)}${spread}`;
    rows.push(row(`${"".padEnd(11)}formula`, ["", "", "", expected], ""));
  }
  return rows;
}

function figureRow(label: string, { arenas, bytesInBlocks }: StageFigures): string {
  const figures = COLUMNS.map((column) => arenas[column].toLocaleString("en"));
  return row(label, figures, bytesInBlocks.toLocaleString("en"));
}

function row(label: string, figures: readonly string[], bytes: string): string {
  const cells = figures.map((figure) => figure.padStart(FIGURE_WIDTH));
  return `${label.padEnd(LABEL_WIDTH)}${cells.join("")}${bytes.padStart(BYTES_WIDTH)}`.trimEnd();
}

function recordingNote({ stages, python }: Comparison): string[] {
  const last = stages.at(-1);
  const first = stages[0];
  if (last === undefined || first === undefined) return [];
  const recorded = last.simulatedFromRecording.arenas.current;
  const bytes = first.measured.bytesInBlocks - first.simulatedFromRecording.bytesInBlocks;
  return [
    `It started on this process's own heap. On the one recorded for ${python}, whose live blocks`,
    `have ${Math.abs(bytes).toLocaleString("en")} bytes ${bytes < 0 ? "more" : "less"}, it ends with ${recorded} arenas.`,
  ];
}
