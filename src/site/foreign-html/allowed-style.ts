/**
 * What is left of a `style` attribute that anyone may have written.
 *
 * Text, colour, boxes and tables may be styled. Whatever takes an element out of its place, over
 * the page's own parts or off the screen is not in the list, and no value fetches anything.
 */

const PROPERTIES = new Set([
  ...["color", "background", "background-color", "opacity", "display", "visibility", "white-space"],
  ...["fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity"],
  ...["stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin"],
  ...["stroke-miterlimit", "paint-order", "stop-color", "stop-opacity", "shape-rendering"],
  ...["font-family", "font-feature-settings", "font-style", "font-variant", "font-weight"],
  ...["font-variant-numeric", "text-align", "text-anchor", "text-transform", "text-wrap"],
  ...["vertical-align", "dominant-baseline", "alignment-baseline", "word-break", "overflow-wrap"],
  ...["width", "min-width", "max-width", "min-height", "box-sizing", "overflow-x"],
  ...["align-items", "align-content", "align-self", "justify-content", "justify-items", "gap"],
  ...["flex", "flex-direction", "flex-wrap", "flex-grow", "flex-shrink", "flex-basis", "row-gap"],
  ...["column-gap", "columns", "column-count", "grid-template-columns"],
  ...["list-style", "list-style-type"],
  ...["border-collapse", "border-spacing", "table-layout", "caption-side", "empty-cells"],
]);

/** Families of properties; a border's picture is not among them, since it may lie outside. */
const BOXES =
  /^(?:border(?:-(?:top|right|bottom|left|block|inline))?(?:-(?:start|end))?(?:-(?:color|style|width|radius))?|border-(?:top|bottom)-(?:left|right)-radius|padding(?:-[a-z]+)*)$/;

/** Outer distances: a negative one would lay the element over what is beside it. */
const MARGIN = /^margin(?:-[a-z]+)*$/;

/** Properties by which letters and their lines become larger than the box they are in. */
const LETTERS = /^(?:font|font-size|line-height|letter-spacing|word-spacing|text-decoration)$/;

/** Functions that a value may call: they give colours and lengths, and fetch nothing. */
const FUNCTIONS =
  /\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark|var|calc|min|max|clamp|minmax|repeat|linear-gradient)\(|\burl\(#[\w-]+\)/g;

/** A value without its functions: no escape, no comment, no block, no other call. */
const PLAIN_VALUE = /^(?:[\w\s#%.,)+\-!]|\/(?!\*)|\*(?!\/)|"[^"\\(]*"|'[^'\\(]*')*$/;

/** A length for letters: up to three digits of small units, one digit of large ones. */
const LETTER_LENGTH = /^(?:\d{0,2}(?:\.\d+)?(?:px|pt)?|[1-4]?\d{1,2}%|[0-9]?(?:\.\d+)?r?em)$/;

/** Any length with more digits than this is taken for an attack. */
const MOST_DIGITS = 4;

/** The harmless declarations of a style attribute; an empty text if there are none. */
export function keptStyle(style: string): string {
  return style
    .split(";")
    .flatMap((declaration) => {
      const colon = Math.max(declaration.indexOf(":"), 0);
      const property = declaration.slice(0, colon).trim().toLowerCase();
      const value = declaration.slice(colon + 1).trim();
      return isAllowed(property, value) ? [`${property}: ${value}`] : [];
    })
    .join("; ");
}

function isAllowed(property: string, value: string): boolean {
  if (value === "" || !PLAIN_VALUE.test(value.replaceAll(FUNCTIONS, " "))) return false;
  if (MARGIN.test(property)) return !/-|\(/.test(value) && hasShortNumbers(value);
  if (LETTERS.test(property)) return value.split(/[\s,/]+/).every(isForLetters);
  return (PROPERTIES.has(property) || BOXES.test(property)) && hasShortNumbers(value);
}

function hasShortNumbers(value: string): boolean {
  return (value.match(/\d+/g) ?? []).every(
    (digits) => digits.length <= MOST_DIGITS || value.includes("."),
  );
}

/** A word such as `bold`, a weight, a colour, or a length that keeps letters in their line. */
function isForLetters(word: string): boolean {
  if (/^[1-9]00$/.test(word)) return true;
  return /^[-+.\d]/.test(word) ? LETTER_LENGTH.test(word) : !word.includes("(");
}
