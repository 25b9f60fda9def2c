/**
 * What the outputs of a check say: whether it passed, and why not.
 *
 * A check may be anything that ends in one of these: an output with a JSON form that has
 * `passed`, as the library's `check` gives; a last value `{ passed, message }`, or true or
 * false; a printed line of such JSON; or an error, which is how an assertion says no.
 */
import { isJsonMime, type Json, type JsonObject, type Output } from "../format/notebook-format.js";

/** The outcome of a check. */
export interface CheckVerdict {
  readonly passed: boolean;
  /** Why it did not pass, or what passing shows; may be empty. */
  readonly hint: string;
}

/** Errors whose name adds nothing to what they say. */
const PLAIN_ERRORS: readonly string[] = ["Error", "AssertionError", "Thrown"];

/** Reads the verdict of a check's outputs: the last one counts, and an error before all. */
export function verdictOf(outputs: readonly Output[]): CheckVerdict {
  const error = outputs.find((output) => output.output_type === "error");
  if (error?.output_type === "error") {
    const { ename, evalue } = error;
    return { passed: false, hint: PLAIN_ERRORS.includes(ename) ? evalue : `${ename}: ${evalue}` };
  }
  const [verdict] = outputs.toReversed().flatMap((output) => verdictIn(output) ?? []);
  return verdict ?? { passed: false, hint: "the check says neither that it passed nor why not" };
}

function verdictIn(output: Output): CheckVerdict | undefined {
  if (output.output_type === "error") return undefined;
  if (output.output_type === "stream") {
    const last = output.text.trimEnd().split("\n").at(-1) ?? "";
    return asVerdict(jsonOr(last));
  }
  const forms = Object.entries(output.data);
  const json = forms.find(([mimeType]) => isJsonMime(mimeType))?.[1];
  return asVerdict(json ?? jsonOr(String(output.data["text/plain"])));
}

function asVerdict(json: Json | undefined): CheckVerdict | undefined {
  if (typeof json === "boolean") return { passed: json, hint: "" };
  if (!isObject(json)) return undefined;
  const { passed, hint, message } = json;
  if (typeof passed !== "boolean") return undefined;
  return { passed, hint: String(hint ?? message ?? "") };
}

function jsonOr(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(json: Json | undefined): json is JsonObject {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
