/** The allocators that a trace can be given to, with their settings and how each is asked. */

/** How a configuration is run. */
export type Runner =
  /** By the model, in this process. */
  | { readonly kind: "model" }
  /** This machine's own malloc. */
  | { readonly kind: "libc" }
  /** Another libc, linked into a program of its own. */
  | { readonly kind: "musl" }
  /** A library before libc's malloc, by the names its file may have. */
  | { readonly kind: "preload"; readonly libraries: readonly RegExp[] }
  /** PyObject_Malloc of a libpython, of the trace's version or from another on. */
  | { readonly kind: "libpython"; readonly from?: number };

/** How an allocator is asked for what is free: a function of its own; the recorder's program knows them. */
export type Asking =
  | "malloc_trim"
  | "jemalloc"
  | "tcmalloc"
  | "mimalloc"
  | "mesh"
  | "scudo"
  | "rpmalloc"
  | "tbb"
  | "none";

/** An allocator with its settings. */
export interface Configuration {
  readonly name: string;
  /** What it is, in a few words. */
  readonly about: string;
  readonly runner: Runner;
  /** Environment variables. */
  readonly settings: Readonly<Record<string, string>>;
  readonly ask: Asking;
  /** Debian's package that has it; absent where Debian has none. */
  readonly debian?: string;
  /** Whether it takes part only when it is named. */
  readonly isByNameOnly?: boolean;
}

const JEMALLOC = [/^libjemalloc\.so(\.\d+)*$/];
const TCMALLOC = [/^libtcmalloc_minimal\.so(\.\d+)*$/];

/** First minor version of Python 3 that has a mimalloc of its own. */
const FIRST_WITH_MIMALLOC = 13;

/** Every configuration, in the order in which they are listed. */
export const CONFIGURATIONS: readonly Configuration[] = [
  entry("pymalloc", "CPython's allocator, by the model, to the address", { kind: "model" }),
  entry("libpython", "the pymalloc of a real libpython of the trace's version", {
    kind: "libpython",
  }),
  entry(
    "cpython-mimalloc",
    "a libpython from 3.13 on, told to use its mimalloc",
    { kind: "libpython", from: FIRST_WITH_MIMALLOC },
    { settings: { PYTHONMALLOC: "mimalloc" } },
  ),
  entry("glibc", "this machine's malloc", { kind: "libc" }, { ask: "malloc_trim" }),
  glibc("glibc-arena1", "one arena", { MALLOC_ARENA_MAX: "1" }),
  glibc("glibc-trim0", "trims whatever is free at its top", { MALLOC_TRIM_THRESHOLD_: "0" }),
  glibc("glibc-no-tcache", "without its thread's cache", {
    GLIBC_TUNABLES: "glibc.malloc.tcache_count=0",
  }),
  glibc("glibc-no-fastbins", "without its fast bins", { GLIBC_TUNABLES: "glibc.malloc.mxfast=0" }),
  glibc("glibc-no-caches", "without either", {
    GLIBC_TUNABLES: "glibc.malloc.tcache_count=0:glibc.malloc.mxfast=0",
  }),
  preloaded("jemalloc", "as it comes", JEMALLOC, "jemalloc", "libjemalloc2"),
  preloaded("jemalloc-decay0", "keeps nothing that is free", JEMALLOC, "jemalloc", "libjemalloc2", {
    MALLOC_CONF: "dirty_decay_ms:0,muzzy_decay_ms:0",
  }),
  preloaded("tcmalloc", "of gperftools", TCMALLOC, "tcmalloc", "libtcmalloc-minimal4"),
  preloaded(
    "mimalloc",
    "version 2",
    [/^libmimalloc\.so\.2(\.\d+)*$/],
    "mimalloc",
    "libmimalloc2.0",
  ),
  preloaded("mimalloc-3", "version 3", [/^libmimalloc\.so\.3(\.\d+)*$/], "mimalloc"),
  entry("musl", "the malloc of musl libc", { kind: "musl" }, { debian: "musl-tools" }),
  preloaded("tbbmalloc", "of oneTBB", [/^libtbbmalloc_proxy\.so(\.\d+)*$/], "tbb", "libtbbmalloc2"),
  preloaded(
    "scudo",
    "LLVM's hardened allocator",
    [/^libclang_rt\.scudo_standalone.*\.so$/, /^libscudo\.so(\.\d+)*$/],
    "scudo",
    "libclang-rt-14-dev",
  ),
  preloaded("mesh", "merges pages while they are in use", [/^libmesh\.so(\.\d+)*$/], "mesh"),
  preloaded("snmalloc", "Microsoft Research's", [/^libsnmallocshim\.so$/], "none"),
  preloaded("rpmalloc", "of Rampant Pixels", [/^librpmalloc(wrap)?\.so$/], "rpmalloc"),
  preloaded("hoard", "the first with heaps by processor", [/^libhoard\.so$/], "none"),
];

/**
 * Finds configurations by name.
 *
 * @throws {RangeError} when there is none of that name; the message has those there are.
 *
 * @example
 * configurationNamed("glibc").ask; // => "malloc_trim"
 */
export function configurationNamed(name: string): Configuration {
  const found = CONFIGURATIONS.find((one) => one.name === name);
  if (found !== undefined) return found;
  const names = CONFIGURATIONS.map((one) => one.name).join(", ");
  throw new RangeError(`there is no allocator "${name}"; there are ${names}`);
}

/**
 * Settings as a command line has them, with spaces between them.
 *
 * @example
 * settingsText(configurationNamed("glibc-arena1")); // => "MALLOC_ARENA_MAX=1"
 */
export function settingsText({ settings }: Pick<Configuration, "settings">): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}`)
    .join(" ");
}

function entry(
  name: string,
  about: string,
  runner: Runner,
  more: Partial<Pick<Configuration, "settings" | "ask" | "debian" | "isByNameOnly">> = {},
): Configuration {
  return { name, about, runner, settings: {}, ask: "none", ...more };
}

function glibc(name: string, about: string, settings: Configuration["settings"]): Configuration {
  const more = { settings, ask: "malloc_trim", isByNameOnly: true } as const;
  return entry(name, `glibc: ${about}`, { kind: "libc" }, more);
}

function preloaded(
  name: string,
  about: string,
  libraries: readonly RegExp[],
  ask: Asking,
  debian?: string,
  settings: Configuration["settings"] = {},
): Configuration {
  const more = { ask, settings, ...(debian !== undefined && { debian }) };
  return entry(name, about, { kind: "preload", libraries }, more);
}
