/**
 * Do two runs of a cell say the same? Compared is what is meant: texts, errors
 * by name and message, and a chart by its data. Not compared are execution
 * counts, traces, output metadata, and the drawing of a chart, which follows
 * from its data.
 */
import { CHART_MIME } from "../../charts/chart.js";
import { joinStreams } from "../run/collect-outputs.js";
import { TABLE_MIME } from "../table/data-table.js";
import {
  isJsonMime,
  type Json,
  type JsonObject,
  type MimeBundle,
  type Output,
} from "./notebook-format.js";

/** Two numbers agree when they differ by less than this part of the larger. */
const RELATIVE_TOLERANCE = 1e-9;

/** Longest text of a value in a message, in UTF-16 units. */
const QUOTED_LENGTH = 120;

/** Where two outputs part, and what each has there. */
interface Difference {
  /** "line 2", or empty for the output as a whole. */
  readonly place: string;
  readonly stored: string;
  readonly fresh: string;
}

/**
 * Finds the first difference between the outputs a notebook has stored for a
 * cell and those of a fresh run.
 *
 * @param words - how the two are called in the description.
 * @returns a description with both values, or `undefined` when they agree.
 */
export function firstDifference(
  stored: readonly Output[],
  fresh: readonly Output[],
  words: readonly [string, string] = ["stored", "fresh"],
): string | undefined {
  const [storedOutputs, freshOutputs] = [joinStreams(stored), joinStreams(fresh)];
  for (let index = 0; index < Math.max(storedOutputs.length, freshOutputs.length); index++) {
    const difference = outputDifference(storedOutputs[index], freshOutputs[index]);
    if (difference === undefined) continue;
    const place = difference.place === "" ? "" : `${difference.place}: `;
    const values = `${words[0]} ${difference.stored}, ${words[1]} ${difference.fresh}`;
    return `output ${index}: ${place}${values}`;
  }
  return undefined;
}

function outputDifference(
  stored: Output | undefined,
  fresh: Output | undefined,
): Difference | undefined {
  if (stored === undefined || fresh === undefined || kindOf(stored) !== kindOf(fresh)) {
    return { place: "", stored: kindOf(stored), fresh: kindOf(fresh) };
  }
  if (stored.output_type === "stream" && fresh.output_type === "stream") {
    return textDifference(stored.text, fresh.text);
  }
  if (stored.output_type === "error" && fresh.output_type === "error") {
    const text = ({ ename, evalue }: typeof stored) => `${ename}: ${evalue}`;
    return textDifference(text(stored), text(fresh));
  }
  return bundleDifference(bundleOf(stored), bundleOf(fresh));
}

function kindOf(output: Output | undefined): string {
  if (output === undefined) return "nothing";
  if (output.output_type === "stream") return output.name;
  if (output.output_type === "error") return `error ${output.ename}`;
  return output.output_type;
}

/** The forms of an output that are compared. */
function bundleOf(output: Output): MimeBundle {
  if (!("data" in output)) return {};
  const { "text/html": html, ...rest } = output.data;
  const isDrawn = CHART_MIME in rest || TABLE_MIME in rest;
  return isDrawn || html === undefined ? rest : { ...rest, "text/html": html };
}

function bundleDifference(stored: MimeBundle, fresh: MimeBundle): Difference | undefined {
  for (const mimeType of new Set([...Object.keys(stored), ...Object.keys(fresh)])) {
    const [a, b] = [ownValue(stored, mimeType), ownValue(fresh, mimeType)];
    const difference =
      typeof a === "string" && typeof b === "string" && !isJsonMime(mimeType)
        ? textDifference(a, b)
        : jsonDifference(a, b, "");
    if (difference !== undefined) {
      return { ...difference, place: `${mimeType} ${difference.place}` };
    }
  }
  return undefined;
}

function textDifference(stored: string, fresh: string): Difference | undefined {
  if (stored === fresh) return undefined;
  const [a, b] = [stored.split("\n"), fresh.split("\n")];
  const line = a.findIndex((text, index) => text !== b[index]);
  const index = line < 0 ? a.length : line;
  return { place: `line ${index + 1}`, stored: quoted(a[index]), fresh: quoted(b[index]) };
}

function jsonDifference(
  stored: Json | undefined,
  fresh: Json | undefined,
  path: string,
): Difference | undefined {
  if (stored === fresh) return undefined;
  if (typeof stored === "number" && typeof fresh === "number" && areClose(stored, fresh)) {
    return undefined;
  }
  if (isList(stored) && isList(fresh)) {
    for (let index = 0; index < Math.max(stored.length, fresh.length); index++) {
      const difference = jsonDifference(stored[index], fresh[index], `${path}[${index}]`);
      if (difference !== undefined) return difference;
    }
    return undefined;
  }
  if (isObject(stored) && isObject(fresh)) {
    for (const key of new Set([...Object.keys(stored), ...Object.keys(fresh)])) {
      const difference = jsonDifference(
        ownValue(stored, key),
        ownValue(fresh, key),
        `${path}.${key}`,
      );
      if (difference !== undefined) return difference;
    }
    return undefined;
  }
  return { place: `at ${path || "the top"}`, stored: quoted(stored), fresh: quoted(fresh) };
}

/** A value by its key; every object has a `constructor` that is not its own. */
function ownValue(object: JsonObject | MimeBundle, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function areClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= RELATIVE_TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}

function isList(json: Json | undefined): json is readonly Json[] {
  return Array.isArray(json);
}

function isObject(json: Json | undefined): json is JsonObject {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

function quoted(value: Json | undefined): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length <= QUOTED_LENGTH ? text : `${text.slice(0, QUOTED_LENGTH)}…`;
}
