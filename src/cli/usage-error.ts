/** The command line, or a file it names, is not what the command takes: exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Turns the errors of `parseArgs` into usage errors. */
export function parsingArguments<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message);
    throw error;
  }
}
