/**
 * Draws a moment into a panel that shows the end.
 *
 * The panel's markup stays as it is: a tile is covered with its tone by an attribute, and the
 * figures are written over. Taking all of this away again leaves the end, to the character; so
 * styles are set as attributes, since a style that was set as a property leaves an empty one.
 */
import { curveAhead } from "./held-live-curve";
import { AT_END, fillOf, LATER, type Progress, type RunFrames } from "./hero-frames";
import { type HeroRun, percent } from "./hero-run";

/** One panel while it plays. */
export class PlayedPanel {
  readonly #run: HeroRun;
  readonly #frames: RunFrames;
  readonly #tiles: readonly (HTMLElement | SVGElement)[];
  readonly #figures: readonly HTMLElement[];
  readonly #endFigures: readonly (string | null)[];
  readonly #curve: Element | null;
  /** What the tiles show, in the words of the frames. */
  #shown: string;

  /** Takes hold of a panel's parts, and keeps the room that its figures have at the end. */
  constructor(panel: Element, run: HeroRun, frames: RunFrames) {
    this.#run = run;
    this.#frames = frames;
    this.#tiles = [...panel.querySelectorAll<HTMLElement | SVGElement>(".pm-tile")];
    this.#figures = [...panel.querySelectorAll<HTMLElement>("dd")];
    this.#endFigures = this.#figures.map((figure) => figure.textContent);
    this.#curve = panel.querySelector(".pm-curve-ahead");
    this.#shown = AT_END.repeat(this.#tiles.length);
    const widths = this.#figures.map((figure) => figure.offsetWidth);
    this.#figures.forEach((figure, i) => {
      figure.setAttribute("style", `min-width:${widths[i]}px`);
    });
  }

  /** Draws a moment. */
  show(moment: number, progress: Progress): void {
    const { arenas, gone, back } = this.#frames;
    this.#cover(arenas[moment] ?? this.#shown);
    this.#write([
      percent((gone[moment] ?? 0) / this.#run.count),
      percent((back[moment] ?? 0) / this.#tiles.length),
    ]);
    this.#curve?.setAttribute("d", curveAhead(progress));
  }

  /** Takes away all that was drawn. */
  end(): void {
    this.#cover(AT_END.repeat(this.#tiles.length));
    this.#write(this.#endFigures);
    for (const figure of this.#figures) figure.removeAttribute("style");
    this.#curve?.removeAttribute("d");
  }

  #cover(arenas: string): void {
    this.#tiles.forEach((tile, i) => {
      const now = arenas[i] ?? AT_END;
      if (now !== this.#shown[i]) coverTile(tile, now);
    });
    this.#shown = arenas;
  }

  #write(figures: readonly (string | null)[]): void {
    this.#figures.forEach((figure, i) => {
      const text = figures[i] ?? "";
      if (figure.textContent !== text) figure.textContent = text;
    });
  }
}

function coverTile(tile: HTMLElement | SVGElement, now: string): void {
  if (now === AT_END) {
    tile.removeAttribute("data-now");
    tile.removeAttribute("style");
    return;
  }
  tile.setAttribute("data-now", now === LATER ? "later" : "tone");
  if (now === LATER) tile.removeAttribute("style");
  else tile.setAttribute("style", `background:${fillOf(now)}`);
}
