/** Finds the Pythons of a machine: on the search path, and where version managers put them. */
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import {
  type Interpreter,
  inspectInterpreter,
  type RefusedInterpreter,
} from "./python-interpreter.js";

const NAME = /^(python3(\.\d+)?t?d?|pypy3(\.\d+)?)$/;
const SYSTEM_FOLDERS = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"];

/**
 * Finds interpreters, each once, oldest version first; those that cannot be measured come
 * last, with the reason.
 */
export function findInterpreters(
  environment: NodeJS.ProcessEnv,
): (Interpreter | RefusedInterpreter)[] {
  const paths = folders(environment).flatMap(pythonsIn);
  const found = [...new Set(paths)].map(inspectInterpreter);
  const once = new Map(found.map((one) => [identity(one), one]).reverse() as [string, Found][]);
  return [...once.values()].sort(byVersion);
}

type Found = Interpreter | RefusedInterpreter;

function folders(environment: NodeJS.ProcessEnv): string[] {
  const managed = [
    join(environment["PYENV_ROOT"] ?? join(homedir(), ".pyenv"), "versions"),
    join(homedir(), ".local/share/uv/python"),
    "/opt/python",
  ];
  return [
    // A shim of pyenv starts an interpreter that is found under its own name below.
    ...(environment["PATH"] ?? "").split(delimiter).filter((folder) => !/^$|shims$/.test(folder)),
    ...managed.flatMap((folder) => namesIn(folder).map((name) => join(folder, name, "bin"))),
    ...SYSTEM_FOLDERS,
  ];
}

function pythonsIn(folder: string): string[] {
  return namesIn(folder)
    .filter((name) => NAME.test(name))
    .map((name) => join(folder, name));
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

/** Links and launchers of one program are one interpreter. */
function identity(found: Found): string {
  const path = "program" in found ? found.program : found.path;
  return existsSync(path) ? realpathSync(path) : path;
}

function byVersion(one: Found, other: Found): number {
  const order = (found: Found) =>
    "version" in found
      ? found.version
          .split(".")
          .map((part) => part.padStart(4, "0"))
          .join()
      : "~";
  return order(one) < order(other) ? -1 : 1;
}
