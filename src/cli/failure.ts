/** How the command ends when something was thrown: what it says, and its exit code. */

import { OptionError } from "../doors/experiments.js";
import { CopyTorn, InspectionRefused } from "../doors/inspect.js";
import { FileRefusal } from "../files/output-place.js";
import { TslabVersionError } from "../notebook/kernel/tslab-package.js";
import { UsageError } from "./arguments/usage-error.js";

/** An ending that is not a result. */
export interface Failure {
  /** 2 for wrong use, 1 for everything else. */
  readonly exitCode: 1 | 2;
  /** For stderr, with a line feed at the end. */
  readonly message: string;
}

/** Longest message, in UTF-16 units: what is quoted in it may be a whole file. */
const LONGEST_MESSAGE = 4000;

/** A message without the middle of what is too long in it. */
export function shortened(message: string): string {
  if (message.length <= LONGEST_MESSAGE) return message;
  const half = LONGEST_MESSAGE / 2;
  const left = (message.length - LONGEST_MESSAGE).toLocaleString("en-GB");
  return `${message.slice(0, half)} … (${left} characters left out) … ${message.slice(-half)}`;
}

/**
 * Describes what was thrown. Wrong use and what the system refuses are one line each;
 * anything else is a fault of this program, and comes with its trace.
 */
export function failureOf(thrown: unknown): Failure {
  const { exitCode, message } = wholeFailureOf(thrown);
  return { exitCode, message: shortened(message) };
}

function wholeFailureOf(thrown: unknown): Failure {
  if (thrown instanceof CopyTorn) {
    return { exitCode: 1, message: `pymalloc-lab: ${thrown.message}\n` };
  }
  if (isForTheUser(thrown)) {
    return { exitCode: 2, message: `pymalloc-lab: ${thrown.message}\n` };
  }
  if (thrown instanceof Error && "syscall" in thrown) {
    return { exitCode: 1, message: `pymalloc-lab: ${thrown.message}\n` };
  }
  const trace = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  const introduction = "pymalloc-lab: this is a fault of pymalloc-lab, please report it:";
  return { exitCode: 1, message: `${introduction}\n${trace}\n` };
}

/** Something that the user can put right. */
function isForTheUser(thrown: unknown): thrown is Error {
  return [UsageError, FileRefusal, InspectionRefused, OptionError, TslabVersionError].some(
    (kind) => thrown instanceof kind,
  );
}
