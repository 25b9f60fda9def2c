/**
 * What is different between two notebooks, cell by cell. Cells are the same when their
 * ids are, wherever they stand; outputs are compared by what they mean.
 */
import { firstDifference } from "./compare-outputs.js";
import { differentLines } from "./line-difference.js";
import type { Cell, Notebook } from "./notebook-format.js";

/** One difference. */
export interface NotebookDifference {
  readonly cellId: string;
  readonly kind: "removed" | "added" | "moved" | "type" | "tags" | "source" | "outputs";
  /** For people, of one line or more: what the cell had and has. */
  readonly detail: string;
}

/** Compares two notebooks; execution counts and the metadata of kernels are not compared. */
export function diffNotebooks(before: Notebook, after: Notebook): NotebookDifference[] {
  const [old, now] = [byId(before), byId(after)];
  const removed = before.cells.filter(({ id }) => !now.has(id));
  const common = after.cells.filter(({ id }) => old.has(id)).map(({ id }) => id);
  const moved = new Set(
    movedIds(
      before.cells.map(({ id }) => id).filter((id) => now.has(id)),
      common,
    ),
  );
  return [
    ...removed.map((cell) => alone(cell, "removed")),
    ...after.cells.flatMap((cell, index) => {
      const earlier = old.get(cell.id);
      if (earlier === undefined) return [alone(cell, "added")];
      const detail = `now cell ${index}`;
      const place = moved.has(cell.id) ? [{ cellId: cell.id, kind: "moved" as const, detail }] : [];
      return [...place, ...cellDifferences(earlier, cell)];
    }),
  ];
}

function byId({ cells }: Notebook): ReadonlyMap<string, Cell> {
  return new Map(cells.map((cell) => [cell.id, cell]));
}

function alone(cell: Cell, kind: "removed" | "added"): NotebookDifference {
  const sign = kind === "removed" ? "-" : "+";
  const detail = cell.source.split("\n").map((line) => `${sign}${line}`);
  return { cellId: cell.id, kind, detail: detail.join("\n") };
}

/** The fewest ids that would have to be put elsewhere to turn one order into the other. */
function movedIds(before: readonly string[], after: readonly string[]): string[] {
  return differentLines(before.join("\n"), after.join("\n"))
    .filter((line) => line.startsWith("+"))
    .map((line) => line.slice(1));
}

function cellDifferences(before: Cell, after: Cell): NotebookDifference[] {
  const { id: cellId } = after;
  const differences: NotebookDifference[] = [];
  if (before.cell_type !== after.cell_type) {
    differences.push({
      cellId,
      kind: "type",
      detail: `${before.cell_type}, now ${after.cell_type}`,
    });
  }
  const [oldTags, tags] = [before, after].map(({ metadata }) => (metadata.tags ?? []).join(", "));
  if (oldTags !== tags) {
    differences.push({
      cellId,
      kind: "tags",
      detail: `${oldTags || "none"}, now ${tags || "none"}`,
    });
  }
  if (before.source !== after.source) {
    const lines = differentLines(before.source, after.source);
    differences.push({ cellId, kind: "source", detail: lines.join("\n") });
  }
  if (before.cell_type === "code" && after.cell_type === "code") {
    const detail = firstDifference(before.outputs, after.outputs, ["before", "after"]);
    if (detail !== undefined) differences.push({ cellId, kind: "outputs", detail });
  }
  return differences;
}
