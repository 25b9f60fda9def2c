/**
 * Where Jupyter keeps what a user installs, by Jupyter's own rules.
 *
 * @see https://docs.jupyter.org/en/latest/use/jupyter-directories.html
 */
import { posix, win32 } from "node:path";

/** What the rules ask of a machine. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Says where a user's Jupyter data is; kernels are in its folder `kernels`.
 *
 * @example
 * userDataFolder({ platform: "linux", home: "/home/ada", environment: {} }); // => "/home/ada/.local/share/jupyter"
 */
export function userDataFolder({ platform, home, environment }: Machine): string {
  const { JUPYTER_DATA_DIR, XDG_DATA_HOME, APPDATA, JUPYTER_CONFIG_DIR } = environment;
  if (JUPYTER_DATA_DIR) return JUPYTER_DATA_DIR;
  if (platform === "darwin") return posix.join(home, "Library", "Jupyter");
  if (platform === "win32") {
    if (APPDATA) return win32.join(APPDATA, "jupyter");
    return win32.join(JUPYTER_CONFIG_DIR || win32.join(home, ".jupyter"), "data");
  }
  return posix.join(XDG_DATA_HOME || posix.join(home, ".local", "share"), "jupyter");
}
