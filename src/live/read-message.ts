/**
 * Reads what comes from the worker of a page's cells.
 *
 * A cell can send messages of its own making, so nothing about one is taken for granted: it is
 * copied field by field, and what is not of the known shapes is not a message.
 */
import type { RunMessage, SupplyRequest } from "./messages";
import {
  type CellPlace,
  LIVE_CHART_MIME,
  LIVE_VERDICT_MIME,
  type LiveError,
  type LiveOutput,
  type MimeBundle,
} from "./output";

/** Longest message that is taken, in characters; each of its parts counts as some besides. */
export const LONGEST_MESSAGE = 20_000_000;

/** What a number, a text, a list or an object counts for by itself, in characters. */
const PART_WEIGHT = 16;

/** Deepest nesting of JSON in a message. */
const DEEPEST = 100;

/** Most lines of a trace, and longest of its texts, that are taken. */
const MOST_LINES = 1000;

/** Longest reason for ending a run, in characters; the rest is cut off. */
const LONGEST_REASON = 500;

type Fields = Readonly<Record<string, unknown>>;

/** Reads a message of a run; undefined when it is not one. */
export function readRunMessage(received: unknown): RunMessage | undefined {
  if (!isFields(received) || !isCount(received["run"])) return undefined;
  const { type, run, output, hasFailed, reason } = received;
  if (type === "end") return typeof hasFailed === "boolean" ? { type, run, hasFailed } : undefined;
  if (type === "grown") {
    return typeof reason === "string"
      ? { type, run, reason: reason.slice(0, LONGEST_REASON) }
      : undefined;
  }
  if (type !== "output" || !isFields(output) || weightOf(output) > LONGEST_MESSAGE)
    return undefined;
  const read = readOutput(output);
  return read && { type, run, output: read };
}

/** Reads a request for a supply; undefined when it is not one. */
export function readSupplyRequest(received: unknown): SupplyRequest | undefined {
  if (!isFields(received) || received["type"] !== "wanted") return undefined;
  const { kind, name } = received;
  if ((kind !== "code" && kind !== "file") || typeof name !== "string") return undefined;
  return { type: "wanted", kind, name };
}

function readOutput(output: Fields): LiveOutput | undefined {
  switch (output["output_type"]) {
    case "stream":
      return readStream(output);
    case "display_data":
    case "execute_result": {
      const data = readBundle(output["data"]);
      return data && { output_type: output["output_type"], data };
    }
    case "error":
      return readError(output);
    default:
      return undefined;
  }
}

function readStream({ name, text }: Fields): LiveOutput | undefined {
  if ((name !== "stdout" && name !== "stderr") || typeof text !== "string") return undefined;
  return { output_type: "stream", name, text };
}

/** Texts are texts, and the rest is JSON; a verdict has the fields that are shown of it. */
function readBundle(data: unknown): MimeBundle | undefined {
  if (!isFields(data)) return undefined;
  const isRight = ([mimeType, value]: [string, unknown]) => {
    if (mimeType === LIVE_VERDICT_MIME) return isVerdict(value);
    if (mimeType === LIVE_CHART_MIME) return isFields(value) && typeof value["chart"] === "string";
    return mimeType.endsWith("json") || typeof value === "string";
  };
  return Object.entries(data).every(isRight) ? { ...data } : undefined;
}

function isVerdict(value: unknown): boolean {
  return (
    isFields(value) && typeof value["passed"] === "boolean" && typeof value["message"] === "string"
  );
}

function readError({ ename, evalue, traceback, place, hint }: Fields): LiveError | undefined {
  if (typeof ename !== "string" || typeof evalue !== "string" || !isTexts(traceback)) {
    return undefined;
  }
  const where = readPlace(place);
  return {
    output_type: "error",
    ename,
    evalue,
    traceback: traceback.slice(0, MOST_LINES),
    ...(where && { place: where }),
    ...(typeof hint === "string" && { hint }),
  };
}

function readPlace(place: unknown): CellPlace | undefined {
  if (!isFields(place) || typeof place["cell"] !== "string" || !isCount(place["line"])) {
    return undefined;
  }
  return { cell: place["cell"], line: place["line"] };
}

/** How much there is in a value: `Infinity` for what is not JSON, or nested too deeply to be shown. */
function weightOf(value: unknown, depth = 0): number {
  if (typeof value === "string") return PART_WEIGHT + value.length;
  if (value === null || ["boolean", "number", "undefined"].includes(typeof value)) {
    return PART_WEIGHT;
  }
  if (depth === DEEPEST || typeof value !== "object") return Number.POSITIVE_INFINITY;
  if (!Array.isArray(value) && !isFields(value)) return Number.POSITIVE_INFINITY;
  let weight = PART_WEIGHT;
  for (const [name, part] of Object.entries(value)) {
    weight += name.length + weightOf(part, depth + 1);
    if (weight > LONGEST_MESSAGE) return Number.POSITIVE_INFINITY;
  }
  return weight;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((line) => typeof line === "string");
}

/** A whole number from 1. */
function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

/** A plain object; what came in a message may be a Map, a Date or an array as well. */
function isFields(value: unknown): value is Fields {
  return (
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}
