/** Which cells must run before another, and which are other after it. */
import type { CellUses } from "./cell-uses";

/** A cell of a page, as far as its order and its names go; a list of them is in the page's order. */
export interface UsingCell {
  readonly id: string;
  readonly uses: CellUses;
}

/**
 * The cells that a cell needs, in the page's order, without itself: for each name that it reads
 * the nearest cell above that declares it, the cells in between that change it, and all that
 * these need in turn.
 */
export function neededCells(cells: readonly UsingCell[], id: string): string[] {
  const needed = new Set<number>();
  const visit = (at: number) => {
    for (const name of cells[at]?.uses.reads ?? []) {
      for (const above of makersOf(cells, at, name)) {
        if (needed.has(above)) continue;
        needed.add(above);
        visit(above);
      }
    }
  };
  visit(cells.findIndex((cell) => cell.id === id));
  return [...needed].sort((a, b) => a - b).flatMap((at) => cells[at]?.id ?? []);
}

/** Places of the cells above one that make a name what it is there. */
function makersOf(cells: readonly UsingCell[], at: number, name: string): number[] {
  const above = [...cells.keys()].slice(0, Math.max(0, at));
  const declaring = above.findLast((place) => cells[place]?.uses.declares.has(name));
  if (declaring === undefined) return [];
  const changing = above.filter(
    (place) => place > declaring && cells[place]?.uses.changes.has(name),
  );
  return [declaring, ...changing];
}

/** The cells that need a cell, directly or not, in the page's order. */
export function cellsThatNeed(cells: readonly UsingCell[], id: string): string[] {
  return cells.filter((cell) => neededCells(cells, cell.id).includes(id)).map((cell) => cell.id);
}

/** How a cell's last run stands to its code as it is now. */
export interface CellRun {
  /** Did the last run end well, with this very code, in the worker that there is now? */
  readonly isCurrent: boolean;
  /** Its number, from 1 over all cells. */
  readonly run: number;
}

/**
 * Of the needed cells, those that have to run: that have not run as they are now, or that need
 * one which has run since, or has to.
 *
 * @param runOf - the last run of a cell.
 */
export function outdatedCells(
  cells: readonly UsingCell[],
  needed: readonly string[],
  runOf: (id: string) => CellRun,
): string[] {
  const outdated = new Set<string>();
  for (const id of needed) {
    const { isCurrent, run } = runOf(id);
    const isBehind = neededCells(cells, id).some(
      (other) => outdated.has(other) || runOf(other).run > run,
    );
    if (!isCurrent || isBehind) outdated.add(id);
  }
  return [...outdated];
}
