/**
 * tslab's compiler and executor, loaded with other compiler options than it
 * hard-codes.
 *
 * What is used is not tslab's public interface, so the version is pinned and any other is
 * refused; see tslab-package.ts.
 */
import type { CompilerOptions } from "@tslab/typescript-for-tslab";
import { withOneTimer } from "./one-timer.js";
import { tslabRequire } from "./tslab-package.js";

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

/**
 * Loads tslab with `strict` and with `exports` maps of packages respected.
 *
 * @throws {TslabVersionError} when tslab is not installed, or another version of it.
 */
export function loadTslab(): Tslab {
  const require = tslabRequire();
  const compilerPath = require.resolve("@tslab/typescript-for-tslab");
  const compiler: Compiler = require(compilerPath);
  const loaded = require.cache[compilerPath];
  if (loaded === undefined) throw new Error(`${compilerPath} is not in the module cache`);
  // Before the converter loads: it takes the function from the module it finds in the cache.
  loaded.exports = { ...compiler, createWatchCompilerHost: watchHost(compiler) };
  return {
    compiler,
    converter: require("./converter.js"),
    executor: require("./executor.js"),
    inspection: require("./inspect.js"),
    jupyter: require("./jupyter.js"),
  };
}

function watchHost(compiler: Compiler): (...args: readonly unknown[]) => unknown {
  return (rootFiles, options, ...rest) =>
    withOneTimer(
      Reflect.apply(compiler.createWatchCompilerHost, compiler, [
        rootFiles,
        { ...asOptions(options), ...notebookOptions(compiler) },
        ...rest,
      ]),
    );
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
