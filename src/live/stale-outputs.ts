/**
 * Which outputs on a page may no longer be what the code above them gives.
 *
 * A first run of unchanged code changes nothing: the outputs stored further
 * down came after that very run. An edited cell does, and a cell run twice,
 * since what it makes or changes is then there twice.
 */

/** What is known of a cell and the outputs under it. */
export interface CellHistory {
  /** Is the code another than that which gave the outputs? */
  readonly isChanged: boolean;
  /** Number of the run that gave the outputs; 0 for those stored in the notebook. */
  readonly shownRun: number;
  /** Number of the cell's last run that may have changed what cells below it find; 0 for none. */
  readonly changingRun: number;
}

/**
 * Says for each cell of a page, from the top, whether its outputs are stale.
 */
export function staleCells(cells: readonly CellHistory[]): boolean[] {
  let isChangedAbove = false;
  let lastChange = 0;
  return cells.map(({ isChanged, shownRun, changingRun }) => {
    const isStale = isChanged || isChangedAbove || lastChange > shownRun;
    isChangedAbove ||= isChanged;
    lastChange = Math.max(lastChange, changingRun);
    return isStale;
  });
}
