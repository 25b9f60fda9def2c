/**
 * Tells the converter's own blocks from those that an author writes in the same way.
 *
 * A page is one text, and a prose cell can hold any block. What a block of the converter's says is
 * checked before it is written, so the other half must not take another for one.
 */
import { randomUUID } from "node:crypto";

declare global {
  /** The same for all copies of this module in a process: a site's build loads several. */
  var pymallocLabFenceSeal: string | undefined;
}

/** A word that nobody can know before the build has begun; it does not come into the page. */
export function fenceSeal(): string {
  globalThis.pymallocLabFenceSeal ??= randomUUID();
  return globalThis.pymallocLabFenceSeal;
}
