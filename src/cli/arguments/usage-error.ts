/** The command line, or a file it names, is not what the command takes: exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * Turns what reading arguments throws into usage errors: `parseArgs` throws TypeErrors, and the
 * library RangeErrors for a value that it does not take.
 */
export function parsingArguments<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) {
      throw new UsageError(error.message, { cause: error });
    }
    throw error;
  }
}

/**
 * Reads what the caller gave, and turns the library's refusal of it into a usage error.
 *
 * @param task - what could not be done with a refused input: "cannot replay a.pmt.gz".
 */
export function readingInput<T>(task: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`${task}: ${error.message}`, { cause: error });
  }
}
