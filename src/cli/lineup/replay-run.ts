/** One run of a plan on a real allocator, in a process of its own. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Configuration, HeldFigures } from "../../doors/lineup.js";
import type { Interruption } from "../interruption.js";
import type { FoundAllocator } from "./find-allocators.js";
import { replayerProgram } from "./replayer.js";

/** A plan in a file. */
export interface PlanFile {
  readonly path: string;
  readonly slotCount: number;
  /** Readings that a run takes, without those after the mark. */
  readonly momentCount: number;
  /** Which of them is the mark. */
  readonly markMoment: number;
}

/** What a run said. */
export interface ReplayRun {
  readonly version: string;
  readonly figures: HeldFigures;
  /** Bytes held at each moment of the plan. */
  readonly held: readonly number[];
}

/** How to run. */
export interface RunOptions {
  readonly waitSeconds: number;
  readonly interruption: Interruption;
  readonly progress: (share: number) => void;
}

/** Python's release from which PyObject_Malloc needs an interpreter that was started: 3.12. */
const NEEDS_INTERPRETER = 12;

/**
 * Runs a plan.
 *
 * @throws {Error} with what the run said, when it did not come to its end.
 */
export async function runPlan(
  plan: PlanFile,
  configuration: Configuration,
  found: Exclude<FoundAllocator, { kind: "model" | "missing" }>,
  options: RunOptions,
): Promise<ReplayRun> {
  const program = replayerProgram(found.kind === "musl" ? "musl" : "system");
  const answers = new Answers(plan);
  const child = spawn(program, argumentsOf(plan, configuration, found, options.waitSeconds), {
    env: environmentOf(configuration, found),
    stdio: ["ignore", "pipe", "pipe"],
  });
  options.interruption.onSignal = (signal) => child.kill(signal);
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint = `${complaint}${text}`.slice(0, 2000);
  });
  const ended = new Promise<number | string>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(code ?? signal ?? "nothing"));
  });
  for await (const line of createInterface(child.stdout)) {
    answers.take(line);
    options.progress(answers.share);
  }
  const ending = await ended;
  options.interruption.onSignal = undefined;
  options.interruption.check();
  if (!answers.isWhole) {
    throw new Error(complaint.trim() || `its process ended early (${ending})`);
  }
  return answers.run();
}

function argumentsOf(
  plan: PlanFile,
  { ask }: Configuration,
  found: FoundAllocator,
  waitSeconds: number,
): string[] {
  const common = [plan.path, String(plan.slotCount), String(Math.round(waitSeconds * 1000)), ask];
  if (found.kind !== "libpython") return common;
  const [, minor = ""] = /libpython3\.(\d+)/.exec(found.library) ?? [];
  return [...common, found.library, ...(Number(minor) >= NEEDS_INTERPRETER ? ["init"] : [])];
}

/** Nothing of the user's own settings: a MALLOC_ variable of theirs would be measured. */
function environmentOf({ settings }: Configuration, found: FoundAllocator): NodeJS.ProcessEnv {
  const libraries = process.env["LD_LIBRARY_PATH"];
  return {
    LC_ALL: "C",
    ...(libraries === undefined ? {} : { LD_LIBRARY_PATH: libraries }),
    ...settings,
    ...(found.kind === "preload" ? { LD_PRELOAD: found.library } : {}),
    ...(found.kind === "libpython" ? { PYTHONHOME: found.home } : {}),
  };
}

/** Reads what the program says, line by line. @see recorder/lineup.c */
class Answers {
  #version = "";
  #isEnded = false;
  readonly #held: number[] = [];
  readonly #plan: PlanFile;
  #lazyFree = 0;
  #afterWait = 0;
  #asked: number | null = null;

  constructor(plan: PlanFile) {
    this.#plan = plan;
  }

  get share(): number {
    return this.#held.length / this.#plan.momentCount;
  }

  get isWhole(): boolean {
    return this.#isEnded && this.#held.length === this.#plan.momentCount;
  }

  take(line: string): void {
    const [word, held = "0", lazyFree = "0"] = line.split(" ");
    if (word === "version") this.#version = versionIn(line);
    else if (word === "end") this.#isEnded = true;
    else if (word === "wait") this.#afterWait = Number(held);
    else if (word === "asked") this.#asked = Number(held);
    else {
      if (word === "mark") this.#lazyFree = Number(lazyFree);
      this.#held.push(Number(held));
    }
  }

  run(): ReplayRun {
    return {
      version: this.#version,
      held: this.#held,
      figures: {
        peak: Math.max(...this.#held),
        rightAway: this.#held[this.#plan.markMoment] ?? 0,
        afterWait: this.#afterWait,
        asked: this.#asked,
        lazyFree: this.#lazyFree,
      },
    };
  }
}

/** The first word after "version", without the commit that jemalloc adds. */
function versionIn(line: string): string {
  return /^version (\w[\w.]*)/.exec(line)?.[1] ?? "";
}
