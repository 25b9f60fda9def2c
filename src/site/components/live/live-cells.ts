/** The cells of one page as they are now, and who is told when one of them changes. */
import { staleCells } from "../../../live/stale-outputs";
import type { CellState } from "./cell-state";

/** What concerns the page as a whole. */
export interface PageState {
  readonly isRunning: boolean;
  /** The last thing that happened, for a screen reader. */
  readonly announcement: string;
}

/** The state of a page's cells. Which outputs are stale is worked out after each change. */
export class LiveCells {
  readonly #cells = new Map<string, CellState>();
  readonly #listeners = new Set<() => void>();
  #page: PageState = { isRunning: false, announcement: "" };

  /** Calls back after every change; gives what ends that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly page = (): PageState => this.#page;

  /** State of a cell, or undefined before it was added. */
  readonly stateOf = (id: string): CellState | undefined => this.#cells.get(id);

  /** All cells, in the order of the page. */
  inOrder(): CellState[] {
    return [...this.#cells.values()].sort((a, b) => a.cell.n - b.cell.n);
  }

  add(state: CellState): void {
    this.#cells.set(state.cell.id, state);
    this.#markStale();
    this.#tell();
  }

  /** Changes a cell; one that the page does not have stays away. */
  change(id: string, change: Partial<CellState>): void {
    const state = this.#cells.get(id);
    if (state !== undefined) this.add({ ...state, ...change });
  }

  /** Puts another state in the place of each, and says why. */
  changeAll(changed: (state: CellState) => CellState, announcement?: string): void {
    for (const [id, state] of this.#cells) this.#cells.set(id, changed(state));
    if (announcement !== undefined) this.announce(announcement);
  }

  announce(announcement: string): void {
    this.#page = { ...this.#page, announcement };
    this.#tell();
  }

  #markStale(): void {
    const inOrder = this.inOrder();
    const stale = staleCells(
      inOrder.map(({ code, cell, shown, changingRun }) => ({
        isChanged: code !== (shown?.code ?? cell.source),
        shownRun: shown?.run ?? 0,
        changingRun,
      })),
    );
    for (const [index, state] of inOrder.entries()) {
      const isStale = stale[index] ?? false;
      if (state.isStale !== isStale) this.#cells.set(state.cell.id, { ...state, isStale });
    }
  }

  #tell(): void {
    const isRunning = this.inOrder().some(({ phase }) => phase !== "idle");
    if (isRunning !== this.#page.isRunning) this.#page = { ...this.#page, isRunning };
    for (const listener of this.#listeners) listener();
  }
}
