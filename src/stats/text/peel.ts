/**
 * What a text was carried in, taken off: terminal colours, JSON, a repr, syslog, Markdown, HTML.
 *
 * A stats text is of digits, letters and a few signs. So what wraps it can be told from it: no line
 * of a text has a quotation mark, a backslash, a pipe or a tag, and none has two equals signs.
 */

/** What a text came in. */
export type Carrier = "colours" | "escapes" | "quotes" | "syslog" | "markup" | "joined";

/** How a note names a carrier. */
export const CARRIER_NAMES: Readonly<Record<Carrier, string>> = {
  colours: "terminal colours",
  escapes: "escaped line ends, as JSON and a repr have them",
  quotes: "quotation marks",
  syslog: "syslog's escapes",
  markup: "Markdown or HTML",
  joined: "lines run together",
};

/** A line of a log without what wrapped it. */
export interface Peeled {
  /** The lines that were in it: mostly one. */
  readonly lines: readonly string[];
  readonly carriers: readonly Carrier[];
}

/** What a terminal's escapes begin with, and what ends some of them. */
const ESC = "\u001b";
const BELL = "\u0007";

/** Signs that only a carrier has; most lines have none, and are done with that. */
const OF_A_CARRIER = new RegExp(
  String.raw`[${ESC}\\"'\x60|&\u2028]|\^\[|\[\d{1,3}(?:;\d{1,3})*m|#0[0-3]\d|<\/?[a-z]|=.*=|(?:\d\s+){9}\d`,
  "i",
);

/** ESC sequences, also as `cat -v` shows them, and those that lost their ESC on the way. */
const COLOURS = new RegExp(
  [
    String.raw`(?:${ESC}|\^\[|\u241b)\[[0-9;:?]*[ -/]*[@-~]`,
    String.raw`${ESC}\][^${BELL}${ESC}]*(?:${BELL}|${ESC}\\)`,
    String.raw`\[(?:0|[1-9]\d?)(?:;\d{1,3})*m`,
  ].join("|"),
  "g",
);

/** Escapes, however often they were escaped again: a JSON text in a JSON text doubles them. */
const ESCAPE = /\\{1,16}(?:([nrtbfv"'/])|u([\da-f]{4})|x([\da-f]{2})|(0[0-3]\d|0?33))/gi;
const CONTROLS: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

const SYSLOG = /#(0[0-3]\d)/g;
const MARKDOWN_ESCAPE = /\\{1,4}([#*_|<>\-[\]()=.])/g;
const TAG_BREAK = /<br\s*\/?>|<\/(?:p|div|li|tr|pre)>/gi;
const TAG = /<\/?[a-z][^<>]*>/gi;
const ENTITY = /&(?:#(\d{2,3})|#x([\da-f]{2})|nbsp|lt|gt|amp);/gi;

/** Where a line that has several of a text's lines is cut: before the label of each. */
const LABELS =
  /(?=# [a-z]+ )|(?=\b\d+ (?:arenas|unused pools) \S )|(?=\b\d+ free [\w -]+s \S \d)|(?=\bTotal\s*=)|(?=\barena map counts\b)/;
const FIGURES = /=\s*\d[\d,]*/g;
const NUMBERS_IN_A_ROW = 5;
/** A whole text in one line is shorter; a longer one is not looked through for where to cut it. */
const LONGEST_JOINED = 20_000;
const ROWS = /(?:^|\s)(?:\d+\s+){9,}\d+\s*$/;

/**
 * Takes off what a line was carried in.
 *
 * @param text - one line, or what a log holds as one: a whole text may be in it.
 *
 * @example
 * peelLine('{"log": "Total = 7\\n"}').lines.map((line) => line.trim()); // => ["{", "log", ":", "Total = 7", "", "}"]
 */
export function peelLine(text: string): Peeled {
  if (!OF_A_CARRIER.test(text)) return { lines: [text], carriers: [] };
  const carriers: Carrier[] = [];
  let rest = text;
  for (const [carrier, takeOff] of LAYERS) {
    const inner = takeOff(rest);
    if (inner !== rest) carriers.push(carrier);
    rest = inner;
  }
  const broken = rest.split(/[\n\r\u2028]/);
  const lines = broken.flatMap(apart);
  if (lines.length > broken.length) carriers.push("joined");
  return { lines, carriers };
}

/** The layers from the outside in: JSON holds what a terminal coloured, not the other way. */
const LAYERS: readonly (readonly [Carrier, (text: string) => string])[] = [
  ["escapes", unescaped],
  ["syslog", (text) => text.replace(SYSLOG, (_, octal: string) => controlOf(octal, 8))],
  ["colours", (text) => text.replace(COLOURS, "")],
  ["markup", withoutMarkup],
  ["quotes", (text) => text.replace(/["']/g, "\n")],
];

function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(
    ESCAPE,
    (all, letter?: string, code?: string, byte?: string, octal?: string) => {
      if (letter !== undefined)
        return CONTROLS[letter.toLowerCase()] ?? (/["']/.test(letter) ? letter : " ");
      const point = code ?? byte;
      if (point !== undefined) return String.fromCharCode(Number.parseInt(point, 16));
      return octal === undefined ? all : controlOf(octal, 8);
    },
  );
}

function controlOf(digits: string, base: number): string {
  return String.fromCharCode(Number.parseInt(digits, base));
}

function withoutMarkup(text: string): string {
  return text
    .replace(MARKDOWN_ESCAPE, "$1")
    .replace(TAG_BREAK, "\n")
    .replace(TAG, " ")
    .replace(ENTITY, signOf)
    .replace(/\*\*|`/g, "")
    .replace(/\s*\|\s*/g, " ");
}

/** A sign by its number; of the named ones none is in a text. */
function signOf(_all: string, decimal?: string, hexadecimal?: string): string {
  if (decimal !== undefined) return controlOf(decimal, 10);
  return hexadecimal === undefined ? " " : controlOf(hexadecimal, 16);
}

/** Lines that were run together, each by itself again. */
function apart(line: string): string[] {
  if (line.length > LONGEST_JOINED) return [line];
  if ((line.match(FIGURES)?.length ?? 0) < 2) return rowsApart(line);
  return line.split(LABELS).flatMap(rowsApart);
}

/** Rows of size classes that were run together: each has five numbers. */
function rowsApart(line: string): string[] {
  const numbers = ROWS.exec(line)?.[0].trim().split(/\s+/) ?? [];
  if (numbers.length === 0 || numbers.length % NUMBERS_IN_A_ROW !== 0) return [line];
  const rows = numbers.flatMap((_, i) =>
    i % NUMBERS_IN_A_ROW === 0 ? [numbers.slice(i, i + NUMBERS_IN_A_ROW).join(" ")] : [],
  );
  return [line.replace(ROWS, ""), ...rows];
}
