import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import type { Figure } from "../../src/charts/frame.js";

/** Draws a figure as the notebook and the site do, and gives its SVG as text. */
export function drawnSvg({ plot }: Figure): string {
  const { document } = parseHTML("<!doctype html><html></html>");
  return Plot.plot({ ...plot, document }).outerHTML;
}

/** The attributes of an SVG's paths of a class, whatever their order. */
export function pathsOf(svg: string, className: string): Record<string, string>[] {
  return [...svg.matchAll(/<path ([^>]*)>/g)]
    .map(([, text = ""]) =>
      Object.fromEntries(
        [...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
      ),
    )
    .filter((path) => path["class"] === className);
}

/** Subpaths in the paths of a class: many shapes of one look are one path. */
export function subpaths(svg: string, className: string): number {
  const paths = pathsOf(svg, className).map(({ d }) => d);
  return paths.join("").match(/M/g)?.length ?? 0;
}

/** What is written in an SVG, in the order in which it is drawn. */
export function textsOf(svg: string): string[] {
  return [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text = ""]) => text);
}
