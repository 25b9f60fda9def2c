/** Which of the configurations this machine can run, and by what. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Configuration } from "../../doors/lineup.js";
import { findInterpreters } from "../measure/find-interpreters.js";
import type { Interpreter } from "../measure/python-interpreter.js";
import { glibcVersion } from "./machine.js";
import { hasCommand } from "./replayer.js";

/** What a configuration is run by, or why it cannot be. */
export type FoundAllocator =
  | { readonly kind: "model" | "libc" | "musl" }
  | { readonly kind: "preload"; readonly library: string }
  | { readonly kind: "libpython"; readonly library: string; readonly home: string }
  | { readonly kind: "missing"; readonly why: string };

/** Looks for allocators on this machine; each thing is looked up once. */
export class AllocatorFinder {
  readonly #environment: NodeJS.ProcessEnv;
  /** Paths that the user gave, by configuration. */
  readonly #given: ReadonlyMap<string, string>;
  #libraries: readonly string[] | undefined;
  #pythons: readonly Interpreter[] | undefined;

  constructor(environment: NodeJS.ProcessEnv, given: ReadonlyMap<string, string> = new Map()) {
    this.#environment = environment;
    this.#given = given;
  }

  /** @param release - the trace's Python, such as "3.11.7"; without it any will do. */
  find(configuration: Configuration, release?: string): FoundAllocator {
    const { runner } = configuration;
    switch (runner.kind) {
      case "model":
        return { kind: "model" };
      case "libc":
        return glibcVersion() !== ""
          ? { kind: "libc" }
          : missing(configuration, "this machine's libc is not glibc");
      case "musl":
        return hasCommand("musl-gcc", "--version")
          ? { kind: "musl" }
          : missing(configuration, "there is no musl-gcc");
      case "preload":
        return this.#preload(configuration, runner.libraries);
      case "libpython":
        return this.#libpython(configuration, runner.from, release);
    }
  }

  #preload(configuration: Configuration, names: readonly RegExp[]): FoundAllocator {
    const given = this.#given.get(configuration.name);
    if (given !== undefined) return { kind: "preload", library: given };
    this.#libraries ??= librariesOf(this.#environment);
    for (const name of names) {
      const library = this.#libraries.find((path) =>
        name.test(path.slice(path.lastIndexOf("/") + 1)),
      );
      if (library !== undefined) return { kind: "preload", library };
    }
    return missing(configuration, "its library is not here");
  }

  #libpython(configuration: Configuration, from: number | undefined, release = ""): FoundAllocator {
    const given = this.#given.get(configuration.name);
    this.#pythons ??= findInterpreters(this.#environment).filter((one) => "version" in one);
    const version = release.split(".").slice(0, 2).join(".");
    const suits = ({ python }: Interpreter) =>
      from === undefined
        ? release === "" || python === version
        : Number(python.split(".")[1]) >= from;
    for (const python of this.#pythons.filter(suits).toReversed()) {
      const library = libraryOf(python);
      if (library !== undefined && (given === undefined || given === python.path)) {
        return { kind: "libpython", ...library };
      }
    }
    const which = from === undefined ? `Python ${version || "3"}` : `Python 3.${from} or later`;
    return missing(configuration, `no ${which} with a shared libpython is found`);
  }
}

function missing({ debian }: Configuration, why: string): FoundAllocator {
  return { kind: "missing", why: debian === undefined ? why : `${why} (Debian: ${debian})` };
}

/** Where a linker looks, and where LLVM keeps its own. */
function librariesOf(environment: NodeJS.ProcessEnv): string[] {
  const cache = ["ldconfig", "/sbin/ldconfig"]
    .map((command) => spawnSync(command, ["-p"], { encoding: "utf8" }))
    .find(({ status }) => status === 0);
  const cached = [...(cache?.stdout ?? "").matchAll(/=> (\/.*)$/gm)].map(([, path = ""]) => path);
  const llvm = filesIn("/usr/lib")
    .filter((folder) => /\/llvm-\d+$/.test(folder))
    .flatMap((folder) => filesIn(join(folder, "lib/clang")))
    .flatMap((folder) => filesIn(join(folder, "lib/linux")))
    .filter((path) => path.endsWith(`${LLVM_MACHINES[process.arch]}.so`));
  const named = (environment["LD_LIBRARY_PATH"] ?? "").split(":").filter((folder) => folder !== "");
  return [...[...named, "/usr/local/lib"].flatMap(filesIn), ...cached, ...llvm];
}

/** LLVM's names of machines. */
const LLVM_MACHINES: Partial<Record<NodeJS.Architecture, string>> = {
  x64: "x86_64",
  arm64: "aarch64",
};

function filesIn(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .sort()
        .map((name) => join(folder, name))
    : [];
}

const QUESTION = `
import sys, sysconfig
print(sysconfig.get_config_var("LIBDIR"))
print(sysconfig.get_config_var("INSTSONAME") or "")
print(sys.base_prefix)
`;

/** The shared library of an interpreter that has one, and where its modules are. */
function libraryOf({ path, loader }: Interpreter): { library: string; home: string } | undefined {
  if (loader.length > 0) return undefined;
  const { stdout, status } = spawnSync(path, ["-I", "-c", QUESTION], { encoding: "utf8" });
  if (status !== 0) return undefined;
  const [folder = "", name = "", home = ""] = stdout.split("\n");
  const library = join(folder, name);
  return /\.so/.test(name) && existsSync(library) ? { library, home } : undefined;
}
