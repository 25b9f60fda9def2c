/**
 * Reads fields of a file that anybody may have written: each check names the field that is
 * wrong and what it should be.
 */

/** An object of the file, its fields not yet looked at. */
export type Fields = Readonly<Record<string, unknown>>;

/** @throws {RangeError} always; says what a field should be and what it is. */
export function refuse(path: string, wanted: string, got: unknown): never {
  const text = JSON.stringify(got) ?? "missing";
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  throw new RangeError(`not a held heap: ${path} must be ${wanted}, got ${shown}`);
}

/** @throws {RangeError} when a value is not an object. */
export function objectAt(value: unknown, path: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    refuse(path, "an object", value);
  }
  return value as Fields;
}

/** @throws {RangeError} when a value is not a list. */
export function listAt(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) refuse(path, "a list", value);
  return value;
}

/** @throws {RangeError} when a value is not a text. */
export function textAt(value: unknown, path: string): string {
  if (typeof value !== "string") refuse(path, "a text", value);
  return value;
}

/** @throws {RangeError} when a value is neither true nor false. */
export function booleanAt(value: unknown, path: string): boolean {
  if (typeof value !== "boolean") refuse(path, "true or false", value);
  return value;
}

/** @throws {RangeError} when a value is not a whole number from `least` to `most`. */
export function countAt(
  value: unknown,
  path: string,
  most = Number.MAX_SAFE_INTEGER,
  least = 0,
): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < least || value > most) {
    const range = most === Number.MAX_SAFE_INTEGER ? `${least} or more` : `${least} to ${most}`;
    refuse(path, `a whole number, ${range}`, value);
  }
  return value;
}

/** @throws {RangeError} when a value is not a number, 0 or more. */
export function amountAt(value: unknown, path: string): number {
  if (typeof value !== "number" || !Number.isFinite(value) || value < 0) {
    refuse(path, "a number, 0 or more", value);
  }
  return value;
}
