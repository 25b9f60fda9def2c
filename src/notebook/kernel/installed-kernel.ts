/**
 * The kernel in a user's own Jupyter: a kernelspec with absolute paths, for VS Code and
 * for servers that are not started in the repository.
 *
 * Beside the spec lies a small program that starts the repository's launcher. It is there
 * to say so when the repository is not where it was.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { writeWholeFile } from "../../files/whole-file.js";
import { WorkFolder } from "../../files/work-folder.js";
import { KERNELSPEC } from "./kernel-identity.js";

/** A kernelspec cannot be installed or removed; the message says why and what to do. */
export class KernelspecError extends Error {
  override readonly name = "KernelspecError";
}

/** What is installed. */
export interface KernelSource {
  /** Folder of the repository, or of the package. */
  readonly repository: string;
  /** The Node that runs the kernel: its absolute path. */
  readonly node: string;
}

/** Under this key of the spec's metadata is what the kernel was installed from. */
const MARK = "pymalloc-lab";

const STARTER = "start.mjs";

/**
 * Installs the kernelspec, in place of an earlier one of ours.
 *
 * @param dataFolder - Jupyter's data folder; made where it is missing.
 * @returns the folder of the spec.
 * @throws {KernelspecError} when the library is not built, or a spec of that name is not ours.
 */
export function installKernelspec(dataFolder: string, { repository, node }: KernelSource): string {
  const launcher = launcherOf(repository);
  if (!existsSync(launcher)) {
    throw new KernelspecError(`there is no ${launcher}: run \`npm run build\` first`);
  }
  const folder = folderIn(dataFolder);
  const spec = {
    argv: [node, join(folder, STARTER), "--config-path", "{connection_file}"],
    display_name: KERNELSPEC.display_name,
    language: KERNELSPEC.language,
    interrupt_mode: "signal",
    metadata: { [MARK]: { repository } },
  };
  const writeInto = (place: string) => {
    writeWholeFile(join(place, STARTER), starterText(repository));
    writeWholeFile(join(place, "kernel.json"), `${JSON.stringify(spec, null, 2)}\n`);
  };
  if (existsSync(folder)) {
    installedFrom(folder);
    writeInto(folder);
    return folder;
  }
  mkdirSync(dirname(folder), { recursive: true });
  const unfinished = new WorkFolder(dirname(folder));
  try {
    writeInto(unfinished.path);
    renameSync(unfinished.path, folder);
  } finally {
    unfinished.remove();
  }
  return folder;
}

/**
 * Removes the kernelspec, if it is this repository's, or that of a repository which is gone.
 *
 * @returns the folder that was removed, or nothing where none was installed.
 * @throws {KernelspecError} when the spec of that name is somebody else's.
 */
export function removeKernelspec(dataFolder: string, repository: string): string | undefined {
  const folder = folderIn(dataFolder);
  if (!existsSync(folder)) return undefined;
  const other = installedFrom(folder);
  if (other !== repository && existsSync(launcherOf(other))) {
    throw new KernelspecError(`the kernel in ${folder} is of ${other}: remove it from there`);
  }
  rmSync(folder, { recursive: true });
  return folder;
}

function folderIn(dataFolder: string): string {
  return join(dataFolder, "kernels", KERNELSPEC.name);
}

function launcherOf(repository: string): string {
  return join(repository, "dist/notebook/kernel/launcher.js");
}

/** The repository that an installed spec is of. */
function installedFrom(folder: string): string {
  const repository = repositoryIn(join(folder, "kernel.json"));
  if (repository !== undefined) return repository;
  throw new KernelspecError(
    `${folder} was not made by pymalloc-lab, and is left as it is: move it away first`,
  );
}

function repositoryIn(file: string): string | undefined {
  try {
    const repository: unknown = JSON.parse(readFileSync(file, "utf8")).metadata[MARK].repository;
    return typeof repository === "string" ? repository : undefined;
  } catch {
    return undefined;
  }
}

function starterText(repository: string): string {
  return `// Made by \`npm run kernel:install\` of pymalloc-lab; removed by \`npm run kernel:remove\`.
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";

const repository = ${JSON.stringify(repository)};
const launcher = ${JSON.stringify(launcherOf(repository))};
if (existsSync(launcher)) {
  await import(pathToFileURL(launcher).href);
} else {
  console.error(
    \`The kernel pymalloc-lab was installed from \${repository}, and its \${launcher} is not there now. \` +
      "Run \`npm run kernel:install\` where the repository is, or \`npm run build\` if it was not moved.",
  );
  process.exitCode = 1;
}
`;
}
