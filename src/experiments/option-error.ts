/** An option that an experiment cannot run with: the caller's mistake, not the model's. */
export class OptionError extends RangeError {
  override readonly name = "OptionError";
}
