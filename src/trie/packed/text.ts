/** Units of a packed trie's records as strings. */

/** Arguments that a call may have: more are given in several calls. */
const MOST_ARGUMENTS = 4096;

/** Fewer units than this are faster one by one. */
const FEW_UNITS = 12;

/** A child's letter and its label. */
export function edgeText(
  letter: number,
  chunk: Uint16Array,
  labelAt: number,
  labelLength: number,
): string {
  switch (labelLength) {
    case 0:
      return String.fromCharCode(letter);
    case 1:
      return String.fromCharCode(letter, chunk[labelAt]!);
    case 2:
      return String.fromCharCode(letter, chunk[labelAt]!, chunk[labelAt + 1]!);
    case 3:
      return String.fromCharCode(letter, chunk[labelAt]!, chunk[labelAt + 1]!, chunk[labelAt + 2]!);
    default:
      return String.fromCharCode(letter) + unitsAsText(chunk, labelAt, labelLength);
  }
}

/** Units as a string. */
export function unitsAsText(chunk: Uint16Array, from: number, length: number): string {
  let text = "";
  if (length < FEW_UNITS) {
    for (let at = from; at < from + length; at++) text += String.fromCharCode(chunk[at]!);
    return text;
  }
  for (let at = from; at < from + length; at += MOST_ARGUMENTS) {
    const units = chunk.subarray(at, Math.min(at + MOST_ARGUMENTS, from + length));
    text += String.fromCharCode(...units);
  }
  return text;
}
