/** What the machine is, as far as it matters to an allocator. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { availableParallelism, release } from "node:os";
import type { LineupMachine } from "../../doors/lineup.js";
import { UsageError } from "../arguments/usage-error.js";

const HUGE_PAGES = "/sys/kernel/mm/transparent_hugepage/enabled";
const OWN_MEMORY = "/proc/self/smaps_rollup";

/**
 * Refuses a system on which held memory cannot be read.
 *
 * @throws {UsageError} which names the system.
 */
export function assertMeasurable(platform: NodeJS.Platform): void {
  if (platform !== "linux") {
    const name = SYSTEM_NAMES[platform] ?? platform;
    throw new UsageError(
      `a lineup needs Linux: it reads ${OWN_MEMORY}, which ${name} does not have`,
    );
  }
  if (!existsSync(OWN_MEMORY)) {
    throw new UsageError(`a lineup needs ${OWN_MEMORY}, which this kernel does not have`);
  }
}

const SYSTEM_NAMES: Partial<Record<NodeJS.Platform, string>> = {
  darwin: "macOS",
  win32: "Windows",
  freebsd: "FreeBSD",
  openbsd: "OpenBSD",
};

/** Describes this machine, now. */
export function describeMachine(waitSeconds: number): LineupMachine {
  const pages = existsSync(HUGE_PAGES) ? readFileSync(HUGE_PAGES, "utf8") : "";
  return {
    date: new Date().toISOString().slice(0, 10),
    kernel: `Linux ${release()}`,
    architecture: process.arch,
    libc: glibcVersion(),
    cpus: availableParallelism(),
    hugePages: /\[(\w+)\]/.exec(pages)?.[1] ?? "none",
    waitSeconds,
  };
}

/** "glibc 2.36"; empty where the libc is another. */
export function glibcVersion(): string {
  const { stdout } = spawnSync("getconf", ["GNU_LIBC_VERSION"], { encoding: "utf8" });
  return (stdout ?? "").trim();
}

/** Bytes that a process could have without the machine running out. */
export function availableBytes(): number {
  const [, kib = "0"] = /^MemAvailable: +(\d+)/m.exec(readFileSync("/proc/meminfo", "utf8")) ?? [];
  return Number(kib) * 1024;
}
