/** Versions of libraries that cannot be asked for theirs. */
import { spawnSync } from "node:child_process";
import { readdirSync, realpathSync } from "node:fs";

/** The version of the musl that programs are linked with; empty where its loader is not found. */
export function muslVersion(): string {
  const loader = readdirSync("/lib").find((name) => /^ld-musl-.*\.so/.test(name));
  if (loader === undefined) return "";
  const { stderr = "" } = spawnSync(`/lib/${loader}`, [], { encoding: "utf8" });
  return /^Version (\S+)$/m.exec(stderr)?.[1] ?? "";
}

/** What stands after ".so." in the name of the file itself; empty where nothing does. */
export function versionOfFile(library: string): string {
  return /\.so\.([\d.]+)$/.exec(realpathSync(library))?.[1] ?? "";
}
