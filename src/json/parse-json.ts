/**
 * JSON of strangers. Parsed, a text of three bytes a value can take twenty times its own
 * memory, and what is nested deeply overflows the stack of whoever walks through it. So both
 * are counted before anything is parsed. A number beyond a double's range would be read as
 * infinite, and written back as `null`; it is refused as well.
 *
 * Runs in Node and in browsers alike.
 */

/** How much a text may hold. */
export interface JsonLimits {
  /** Lists, objects and what is in them: each is a value. */
  readonly mostValues: number;
  /** Lists and objects within each other. */
  readonly mostDepth: number;
}

/** Enough for a notebook with a drawing in every cell. */
export const JSON_LIMITS: JsonLimits = { mostValues: 4_000_000, mostDepth: 200 };

const QUOTE = 0x22;
const PLUS = 0x2b;
const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const UPPER_E = 0x45;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const LOWER_E = 0x65;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Parses JSON within limits.
 *
 * @throws {SyntaxError} when it is not JSON.
 * @throws {RangeError} when it holds more than the limits, or a number that no double holds;
 * the message names the limit.
 *
 * @example
 * parseJson("[1, 2]"); // => [1, 2]
 */
export function parseJson(text: string, limits: JsonLimits = JSON_LIMITS): unknown {
  assertWithin(text, limits);
  return JSON.parse(text);
}

/** Counts what opens and what separates, outside of texts: a list of n values has n - 1 commas. */
function assertWithin(text: string, { mostValues, mostDepth }: JsonLimits): void {
  let values = 1;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfText(text, at);
        break;
      case OPEN_LIST:
      case OPEN_OBJECT:
        values += 1;
        depth += 1;
        if (depth > mostDepth) {
          throw new RangeError(`it is nested more than ${mostDepth} deep, which is the limit`);
        }
        break;
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        depth -= 1;
        break;
      case COMMA:
        values += 1;
        break;
      default:
        if (isDigit(text.charCodeAt(at))) at = endOfNumber(text, at) - 1;
    }
    if (values > mostValues) {
      const limit = mostValues.toLocaleString("en-GB");
      throw new RangeError(`it has more than ${limit} values, which is the limit`);
    }
  }
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

/** Digits of the shortest number that may be beyond a double's range without an exponent. */
const DIGITS_OF_A_DOUBLE = 309;

/** Place after a number that starts here; its sign, before it, decides nothing. */
function endOfNumber(text: string, start: number): number {
  let end = start;
  let hasExponent = false;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (isDigit(code) || code === POINT || code === MINUS || code === PLUS) continue;
    if (code !== LOWER_E && code !== UPPER_E) break;
    hasExponent = true;
  }
  if (!hasExponent && end - start < DIGITS_OF_A_DOUBLE) return end;
  const written = text.slice(start, end);
  if (Number(written) === Number.POSITIVE_INFINITY) {
    throw new RangeError(`it has a number beyond any that can be stored: ${quotedText(written)}`);
  }
  return end;
}

/** Place of the quote that ends a text; the end of all where none does. */
function endOfText(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}

/** Longest part of a value that a message quotes, in UTF-16 units. */
const QUOTED_LENGTH = 60;

/**
 * A value of a stranger's JSON as a message can bear it: never longer than a line.
 *
 * @param value - parsed within limits, so that writing it again takes no more than it did.
 *
 * @example
 * quotedJson([1, "a"]); // => '[1,"a"]'
 */
export function quotedJson(value: unknown): string {
  const isLong = typeof value === "string" && value.length > QUOTED_LENGTH;
  return quotedText(JSON.stringify(isLong ? value.slice(0, QUOTED_LENGTH) : value) ?? "missing");
}

function quotedText(text: string): string {
  return text.length > QUOTED_LENGTH ? `${text.slice(0, QUOTED_LENGTH)}...` : text;
}
