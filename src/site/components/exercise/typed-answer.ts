/** An answer as a reader types it, read as the starter's is written. */

/** The value that a starter gives its answer, where that is JSON. */
export function starterAnswer(source: string): unknown {
  const [, literal = ""] = /^const answer = (.+);$/m.exec(source) ?? [];
  try {
    return JSON.parse(literal);
  } catch {
    return undefined;
  }
}

/**
 * Reads what was typed: a number where the starter has one, and words between commas
 * where it has a list. Anything else goes to the check as it is, which says what is wrong.
 */
export function typedAnswer(typed: string, starter: unknown): unknown {
  if (Array.isArray(starter)) {
    const words = typed.split(",").map((word) => word.replace(/[[\]"'\s]/g, ""));
    return words.filter((word) => word !== "");
  }
  const text = typed.trim();
  return text === "" || Number.isNaN(Number(text)) ? text : Number(text);
}

/** The starter's answer as one would type it. */
export function asTyped(answer: unknown): string {
  return Array.isArray(answer) ? answer.join(", ") : String(answer);
}
