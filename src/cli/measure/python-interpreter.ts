/**
 * What kind of Python a program is, and whether its pymalloc can be measured.
 */
import { spawnSync } from "node:child_process";
import { modelledVersions, type PythonVersion, parsePythonVersion } from "../../doors/pymalloc.js";

/** An interpreter whose pymalloc is the one that is modelled. */
export interface Interpreter {
  readonly path: string;
  /** All of it: "3.11.7". */
  readonly version: string;
  readonly python: PythonVersion;
  /** The program behind symbolic links, launchers and virtual environments. */
  readonly program: string;
  /**
   * The dynamic loader and its options, which have to stand before the program: a build
   * that was unpacked in a folder, with a libc of its own. Empty for an installed one.
   */
  readonly loader: readonly string[];
}

/** A program that cannot be measured, and why. */
export interface RefusedInterpreter {
  readonly path: string;
  readonly refused: string;
}

/** What an interpreter says of itself; it has to run on any Python, 2.7 as well. */
const QUESTIONS = `
import json, os, platform, sys
try:
    import sysconfig
    var = sysconfig.get_config_var
except ImportError:
    var = lambda name: None
program = getattr(sys, "_base_executable", None) or sys.executable
loader = []
try:
    # Of a program that its dynamic loader was asked to start, Linux says that it is the loader.
    if os.path.realpath("/proc/self/exe") != os.path.realpath(program):
        with open("/proc/self/cmdline") as words:
            words = words.read().split(chr(0))
        loader = words[:[os.path.realpath(word) for word in words].index(os.path.realpath(program))]
except (EnvironmentError, ValueError):
    pass
print(json.dumps({
    "implementation": platform.python_implementation(),
    "version": "%d.%d.%d" % sys.version_info[:3],
    "program": program,
    "loader": loader,
    "isDebugBuild": hasattr(sys, "gettotalrefcount"),
    "isFreeThreaded": bool(var("Py_GIL_DISABLED")),
    "hasPymalloc": var("WITH_PYMALLOC") != 0,
    "hasStats": hasattr(sys, "_debugmallocstats"),
    "is64Bit": sys.maxsize > 2 ** 32,
}))
`;

interface Answers {
  readonly implementation: string;
  readonly version: string;
  readonly program: string;
  readonly loader?: readonly string[];
  readonly isDebugBuild: boolean;
  readonly isFreeThreaded: boolean;
  readonly hasPymalloc: boolean;
  readonly hasStats: boolean;
  readonly is64Bit: boolean;
}

const ANSWER_MILLISECONDS = 20_000;

/** Allocators that `PYTHONMALLOC` can name and that leave pymalloc as it is modelled. */
const MODELLED_ALLOCATORS = ["", "default", "pymalloc"];

/** Asks a program what it is. */
export function inspectInterpreter(path: string): Interpreter | RefusedInterpreter {
  const { status, stdout, stderr, error } = spawnSync(path, ["-E", "-s", "-c", QUESTIONS], {
    encoding: "utf8",
    timeout: ANSWER_MILLISECONDS,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const refused = (why: string): RefusedInterpreter => ({ path, refused: why });
  if (error !== undefined) return refused(whyNotStarted(error));
  let answers: Answers;
  try {
    answers = JSON.parse(stdout);
  } catch {
    const said = stderr.trim().split("\n").at(-1) ?? "";
    return refused(`does not answer as a Python would (exit code ${status}): ${said}`);
  }
  const why = whyNotMeasurable(answers);
  if (why !== undefined) return refused(why);
  const { version, program, loader = [] } = answers;
  return { path, version, program, loader, python: parsePythonVersion(version) };
}

function whyNotStarted(error: Error): string {
  const code = "code" in error ? error.code : "";
  if (code === "ENOENT") return "there is no such program; --python takes a path, a command or all";
  if (code === "EACCES") return "it cannot be executed";
  if (code === "ETIMEDOUT") return "it did not answer";
  return error.message;
}

function whyNotMeasurable(answers: Answers): string | undefined {
  const { implementation, version } = answers;
  if (implementation !== "CPython") {
    return `it is ${implementation} ${version}: only CPython has pymalloc`;
  }
  if (!/^3\./.test(version)) return `it is Python ${version}; ${modelledVersions()} are modelled`;
  if (answers.isFreeThreaded) {
    return `it is a free-threaded build of ${version}: it uses mimalloc, and has no arenas`;
  }
  if (answers.isDebugBuild) {
    return `it is a debug build of ${version}: it pads every request before pymalloc sees it`;
  }
  if (!answers.hasPymalloc) return `it was built without pymalloc (${version})`;
  if (!answers.is64Bit) return `it is a 32-bit build of ${version}; 64-bit ones are modelled`;
  if (!answers.hasStats) return `it has no sys._debugmallocstats (${version})`;
  try {
    parsePythonVersion(version);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return undefined;
}

/**
 * Why the allocator that the environment asks for is not to be measured, or `undefined`
 * where it is pymalloc.
 */
export function refusedAllocator(environment: NodeJS.ProcessEnv): string | undefined {
  const name = environment["PYTHONMALLOC"] ?? "";
  if (MODELLED_ALLOCATORS.includes(name)) return undefined;
  const effect = name.endsWith("debug") ? "pads every request" : "puts another in pymalloc's place";
  return `PYTHONMALLOC=${name} is set, which ${effect}: unset it to measure pymalloc`;
}
