/** Text as it can be drawn: a label of a trie may be any code unit, and SVG text may not. */

const UNSEEN = /[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * Writes a text so that each of its characters is seen: a space as ␣, a control
 * character or half of a surrogate pair as its number.
 *
 * @example
 * printable("a b"); // => "a␣b"
 * printable("\ud83d!"); // => "‹d83d›!"
 */
export function printable(text: string): string {
  return text.replaceAll(UNSEEN, (unit) => (unit === " " ? "␣" : `‹${hexadecimal(unit)}›`));
}

/**
 * Writes one character, its number without brackets.
 *
 * @example
 * printableUnit("\ud83d"); // => "d83d"
 */
export function printableUnit(unit: string): string {
  return unit.replaceAll(UNSEEN, (unseen) => (unseen === " " ? "␣" : hexadecimal(unseen)));
}

function hexadecimal(unit: string): string {
  return unit.charCodeAt(0).toString(16).padStart(4, "0");
}
