/**
 * Turning the chart of what survivors hold: the mark follows a slider, or a finger or pointer on
 * the drawing itself. A slider is what keys and screen readers know best.
 */
import {
  figureOf,
  type HeldBySurvivorsChart,
  nearestStop,
  survivorSentence,
} from "pymalloc-lab/charts";

/** A chart on a page, and how it is drawn anew. */
export interface Turned {
  readonly host: HTMLElement;
  readonly drawings: HTMLElement;
  /** Where the sentence about the mark goes. */
  readonly reading: HTMLElement;
  readonly chart: HeldBySurvivorsChart;
  redraw(chart: HeldBySurvivorsChart): void;
  /** Aborted when the page leaves. */
  readonly gone: AbortSignal;
}

/** Lets the mark be moved. */
export function turnSurvivors({ host, drawings, reading, chart, redraw, gone }: Turned): void {
  const slider = host.querySelector<HTMLInputElement>(".pm-turn input");
  if (slider === null) throw new Error("the chart's figure lacks its slider");
  let shown = chart;
  let frame = 0;
  const say = () => {
    const words = survivorSentence(shown);
    reading.textContent = words;
    slider.setAttribute("aria-valuetext", words);
  };
  const turnTo = (at: number) => {
    if (at === shown.at) return;
    shown = { ...chart, at };
    slider.valueAsNumber = at;
    say();
    // A fast hand sends more moves than a screen shows.
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => redraw(shown));
  };
  slider.addEventListener("input", () => turnTo(slider.valueAsNumber), { signal: gone });
  drag(drawings, (clientX) => turnTo(stopAt(drawings, shown, clientX)), gone);
  gone.addEventListener("abort", () => cancelAnimationFrame(frame));
  say();
}

/** Calls back with each place that a pressed pointer or a finger comes to. */
function drag(drawings: HTMLElement, onPlace: (clientX: number) => void, gone: AbortSignal): void {
  drawings.classList.add("pm-turned");
  drawings.addEventListener(
    "pointerdown",
    (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      drawings.setPointerCapture(event.pointerId);
      onPlace(event.clientX);
    },
    { signal: gone },
  );
  drawings.addEventListener(
    "pointermove",
    (event) => {
      if (drawings.hasPointerCapture(event.pointerId)) onPlace(event.clientX);
    },
    { signal: gone },
  );
}

/** The stop under a place on the screen. */
function stopAt(drawings: HTMLElement, chart: HeldBySurvivorsChart, clientX: number): number {
  const svg = drawings.querySelector("svg");
  if (svg === null) return chart.at;
  const { left, width: seenWidth } = svg.getBoundingClientRect();
  const {
    width,
    marginLeft = 0,
    marginRight = 0,
  } = figureOf(chart, {
    width: Number(svg.getAttribute("width")),
  }).plot;
  const x = ((clientX - left) / seenWidth) * width;
  const share = (x - marginLeft) / (width - marginLeft - marginRight);
  const [least, most] = [chart.stops[0] ?? 1, chart.stops.at(-1) ?? 1];
  return nearestStop(chart.stops, least * (most / least) ** Math.min(1, Math.max(0, share)));
}
