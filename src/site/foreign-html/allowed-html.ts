/**
 * What HTML and SVG from a notebook may hold: the one list for outputs and prose that the build
 * publishes and for what a cell draws in the reader's browser.
 *
 * It names what is let in. A notebook may be a stranger's: nothing of it may run, load, navigate,
 * ask for input, restyle the page or lie over it. Links are let in, as they are followed only
 * when they are clicked.
 */
import { keptStyle } from "./allowed-style";

/** Elements that stay; of any other its content stays in its place, but for those below. */
export const ALLOWED_ELEMENTS: readonly string[] = [
  ...["a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br"],
  ...["caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn"],
  ...["div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4"],
  ...["h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q"],
  ...["rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strike", "strong", "sub"],
  ...["summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u"],
  ...["ul", "var", "wbr"],
  ...["svg", "circle", "clippath", "defs", "desc", "ellipse", "g", "line", "lineargradient"],
  ...["marker", "mask", "path", "pattern", "polygon", "polyline", "radialgradient", "rect", "stop"],
  ...["symbol", "text", "textpath", "title", "tspan"],
];

/** Elements of which the content goes too: it is code, or was not meant to be read as it stands. */
export const EMPTIED_ELEMENTS: readonly string[] = [
  ...["script", "style", "iframe", "template", "noscript", "noembed", "noframes", "xmp"],
  ...["plaintext", "textarea", "select", "option", "head"],
  ...["foreignobject", "math", "annotation-xml"],
];

/** Attributes that may stay, if `keptAttribute` agrees with their value. */
export const ALLOWED_ATTRIBUTES: readonly string[] = [
  ...["abbr", "align", "alt", "bgcolor", "border", "cellpadding", "cellspacing", "cite", "class"],
  ...["color", "colspan", "datetime", "dir", "face", "headers", "height", "href", "id", "lang"],
  ...["name", "nowrap", "open", "reversed", "role", "rowspan", "scope", "size", "span", "src"],
  ...["start", "style", "tabindex", "title", "valign", "value", "width"],
  ...["aria-describedby", "aria-description", "aria-hidden", "aria-label", "aria-labelledby"],
  ...["alignment-baseline", "baseline-shift", "clip-path", "clip-rule", "clippathunits", "cx"],
  ...["cy", "d", "dominant-baseline", "dx", "dy", "fill", "fill-opacity", "fill-rule"],
  ...["font-family", "font-size", "font-style", "font-variant", "font-weight", "fx", "fy"],
  ...["gradienttransform", "gradientunits", "lengthadjust", "letter-spacing", "marker-end"],
  ...["marker-mid", "marker-start", "markerheight", "markerunits", "markerwidth", "mask"],
  ...["maskcontentunits", "maskunits", "offset", "opacity", "orient", "paint-order", "pathlength"],
  ...["patterncontentunits", "patterntransform", "patternunits", "points", "preserveaspectratio"],
  ...["r", "refx", "refy", "rotate", "rx", "ry", "shape-rendering", "spreadmethod", "startoffset"],
  ...["stop-color", "stop-opacity", "stroke", "stroke-dasharray", "stroke-dashoffset"],
  ...["stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width"],
  ...["text-anchor", "text-decoration", "text-rendering", "textlength", "transform"],
  ...["vector-effect", "version", "viewbox", "visibility", "x", "x1", "x2", "xmlns", "y", "y1"],
  "y2",
];

/** A picture that comes with the page; as an image, SVG runs and fetches nothing. */
const IMAGE_DATA = /^data:image\/(?:png|jpeg|gif|webp|svg\+xml);base64,[\w+/=\s]*$/i;

const LINK_SCHEMES = new Set(["http", "https", "mailto", "pathname"]);

/** Classes that mean something harmless on a page; the site's own could lay an element over it. */
const ALLOWED_CLASS =
  /^(?:plot-[\w-]+|pm-(?:static-figure|table|number)|dataframe|alert|alert-(?:info|success|warning|danger)|alert--(?:info|success|warning|danger)|language-[\w-]+|math|math-(?:inline|display)|contains-task-list|task-list-item|footnotes|data-footnote-backref|sr-only)$/;

/** Names that the page's own scripts look up among the global ones, where an id would be found. */
const TAKEN_ID = /^(?:__docusaurus|webpackchunk|rspackchunk|docusaurus(?:$|_))/i;

/** Says whether an id is one that no part of a notebook may have. */
export function isTakenId(id: string): boolean {
  return TAKEN_ID.test(id);
}

const ROLE =
  /^(?:img|presentation|none|group|table|row|rowgroup|cell|columnheader|rowheader|list|listitem|note|math|figure)$/;

/** A length as an attribute has it: not so long that a page becomes unusable. */
const SHORT_LENGTH = /^\d{1,4}(?:\.\d+)?(?:px|pt|em|ex|rem|%)?$/;

/** Attributes with a rule for their value; the others have none but the common one. */
const VALUE_RULES: Readonly<Record<string, (value: string, element: string) => string>> = {
  class: (value) =>
    value
      .split(/\s+/)
      .filter((name) => ALLOWED_CLASS.test(name))
      .join(" "),
  height: (value) => (SHORT_LENGTH.test(value) ? value : ""),
  href: (value, element) => (element === "a" && isLink(value) ? value : ""),
  id: (value) => (isTakenId(value) ? "" : value),
  name: (value, element) => (element === "a" && !isTakenId(value) ? value : ""),
  role: (value) => (ROLE.test(value) ? value : ""),
  src: (value, element) => (element === "img" && IMAGE_DATA.test(value) ? value : ""),
  style: keptStyle,
  // That of a whole drawing would move it out of its place.
  transform: (value, element) => (element === "svg" ? "" : value),
  tabindex: (value) => (value === "0" || value === "-1" ? value : ""),
  width: (value) => (SHORT_LENGTH.test(value) ? value : ""),
};

/**
 * What is left of an attribute.
 *
 * @param element - name of its element, in lower case.
 * @param name - its own name as it is written in HTML, in lower case.
 * @returns its value, or undefined when it must go.
 */
export function keptAttribute(element: string, name: string, value: string): string | undefined {
  if (!ALLOWED_ATTRIBUTES.includes(name)) return undefined;
  const rule = Object.hasOwn(VALUE_RULES, name) ? VALUE_RULES[name] : undefined;
  const kept = rule === undefined ? value : rule(value, element);
  // A reference within the drawing, such as to a clip path, is all that a url may be.
  if (name !== "href" && name !== "src" && /url\(\s*["']?(?!#)|\\|@import/i.test(kept)) {
    return isText(name) ? kept : undefined;
  }
  return kept === "" && value !== "" ? undefined : kept;
}

/** Is an attribute only read out or shown, and never taken for style? */
function isText(name: string): boolean {
  return /^(?:alt|title|abbr|cite|aria-.*)$/.test(name);
}

/** An address without a scheme, or with one that only leads to another page. */
function isLink(address: string): boolean {
  // Browsers skip these characters before they look for the scheme.
  const read = [...address].filter((character) => character > " ").join("");
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(read)?.[1]?.toLowerCase();
  return scheme === undefined || LINK_SCHEMES.has(scheme);
}
