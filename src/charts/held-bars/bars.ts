/** The data of held bars: for each of several runs, what is held at the end, of how much before. */

/** One run, or one way, or one version. */
export interface HeldBar {
  readonly name: string;
  /** Held in arenas at the end. */
  readonly heldBytes: number;
  /** Held before something went; drawn as an outline where it is given. */
  readonly beforeBytes?: number;
  /** In live blocks at the end; the bar is blue so far where it is given. */
  readonly liveBytes?: number;
  /** Bars of one group stand together under its name. */
  readonly group?: string;
}

/** The chart's data. */
export interface HeldBarsChart {
  readonly chart: "heldBars";
  readonly title: string;
  /** A line under the title, before what the colours mean; empty where the title says it. */
  readonly caption: string;
  readonly bars: readonly HeldBar[];
}
