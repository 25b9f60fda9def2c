/**
 * What Plot draws, made fit for a page: one image with a sentence for those who cannot see
 * it, and ids that are the page's own.
 */
import type { Chart } from "../../charts/chart.js";
import type { Figure } from "../../charts/frame.js";

/** What is needed of an element that is drawn; this room is compiled without the browser's types. */
export interface DrawnElement<Element> {
  readonly tagName: string;
  readonly children: Iterable<Element>;
  readonly attributes: Iterable<{ readonly name: string; value: string }>;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  querySelectorAll(selector: string): Iterable<Element>;
}

/** A drawing: its legends and its picture, in order. */
export interface DrawingParts<Element> {
  /** All of it, the SVG last. */
  readonly parts: readonly Element[];
  readonly svg: Element;
}

/**
 * Takes Plot's drawing apart, and gives it the text alternative that Plot does not.
 *
 * @param plotted - what `Plot.plot(figure.plot)` gave; with a legend that is a figure of Plot's own.
 * @throws {Error} when it has no SVG.
 */
export function drawingParts<Element extends DrawnElement<Element>>(
  plotted: Element,
  { title, alt }: Figure,
): DrawingParts<Element> {
  const parts = plotted.tagName.toLowerCase() === "figure" ? [...plotted.children] : [plotted];
  const svg = parts.at(-1);
  if (svg?.tagName.toLowerCase() !== "svg") {
    throw new Error(`the figure "${title}" was drawn without an SVG`);
  }
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", alt);
  unlabelGroups(svg);
  for (const legend of parts.slice(0, -1)) {
    for (const swatch of legend.querySelectorAll("svg")) swatch.setAttribute("aria-hidden", "true");
  }
  return { parts, svg };
}

/** Plot labels groups that have no role, and a label without a role may not be read out. */
export function unlabelGroups<Element extends DrawnElement<Element>>(svg: Element): void {
  for (const group of svg.querySelectorAll("g[aria-label], g[aria-description]")) {
    group.removeAttribute("aria-label");
    group.removeAttribute("aria-description");
  }
}

/** Plot counts its ids up as long as a process lives; on a page they must differ, and stay. */
export function renameIds<Element extends DrawnElement<Element>>(
  parts: readonly Element[],
  prefix: string,
): void {
  const all = parts.flatMap((part) => [part, ...part.querySelectorAll("*")]);
  const renamed = new Map<string, string>();
  for (const each of all) {
    const id = each.getAttribute("id") ?? "";
    if (id !== "") renamed.set(id, `${prefix}-${renamed.size + 1}`);
  }
  if (renamed.size === 0) return;
  for (const each of all) {
    for (const attribute of [...each.attributes]) {
      const renewed = withIds(attribute.value, renamed);
      if (renewed !== attribute.value) each.setAttribute(attribute.name, renewed);
    }
  }
}

/** An attribute's value with new ids: an id itself, a link to one, or places where it is used. */
function withIds(value: string, renamed: ReadonlyMap<string, string>): string {
  const [, hash = "", whole = ""] = /^(#?)(.*)$/s.exec(value) ?? [];
  const itself = renamed.get(whole);
  if (itself !== undefined) return hash + itself;
  return value.replaceAll(/url\("?#([^")]+)"?\)/g, (use, id: string) => {
    const to = renamed.get(id);
    return to === undefined ? use : `url(#${to})`;
  });
}

/**
 * What a chart's ids begin with, so that those of two charts on a page differ: the same for
 * equal charts.
 *
 * @see FNV-1a with 32 bits, http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function idPrefix(chart: Chart): string {
  const text = JSON.stringify(chart);
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return `pm-${(hash >>> 0).toString(16).padStart(8, "0")}`;
}
