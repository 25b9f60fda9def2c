/** The subcommands there are: what each prints for help, and where it is. */
import {
  INSPECT_HELP,
  KERNEL_HELP,
  LINEUP_HELP,
  MEASURE_HELP,
  NEW_HELP,
  NOTEBOOK_HELP,
  PROCESS_HELP,
  RECORD_HELP,
  REPLAY_HELP,
  RUN_HELP,
  SLIDES_HELP,
  STATS_HELP,
  SWEEP_HELP,
} from "./arguments/command-help.js";

/** A subcommand: its arguments in, its exit code out. */
export type Run = (args: string[]) => Promise<number>;

/** A subcommand, not loaded yet. */
export interface Command {
  readonly help: string;
  /** Loads what it needs, and nothing that only others need. */
  readonly load: () => Promise<Run>;
}

/** By the name on the command line. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  run: { help: RUN_HELP, load: async () => (await import("./run/run.js")).runCommand },
  measure: {
    help: MEASURE_HELP,
    load: async () => (await import("./measure/measure.js")).measureCommand,
  },
  sweep: { help: SWEEP_HELP, load: async () => (await import("./sweep/sweep.js")).sweepCommand },
  replay: {
    help: REPLAY_HELP,
    load: async () => (await import("./replay/replay.js")).replayCommand,
  },
  record: {
    help: RECORD_HELP,
    load: async () => (await import("./record/record.js")).recordCommand,
  },
  stats: { help: STATS_HELP, load: async () => (await import("./stats/stats.js")).statsCommand },
  inspect: {
    help: INSPECT_HELP,
    load: async () => (await import("./inspect/inspect.js")).inspectCommand,
  },
  process: {
    help: PROCESS_HELP,
    load: async () => (await import("./process/process.js")).processCommand,
  },
  lineup: {
    help: LINEUP_HELP,
    load: async () => (await import("./lineup/lineup.js")).lineupCommand,
  },
  kernel: {
    help: KERNEL_HELP,
    load: async () => (await import("./kernel/kernel.js")).kernelCommand,
  },
  new: { help: NEW_HELP, load: async () => (await import("./new/new.js")).newCommand },
  slides: {
    help: SLIDES_HELP,
    load: async () => (await import("./slides/slides.js")).slidesCommand,
  },
  // The notebook tools need tslab, which a reader of the library may not have.
  notebook: {
    help: NOTEBOOK_HELP,
    load: async () => (await import("./notebook/notebook.js")).notebookCommand,
  },
};
