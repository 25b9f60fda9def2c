/**
 * Where tslab is. It is not a dependency of the library, which runs without it, so it
 * may be missing where the library is used from another project.
 */
import { createRequire } from "node:module";

/** The version of tslab whose internals the kernel is built on. */
export const TSLAB_VERSION = "1.0.22";

/** No tslab, or one other than {@link TSLAB_VERSION}, is installed. */
export class TslabVersionError extends Error {
  override readonly name = "TslabVersionError";
}

/**
 * Gives what resolves modules as tslab's own files do.
 *
 * @throws {TslabVersionError} when tslab is not installed, or another version of it.
 */
export function tslabRequire(): NodeJS.Require {
  const require = createRequire(import.meta.url);
  let path: string;
  try {
    path = require.resolve("tslab");
  } catch {
    throw new TslabVersionError(
      `notebooks run in tslab, which is not installed: run \`npm ci\` in the repository, or ` +
        `\`npm install --save-exact tslab@${TSLAB_VERSION}\` in a project of your own`,
    );
  }
  const manifest: { readonly version: string } = require("tslab/package.json");
  refuseOtherTslab(manifest.version);
  return createRequire(path);
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
