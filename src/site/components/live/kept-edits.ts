/**
 * The reader's edits, kept in this browser: by notebook, cell, and the source
 * that was edited, so that an edit of an older version is not put over a newer. Where a
 * browser keeps nothing, an edit lasts as long as the page.
 */

import { forgetText, keepText, keptText } from "../kept-text";

interface KeptEdit {
  /** The notebook's own source, as it was edited. */
  readonly source: string;
  readonly code: string;
}

/** Edits of one notebook. */
export class KeptEdits {
  readonly #prefix: string;

  /** @param notebook - what tells it from others: the address of its page. */
  constructor(notebook: string) {
    this.#prefix = `pymalloc-lab:edit:${notebook}:`;
  }

  /** The edited code of a cell, if there is one of this source. */
  read(cellId: string, source: string): string | undefined {
    const kept = keptText(this.#prefix + cellId);
    if (kept === undefined) return undefined;
    const edit = parsed(kept);
    return edit?.source === source ? edit.code : undefined;
  }

  /** Keeps an edit; code that is the source again is not an edit. */
  keep(cellId: string, { source, code }: KeptEdit): void {
    const key = this.#prefix + cellId;
    if (code === source) forgetText(key);
    else keepText(key, JSON.stringify({ source, code }));
  }
}

function parsed(text: string): KeptEdit | undefined {
  try {
    const edit: unknown = JSON.parse(text);
    const isEdit = typeof edit === "object" && edit !== null && "source" in edit && "code" in edit;
    return isEdit ? { source: String(edit.source), code: String(edit.code) } : undefined;
  } catch {
    return undefined;
  }
}
