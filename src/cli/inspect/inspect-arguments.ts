/** The arguments of `inspect`, read and checked against each other. */
import { readArguments } from "../arguments/read-arguments.js";
import { UsageError } from "../arguments/usage-error.js";

/** What is asked for. */
export interface InspectArguments {
  /** One target, or two to compare; none for a snippet. */
  readonly targets: readonly string[];
  /** The target as a process, for `--children`. */
  readonly pid: number | undefined;
  readonly isJson: boolean;
  readonly save: string | undefined;
  readonly drops: readonly string[];
  readonly arena: number | undefined;
  readonly showsValues: boolean;
  readonly isAnonymous: boolean;
  readonly isStopped: boolean;
  readonly hasChildren: boolean;
  readonly snippet: string | undefined;
}

const OPTIONS = {
  json: { type: "boolean", default: false },
  save: { type: "string" },
  drop: { type: "string", multiple: true },
  arena: { type: "string" },
  values: { type: "boolean", default: false },
  anonymous: { type: "boolean", default: false },
  "no-stop": { type: "boolean", default: false },
  children: { type: "boolean", default: false },
  snippet: { type: "string" },
} as const;

/** @throws {UsageError} when an option is not known, or does not go with another. */
export function inspectArguments(args: string[]): InspectArguments {
  const { values, positionals } = readArguments({ args, options: OPTIONS, allowPositionals: true });
  const { snippet, save, arena } = values;
  const drops = values.drop ?? [];
  if (snippet !== undefined && positionals.length > 0) {
    throw new UsageError(`--snippet reads nothing, got ${positionals.join(" ")}`);
  }
  if (snippet === undefined && (positionals.length === 0 || positionals.length > 2)) {
    throw new UsageError(
      `inspect takes a process's number, a core or a file, or two of these to compare; got ${positionals.length}`,
    );
  }
  const isSingle = positionals.length === 1;
  if (!isSingle && (save !== undefined || arena !== undefined || drops.length > 0)) {
    throw new UsageError("--save, --drop and --arena take one process or file");
  }
  if (values.values && values.anonymous) {
    throw new UsageError("--values shows more and --anonymous less: give one of them");
  }
  if (values.children && (save !== undefined || arena !== undefined || drops.length > 0)) {
    throw new UsageError("--children only shows; --save, --drop and --arena take one process");
  }
  return {
    targets: positionals,
    pid: values.children ? pidOf(positionals) : undefined,
    isJson: values.json,
    save,
    drops,
    arena: arena === undefined ? undefined : arenaOf(arena),
    showsValues: values.values,
    isAnonymous: values.anonymous,
    isStopped: !values["no-stop"],
    hasChildren: values.children,
    snippet,
  };
}

function pidOf(targets: readonly string[]): number {
  const [target] = targets;
  if (targets.length === 1 && /^\d+$/.test(target!)) return Number(target);
  throw new UsageError(`--children takes the number of one process, got ${targets.join(" ")}`);
}

function arenaOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new UsageError(`--arena takes an arena's number, 0 or more, got "${text}"`);
}
