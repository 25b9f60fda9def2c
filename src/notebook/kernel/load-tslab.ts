/**
 * tslab's compiler and executor, loaded with other compiler options than it
 * hard-codes.
 *
 * What is used is not tslab's public interface, so the version is pinned and
 * any other is refused.
 */
import { createRequire } from "node:module";
import type { CompilerOptions } from "@tslab/typescript-for-tslab";

/** The version of tslab whose internals the kernel is built on. */
export const TSLAB_VERSION = "1.0.22";

type Compiler = typeof import("@tslab/typescript-for-tslab");

/** The parts of tslab that the kernel uses. */
export interface Tslab {
  readonly compiler: Compiler;
  readonly converter: typeof import("tslab/dist/converter.js");
  readonly executor: typeof import("tslab/dist/executor.js");
  readonly inspection: typeof import("tslab/dist/inspect.js");
  /** Holds `lastWriteDisplayData`, through which `tslab.display` sends. */
  readonly jupyter: typeof import("tslab/dist/jupyter.js");
}

/** A tslab other than {@link TSLAB_VERSION} is installed. */
export class TslabVersionError extends Error {
  override readonly name = "TslabVersionError";
}

/**
 * Loads tslab with `strict` and with `exports` maps of packages respected.
 *
 * @throws {TslabVersionError} when another version of tslab is installed.
 */
export function loadTslab(): Tslab {
  const require = createRequire(import.meta.url);
  const manifest: { readonly version: string } = require("tslab/package.json");
  refuseOtherTslab(manifest.version);
  const tslabRequire = createRequire(require.resolve("tslab"));
  const compilerPath = tslabRequire.resolve("@tslab/typescript-for-tslab");
  const compiler: Compiler = tslabRequire(compilerPath);
  const loaded = tslabRequire.cache[compilerPath];
  if (loaded === undefined) throw new Error(`${compilerPath} is not in the module cache`);
  // Before the converter loads: it takes the function from the module it finds in the cache.
  loaded.exports = { ...compiler, createWatchCompilerHost: strictHost(compiler) };
  return {
    compiler,
    converter: tslabRequire("./converter.js"),
    executor: tslabRequire("./executor.js"),
    inspection: tslabRequire("./inspect.js"),
    jupyter: tslabRequire("./jupyter.js"),
  };
}

/**
 * Refuses any tslab but the one the kernel knows.
 *
 * @throws {TslabVersionError} when `version` is another.
 */
export function refuseOtherTslab(version: string): void {
  if (version === TSLAB_VERSION) return;
  throw new TslabVersionError(
    `the pymalloc-lab kernel is built on tslab ${TSLAB_VERSION}, but ${version} is installed; ` +
      "run `npm ci` in the repository",
  );
}

function strictHost(compiler: Compiler): (...args: readonly unknown[]) => unknown {
  return (rootFiles, options, ...rest) =>
    Reflect.apply(compiler.createWatchCompilerHost, compiler, [
      rootFiles,
      { ...asOptions(options), ...notebookOptions(compiler) },
      ...rest,
    ]);
}

function asOptions(options: unknown): object {
  return typeof options === "object" && options !== null ? options : {};
}

function notebookOptions(compiler: Compiler): CompilerOptions {
  return {
    strict: true,
    // A cell is a function body that tslab wraps: it asks for no "use strict" itself.
    alwaysStrict: false,
    moduleResolution: compiler.ModuleResolutionKind.Bundler,
  };
}
