/** Options of experiments as they stand on a command line. */
import { UsageError } from "./usage-error.js";

/** @throws {UsageError} when it is no whole number. */
export function parseSeed(text: string): bigint {
  if (!/^[+-]?\d+$/.test(text)) {
    throw new UsageError(`seed must be a whole number, as for random.seed(), got "${text}"`);
  }
  return BigInt(text);
}

/**
 * Reads a number; absent stays absent.
 *
 * @throws {UsageError} when it is no number.
 */
export function readNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isNaN(value)) throw new UsageError(`${name} must be a number, got "${text}"`);
  return value;
}
