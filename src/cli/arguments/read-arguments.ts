/** Reads a command line, and says in one line what of it is not taken. */
import { type ParseArgsConfig, parseArgs } from "node:util";
import { UsageError } from "./usage-error.js";

type Options = NonNullable<ParseArgsConfig["options"]>;

/**
 * Reads arguments as `parseArgs` does, and takes a negative number for an option's value.
 *
 * @throws {UsageError} with the option that is unknown, has no value, or has one and takes none.
 */
export function readArguments<const Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  const options = config.options ?? {};
  const args = withNegativeValues(config.args ?? [], options);
  try {
    return parseArgs<Config>({ ...config, args });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(refusalOf(error, options), { cause: error });
  }
}

/** `--seed -1` is `--seed=-1`: no option is a digit. */
function withNegativeValues(args: readonly string[], options: Options): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const before = joined.at(-1) ?? "";
    const takesValue = before.startsWith("--") && options[before.slice(2)]?.type === "string";
    if (takesValue && /^-[.\d]/.test(arg)) joined.splice(-1, 1, `${before}=${arg}`);
    else joined.push(arg);
  }
  return joined;
}

/** Node's own messages guess what was meant, over several lines. */
function refusalOf(error: TypeError, options: Options): string {
  const [, option] = error.message.match(/'(?:-\w, )?(-[^' =]*)/) ?? [];
  const code = "code" in error ? error.code : undefined;
  if (option === undefined) return error.message;
  if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
    const names = Object.keys(options).map((name) => `--${name}`);
    return names.length === 0
      ? `there is no option ${option}, and no other`
      : `there is no option ${option}; there are ${names.join(", ")}`;
  }
  if (code !== "ERR_PARSE_ARGS_INVALID_OPTION_VALUE") return error.message;
  const name = option.slice(2);
  // `--no-stop` may be an option itself, or be said of one that is called `stop`.
  const named = options[name] ?? options[name.replace(/^no-/, "")];
  return named?.type === "boolean"
    ? `${option} takes no value`
    : `${option} takes a value, and none is given`;
}
