import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

/** A file of this folder. */
export const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Runs `pymalloc-lab` to its end. */
export function command(args: readonly string[], env: NodeJS.ProcessEnv = {}, cwd?: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    encoding: "utf8",
    env: { ...process.env, PYTHONHASHSEED: "0", PYTHONDONTWRITEBYTECODE: "1", ...env },
    ...(cwd === undefined ? {} : { cwd }),
  });
  return { status, stdout, stderr };
}

/** A Python of this machine that can be recorded, or why there is none. */
export function recordablePython(): { python: string; missing?: string } {
  if (process.platform !== "linux") return { python: "", missing: "not Linux" };
  if (spawnSync("cc", ["--version"]).status !== 0) return { python: "", missing: "no C compiler" };
  const about = [
    "import platform, sys, sysconfig",
    "ours = (3, 6) <= sys.version_info[:2] <= (3, 15)",
    "gil = not sysconfig.get_config_var('Py_GIL_DISABLED')",
    "print(sys.executable, int(ours and gil and platform.python_implementation() == 'CPython'))",
  ].join("\n");
  const { status, stdout } = spawnSync("python3", ["-c", about], { encoding: "utf8" });
  const [python = "", recordable] = status === 0 ? stdout.trim().split(" ") : [];
  if (python === "") return { python, missing: "no python3" };
  return recordable === "1" ? { python } : { python, missing: "python3 is no CPython 3.6 to 3.15" };
}

/** Compiles a C file of this folder. */
export function compile(source: string, output: string, flags: readonly string[]): void {
  const { status, stderr } = spawnSync("cc", [here(source), "-o", output, ...flags], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
}
