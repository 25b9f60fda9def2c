/** Answers as the checks need them: a value of another kind is refused with what would do. */
import { NotAnAnswer } from "./exercise.js";

/** Longest text of a value in a message, in UTF-16 units. */
const QUOTED_LENGTH = 60;

/** A value as a message shows it. */
export function quoted(value: unknown): string {
  const text =
    typeof value === "function" ? "a function" : (JSON.stringify(value) ?? String(value));
  return text.length <= QUOTED_LENGTH ? text : `${text.slice(0, QUOTED_LENGTH)}…`;
}

/** @throws {NotAnAnswer} when it is not a finite number. */
export function readNumber(answer: unknown, what: string): number {
  if (typeof answer === "number" && Number.isFinite(answer)) return answer;
  throw new NotAnAnswer(`The answer is one number, ${what}; this is ${quoted(answer)}.`);
}

/** A field of an answer that is an object. @throws {NotAnAnswer} when it is not one. */
export function readField(answer: unknown, field: string, example: string): unknown {
  if (typeof answer === "object" && answer !== null && field in answer) {
    return Reflect.get(answer, field);
  }
  throw new NotAnAnswer(`The answer is an object like ${example}; this is ${quoted(answer)}.`);
}

/** @throws {NotAnAnswer} when it is not a list of whole numbers. */
export function readWholeNumbers(answer: unknown, what: string): number[] {
  if (!Array.isArray(answer)) {
    throw new NotAnAnswer(`The answer is a list of ${what}; this is ${quoted(answer)}.`);
  }
  return answer.map((one: unknown) => {
    if (typeof one === "number" && Number.isInteger(one)) return one;
    throw new NotAnAnswer(`A list of ${what} has whole numbers only; ${quoted(one)} is not one.`);
  });
}

/** @throws {NotAnAnswer} when it is not a list of texts. */
export function readTexts(answer: unknown, what: string): string[] {
  if (!Array.isArray(answer)) {
    throw new NotAnAnswer(`The answer is a list of ${what}; this is ${quoted(answer)}.`);
  }
  return answer.map((one: unknown) => {
    if (typeof one === "string") return one;
    throw new NotAnAnswer(`A list of ${what} has texts only; ${quoted(one)} is not one.`);
  });
}

/**
 * A function of an answer, with its own failures told as such.
 *
 * @throws {NotAnAnswer} when it is not a function, and from the call when that throws.
 */
export function readFunction(answer: unknown, what: string): (...given: unknown[]) => unknown {
  if (typeof answer !== "function") {
    throw new NotAnAnswer(`The answer is a function, ${what}; this is ${quoted(answer)}.`);
  }
  return (...given) => {
    try {
      return Reflect.apply(answer, undefined, given);
    } catch (error) {
      throw new NotAnAnswer(`Your function did not come to its end. ${String(error)}`);
    }
  };
}

/** The first value that a list has twice, if any. */
export function firstTwice<T>(list: readonly T[]): T | undefined {
  const seen = new Set<T>();
  return list.find((one) => seen.size === seen.add(one).size);
}

/** A count with its noun: "1 arena", "3 arenas". */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en-GB")} ${noun}${count === 1 ? "" : "s"}`;
}
