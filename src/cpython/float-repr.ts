/**
 * `str(float)` as Python prints it.
 *
 * Python and JavaScript choose the same digits: the fewest that read back as the
 * same number. They differ in the layout. Python turns to an exponent below 1e-4
 * and from 1e16 on, with two digits at least; JavaScript below 1e-6 and from 1e21.
 *
 * @see CPython, Python/pystrtod.c, `format_float_short`.
 */

/**
 * Prints a float.
 *
 * @example
 * floatRepr(0.00001234); // => "1.234e-05"
 * floatRepr(1); // => "1.0"
 */
export function floatRepr(value: number): string {
  if (Number.isNaN(value)) return "nan";
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  if (!Number.isFinite(value)) return `${sign}inf`;
  if (value === 0) return `${sign}0.0`;
  const { digits, point } = shortestDigits(Math.abs(value));
  return sign + layout(digits, point);
}

/**
 * Length of the text of a number from `random.random()`, without making the text
 * where JavaScript's has the same length.
 */
export function floatReprLength(value: number): number {
  return value >= 1e-4 && value < 1 ? String(value).length : floatRepr(value).length;
}

/** value = 0.DIGITS * 10^point, without zeros at either end of DIGITS. */
function shortestDigits(value: number): { digits: string; point: number } {
  const [mantissa = "", exponent = "0"] = String(value).split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const all = whole + fraction;
  const digits = all.replace(/^0+/, "");
  const leadingZeros = all.length - digits.length;
  return {
    digits: digits.replace(/0+$/, ""),
    point: whole.length + Number(exponent) - leadingZeros,
  };
}

function layout(digits: string, point: number): string {
  if (point <= -4 || point > 16) {
    const exponent = point - 1;
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
    const magnitude = String(Math.abs(exponent)).padStart(2, "0");
    return `${digits[0]}${fraction}e${exponent < 0 ? "-" : "+"}${magnitude}`;
  }
  if (point <= 0) return `0.${"0".repeat(-point)}${digits}`;
  if (digits.length <= point) return `${digits.padEnd(point, "0")}.0`;
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}
