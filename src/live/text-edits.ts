/** Changes of a text, gathered first and made together, by offsets of the text as it was. */
export class TextEdits {
  readonly #edits: { readonly start: number; readonly end: number; readonly text: string }[] = [];

  /** Puts a text before an offset, after what was put there earlier. */
  insert(offset: number, text: string): void {
    this.replace(offset, offset, text);
  }

  /** Replaces a stretch that no other edit touches. */
  replace(start: number, end: number, text: string): void {
    this.#edits.push({ start, end, text });
  }

  /** The text with all changes made. */
  applyTo(original: string): string {
    let changed = "";
    let taken = 0;
    for (const { start, end, text } of this.#edits.toSorted((a, b) => a.start - b.start)) {
      changed += original.slice(taken, start) + text;
      taken = end;
    }
    return changed + original.slice(taken);
  }
}
