/** What Linux says of a process beside its memory, and why that may not be read (Node only). */
import { existsSync, readFileSync, readlinkSync } from "node:fs";
import { InspectionRefused } from "./inspection-refused.js";

/** Longest command line that is shown, in characters. */
const COMMAND_LENGTH = 160;

/** States of a process that has ended: its parent has not asked for its exit code yet. */
const ENDED_STATES = ["Z", "X"];

/** A process. */
export interface ProcessFacts {
  readonly pid: number;
  readonly commandLine: string;
  /** Path of the program, "" where it may not be read. */
  readonly executable: string;
  /** The variables whose names begin with PYTHON. */
  readonly pythonVariables: ReadonlyMap<string, string>;
  /** When it started, in the kernel's ticks: tells a process from a later one of the same number. */
  readonly startTicks: string;
}

/**
 * Reads what there is to know of a process.
 *
 * @throws {InspectionRefused} when there is no such process, or it has no memory.
 *
 * @example
 * import { spawn } from "node:child_process";
 * const child = spawn("sleep", ["60"]);
 * readProcessFacts(child.pid).commandLine; // => "sleep 60"
 * child.kill();
 */
export function readProcessFacts(pid: number): ProcessFacts {
  if (process.platform !== "linux") {
    throw new InspectionRefused(
      `a running process is read on Linux only, and this is ${process.platform}; a core, or the copy that inspect --snippet self makes, is read on every system`,
    );
  }
  if (pid === process.pid) {
    throw new InspectionRefused(`process ${pid} is this very program`);
  }
  if (!existsSync(`/proc/${pid}`)) throw new InspectionRefused(`there is no process ${pid}`);
  const stat = procText(pid, "stat");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (ENDED_STATES.includes(stateOf(stat))) {
    throw new InspectionRefused(
      `process ${pid} has ended and waits for its parent: it has no memory`,
    );
  }
  return {
    pid,
    commandLine: processCommandLine(pid),
    executable: executableOf(pid),
    pythonVariables: pythonVariables(procText(pid, "environ")),
    startTicks: fields[19] ?? "",
  };
}

/**
 * Whether a process runs. One that has ended and waits for its parent does not: in a container
 * without an init it may wait for ever.
 *
 * @example
 * isAlive(process.pid); // => true
 */
export function isAlive(pid: number): boolean {
  const state = stateOf(procText(pid, "stat"));
  return state !== "" && !ENDED_STATES.includes(state);
}

/** The letter of a process's state; "" where there is no such process. */
function stateOf(stat: string): string {
  return stat.slice(stat.lastIndexOf(")") + 2).charAt(0);
}

/**
 * The command line of a process, cut where it is very long; "" where there is none.
 *
 * @example
 * import { spawn } from "node:child_process";
 * const child = spawn("sleep", ["60"]);
 * processCommandLine(child.pid); // => "sleep 60"
 * child.kill();
 */
export function processCommandLine(pid: number): string {
  return procText(pid, "cmdline").split("\0").join(" ").trim().slice(0, COMMAND_LENGTH);
}

/**
 * A file of /proc/PID as text; "" where it may not be read.
 *
 * @example
 * procText(process.pid, "stat").startsWith(`${process.pid} (`); // => true
 */
export function procText(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "latin1");
  } catch {
    return "";
  }
}

function executableOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    return "";
  }
}

function pythonVariables(environment: string): Map<string, string> {
  const variables = new Map<string, string>();
  for (const entry of environment.split("\0")) {
    const [, name, value] = /^(PYTHON\w*)=(.*)$/s.exec(entry) ?? [];
    if (name !== undefined && value !== undefined) variables.set(name, value);
  }
  return variables;
}

/** Says why the memory of a process may not be read, with the command that would help. */
export function permissionRefusal(pid: number, executable: string): InspectionRefused {
  const uid = Number(/^Uid:\s+(\d+)/m.exec(procText(pid, "status"))?.[1] ?? Number.NaN);
  const tracer = Number(/^TracerPid:\s+(\d+)/m.exec(procText(pid, "status"))?.[1] ?? 0);
  const own = process.getuid?.();
  const sudo = `sudo ${process.execPath} ${process.argv[1] ?? "pymalloc-lab"} inspect ${pid}`;
  const start = `the memory of process ${pid} may not be read`;
  if (tracer > 0) {
    return new InspectionRefused(
      `${start}: process ${tracer} (a debugger?) holds it; end that first`,
    );
  }
  if (own === 0) {
    return new InspectionRefused(
      `${start} even by root: this container lacks a capability; start it with --cap-add=SYS_PTRACE, or paste inspect --snippet self into the program`,
    );
  }
  if (uid !== own) {
    return new InspectionRefused(
      `${start}: it belongs to user ${uid} and you are user ${own}; run ${sudo}`,
    );
  }
  const scope = Number(procSystem("kernel/yama/ptrace_scope") || 0);
  if (scope > 0) {
    return new InspectionRefused(
      `${start}: kernel.yama.ptrace_scope is ${scope}; run ${sudo}${scope < 3 ? ", or allow it with: sudo sysctl kernel.yama.ptrace_scope=0" : ""}`,
    );
  }
  return new InspectionRefused(
    `${start}: ${executable || "it"} runs with more rights than you or forbids it; run ${sudo}`,
  );
}

function procSystem(path: string): string {
  try {
    return readFileSync(`/proc/sys/${path}`, "latin1").trim();
  } catch {
    return "";
  }
}
