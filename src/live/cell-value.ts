/** The value that ends a cell, in the forms that a page can show. */
import { inspect } from "node-inspect-extracted";
import type { MimeBundle } from "./output";

/** A value may say how it is shown: a method of this name that returns a MIME bundle. */
const DISPLAY = Symbol.for("Jupyter.display");

/**
 * Describes a value as the notebook's kernel does: by its own
 * `Symbol.for("Jupyter.display")` method, as HTML if it is an element, and
 * always as text.
 *
 * @returns undefined for `undefined` and `null`, which are not shown.
 */
export function valueBundle(value: unknown): MimeBundle | undefined {
  if (value === undefined || value === null) return undefined;
  const rich = richForms(value);
  // A drawing's text would be its whole tree of objects.
  const text = typeof value === "string" ? value : "text/html" in rich ? "" : inspect(value);
  return { ...(text !== "" && { "text/plain": text }), ...rich };
}

function richForms(value: NonNullable<unknown>): MimeBundle {
  if (typeof value !== "object") return {};
  const display: unknown = Reflect.get(value, DISPLAY);
  if (typeof display === "function") return jsonOf(Reflect.apply(display, value, []));
  if ("outerHTML" in value && typeof value.outerHTML === "string") {
    return { "text/html": value.outerHTML };
  }
  return {};
}

function jsonOf(bundle: unknown): MimeBundle {
  const json: unknown = JSON.parse(JSON.stringify(bundle ?? null));
  return typeof json === "object" && json !== null && !Array.isArray(json) ? { ...json } : {};
}
