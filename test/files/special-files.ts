/** Files that are not regular ones, made in a folder of a test's own. */
import { spawnSync } from "node:child_process";

/** Numbers of devices whose behaviour the tests use; the nodes are the tests' own. */
const DEVICES = { null: ["c", "1", "3"], full: ["c", "1", "7"], disk: ["b", "7", "99"] } as const;

/** Makes a device's node; only root may. */
export function makeDevice(path: string, device: keyof typeof DEVICES): void {
  make("mknod", [path, ...DEVICES[device]]);
}

/** Makes a pipe with a name. */
export function makePipe(path: string): void {
  make("mkfifo", [path]);
}

function make(program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}

/** Why no device can be made here, or `undefined`. */
export const noDevices = process.getuid?.() === 0 ? undefined : "only root makes devices";
