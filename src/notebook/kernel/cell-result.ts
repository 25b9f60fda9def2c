/**
 * The value that ends a cell, in the forms a front end can show.
 */
import { inspect } from "node:util";
import type { Json, MimeBundle } from "../format/notebook-format.js";

/** A value may say how it is shown: a method of this name that returns a MIME bundle. */
const DISPLAY = Symbol.for("Jupyter.display");

/** MIME type of what a check ends in: `{ passed, … }`. */
const CHECK_MIME = "application/vnd.pymalloc-lab.check+json";

/**
 * Describes a value: by its own `Symbol.for("Jupyter.display")` method, as
 * HTML if it is an element, as data if it is a verdict `{ passed, … }`, and always as text. A text is shown as it is,
 * anything else as `console.log` prints it.
 */
export function resultBundle(value: unknown): MimeBundle {
  const text = typeof value === "string" ? value : inspect(value);
  return { "text/plain": text, ...richForms(value) };
}

function richForms(value: unknown): MimeBundle {
  if (typeof value !== "object" || value === null) return {};
  const display: unknown = Reflect.get(value, DISPLAY);
  if (typeof display === "function") return jsonOf(Reflect.apply(display, value, []));
  // The verdict of a check, for the tools that grade.
  if ("passed" in value && typeof value.passed === "boolean") {
    return { [CHECK_MIME]: jsonOf(value) };
  }
  if ("outerHTML" in value && typeof value.outerHTML === "string") {
    return { "text/html": value.outerHTML };
  }
  return {};
}

function jsonOf(bundle: unknown): MimeBundle {
  const json: Json = JSON.parse(JSON.stringify(bundle ?? null));
  return typeof json === "object" && json !== null && !isList(json) ? json : {};
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}
