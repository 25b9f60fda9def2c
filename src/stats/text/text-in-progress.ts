/** A stats text while its lines are read: what came so far, and whether a line may follow. */
import type { SizeClassStats } from "../../pymalloc/malloc-stats.js";
import type { MimallocLineName, StatsLine } from "./lines.js";
import type { Carrier } from "./peel.js";
import {
  type FreeListStats,
  type LineNumbers,
  STATS_LINES,
  type StatsLineName,
} from "./stats-text.js";

/** Largest request that any pymalloc serves, in bytes; mimalloc's first line says more. */
const LARGEST_THRESHOLD = 512;

const ORDER = Object.keys(STATS_LINES) as readonly StatsLineName[];
const orderOf = (name: StatsLineName) => ORDER.indexOf(name);

/** The lines of one text. */
export class TextInProgress {
  readonly figures = new Map<StatsLineName, readonly number[]>();
  readonly mimalloc = new Map<MimallocLineName, number>();
  readonly classes: SizeClassStats[] = [];
  readonly freeLists: FreeListStats[] = [];
  /** Whether rows of size classes were left out, with dots in their place. */
  hasElidedRows = false;
  /** What its lines were carried in. */
  readonly carriers = new Set<Carrier>();
  #hasClassHead = false;
  readonly #lines: Partial<Record<StatsLineName, number>> = {};
  readonly #classLines: number[] = [];
  readonly #freeListLines: number[] = [];
  #first = 0;
  #last = 0;
  /** Order of the latest figure. */
  #reached = -1;

  /** Whether a line can be the first of a text; others mean nothing by themselves. */
  static canStart(line: StatsLine): boolean {
    if (line.kind === "freeList" || line.kind === "classHead") return true;
    return line.kind === "figure" && line.name !== "total" && line.name !== "mapCounts";
  }

  /** Whether it has nothing but the names of the columns. */
  get isEmpty(): boolean {
    return this.figures.size + this.classes.length + this.freeLists.length === 0;
  }

  get isMimalloc(): boolean {
    const [threshold = 0] = this.figures.get("smallBlockThreshold") ?? [];
    return threshold > LARGEST_THRESHOLD;
  }

  /** Whether rows of size classes may come. */
  get isInClasses(): boolean {
    const isAfterHead = this.#hasClassHead && this.#reached < orderOf("smallBlockThreshold");
    return (isAfterHead || this.#reached === orderOf("smallBlockThreshold")) && !this.isMimalloc;
  }

  get at(): LineNumbers {
    return {
      first: this.#first,
      last: this.#last,
      lines: this.#lines,
      classes: this.#classLines,
      freeLists: this.#freeListLines,
    };
  }

  /** Takes a line, unless it must belong to another text. */
  take(line: StatsLine, lineNumber: number): boolean {
    const taken = this.#take(line, lineNumber);
    if (!taken) return false;
    if (this.#first === 0) this.#first = lineNumber;
    this.#last = lineNumber;
    return true;
  }

  #take(line: StatsLine, lineNumber: number): boolean {
    switch (line.kind) {
      case "figure":
        return this.#takeFigure(line.name, line.figures, lineNumber);
      case "classHead":
        if (this.#hasClassHead || this.#reached > orderOf("smallBlockThreshold")) return false;
        this.#hasClassHead = true;
        return true;
      case "class":
        this.classes.push(line.row);
        this.#classLines.push(lineNumber);
        return true;
      case "elision":
        this.hasElidedRows = true;
        return true;
      case "freeList":
        if (this.freeLists.some(({ name }) => name === line.freeList.name)) return false;
        this.freeLists.push(line.freeList);
        this.#freeListLines.push(lineNumber);
        return true;
      case "mimalloc":
        if (!this.isMimalloc || this.mimalloc.has(line.name)) return false;
        this.mimalloc.set(line.name, line.value);
        return true;
    }
  }

  #takeFigure(label: StatsLineName, figures: readonly number[], lineNumber: number): boolean {
    // Two lines are labelled "Total"; the second stands below the arena map's lines.
    const isMapTotal = label === "total" && this.#reached >= orderOf("mapCounts");
    const name = isMapTotal ? "mapTotal" : label;
    const order = orderOf(name);
    if (order <= this.#reached || this.freeLists.length > 0) return false;
    this.#reached = order;
    this.figures.set(name, figures);
    this.#lines[name] = lineNumber;
    return true;
  }
}
