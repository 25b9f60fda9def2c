/**
 * An option that an experiment cannot run with: the caller's mistake, not the model's.
 *
 * @example
 * await runExperiment("random-half", { keep: 2 }).catch((error) => error instanceof OptionError); // => true
 */
export class OptionError extends RangeError {
  override readonly name = "OptionError";
}
