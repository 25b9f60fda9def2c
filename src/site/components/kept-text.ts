/** Texts that a reader's browser keeps, and nobody else. */

/** The text kept under a name; none where the browser keeps nothing. */
export function keptText(name: string): string | undefined {
  return storage()?.getItem(name) ?? undefined;
}

/** Keeps a text. Where there is no room for it, none is kept: an old one would be wrong. */
export function keepText(name: string, text: string): void {
  try {
    storage()?.setItem(name, text);
  } catch {
    forgetText(name);
  }
}

/** Keeps a text no longer. */
export function forgetText(name: string): void {
  storage()?.removeItem(name);
}

/** A browser may refuse to keep anything. */
function storage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}
