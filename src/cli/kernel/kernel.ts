/** `pymalloc-lab kernel install|remove`: the kernel in the user's own Jupyter. */
import { homedir } from "node:os";
import { fileURLToPath } from "node:url";
import {
  installKernelspec,
  KernelspecError,
  removeKernelspec,
} from "../../notebook/kernel/installed-kernel.js";
import { userDataFolder } from "../../notebook/kernel/jupyter-folders.js";
import { tslabRequire } from "../../notebook/kernel/tslab-package.js";
import { readArguments } from "../arguments/read-arguments.js";
import { UsageError } from "../arguments/usage-error.js";

const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url)).replace(/[\\/]$/, "");

/**
 * Runs the subcommand.
 *
 * @throws {UsageError} for wrong use, and when the kernel that is there is not ours.
 */
export async function kernelCommand(args: string[]): Promise<number> {
  const { positionals } = readArguments({ args, options: {}, allowPositionals: true });
  const [verb = "", ...rest] = positionals;
  if ((verb !== "install" && verb !== "remove") || rest.length > 0) {
    throw new UsageError(`kernel takes install or remove, got "${positionals.join(" ")}"`);
  }
  const dataFolder = userDataFolder({
    platform: process.platform,
    home: homedir(),
    environment: process.env,
  });
  try {
    process.stdout.write(verb === "install" ? install(dataFolder) : remove(dataFolder));
  } catch (error) {
    if (error instanceof KernelspecError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
  return 0;
}

function install(dataFolder: string): string {
  // A kernel that cannot start is better refused here than in the front end.
  tslabRequire();
  const source = { repository: REPOSITORY, node: process.execPath };
  const folder = installKernelspec(dataFolder, source);
  return [
    `installed ${folder}`,
    `It starts ${process.execPath} on ${REPOSITORY}: install it again when either moves.`,
    'Choose the kernel "TypeScript (pymalloc-lab)"; VS Code lists it after it is started again.',
    "",
  ].join("\n");
}

function remove(dataFolder: string): string {
  const folder = removeKernelspec(dataFolder, REPOSITORY);
  if (folder === undefined) return `no kernel pymalloc-lab is installed in ${dataFolder}\n`;
  return `removed ${folder}\n`;
}
