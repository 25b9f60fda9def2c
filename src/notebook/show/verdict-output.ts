/**
 * A verdict on an exercise as one notebook output: data for the tools that grade,
 * a box for those who show HTML, a line for everyone else.
 */
import { VERDICT_MIME, type Verdict } from "../../exercises/verdict.js";
import type { MimeBundle } from "../format/notebook-format.js";

/** Makes the MIME bundle of a verdict. */
export function verdictOutput({ exercise, passed, message }: Verdict): MimeBundle {
  return {
    [VERDICT_MIME]: { exercise, passed, message },
    "text/html": verdictHtml(passed, message),
    "text/plain": verdictLine(passed, message),
  };
}

/** The verdict in one line: the word first, so that it can be told without colour. */
export function verdictLine(passed: boolean, message: string): string {
  return `${wordFor(passed)}: ${message}`;
}

/** The word that a verdict begins with. */
export function wordFor(passed: boolean): string {
  return passed ? "Right" : "Not yet";
}

/** The page's own colours where it has them, and such as read on light and dark elsewhere. */
function verdictHtml(passed: boolean, message: string): string {
  const edge = passed ? "var(--pm-next, #1a7f5a)" : "var(--pm-held-line, #8a6a22)";
  const style = `border-inline-start: 4px solid ${edge}; padding: 4px 12px; max-width: 42em;`;
  return `<p style="${style}"><strong>${wordFor(passed)}.</strong> ${escaped(message)}</p>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
