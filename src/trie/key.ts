/** What a key of a trie may be: any string, the empty one too. */

/** @throws {TypeError} when it is not a string; the message says what it is. */
export function assertText(text: unknown, what: string): asserts text is string {
  if (typeof text !== "string") {
    throw new TypeError(`${what} must be a string, got ${typeof text} ${shown(text)}`);
  }
}

function shown(value: unknown): string {
  try {
    return String(value);
  } catch {
    return "that has no text"; // an object without a prototype has no toString
  }
}
