/** `pymalloc-lab lineup`: the requests of a trace, given to real allocators. */
import { basename, join } from "node:path";
import type { ReplayPlan } from "../../doors/internal.js";
import {
  type AllocatorFigures,
  type Configuration,
  figuresOfRepeats,
  type LineupReport,
  settingsText,
} from "../../doors/lineup.js";
import { outputPlace } from "../../files/output-place.js";
import { writeWholeFile } from "../../files/whole-file.js";
import { WorkFolder } from "../../files/work-folder.js";
import { UsageError } from "../arguments/usage-error.js";
import { Interruption } from "../interruption.js";
import { ProgressLine } from "../text/progress-line.js";
import { AllocatorFinder, type FoundAllocator } from "./find-allocators.js";
import {
  type LineupRequest,
  readLineupArguments,
  usualConfigurations,
} from "./lineup-arguments.js";
import { assertMeasurable, availableBytes, describeMachine } from "./machine.js";
import { type PlanFile, type ReplayRun, runPlan } from "./replay-run.js";
import { lineupText, listText } from "./told.js";
import { type TraceColumns, unzipTrace } from "./trace-columns.js";
import { muslVersion, versionOfFile } from "./versions.js";
import { comparedMoment, writePlan } from "./written-plan.js";

/** Runs the subcommand; exit code 1 where an allocator did not come to the trace's end. */
export async function lineupCommand(args: string[]): Promise<number> {
  const request = readLineupArguments(args);
  assertMeasurable(process.platform);
  if (request === "list") {
    process.stdout.write(listText(new AllocatorFinder(process.env)));
    return 0;
  }
  const workshop = new WorkFolder();
  const interruption = new Interruption();
  try {
    return await runLineup(request, workshop.path, interruption);
  } finally {
    interruption.release();
    workshop.remove();
  }
}

async function runLineup(
  request: LineupRequest,
  folder: string,
  interruption: Interruption,
): Promise<number> {
  const columns = await unzipTrace(request.trace, folder);
  try {
    const moment = comparedMoment(columns.header, request.at);
    const { entries, missing } = chooseEntries(request, columns.header.release);
    const progress = new ProgressLine(process.stderr);
    const path = join(folder, "plan");
    const plan = await writePlan(path, columns, moment, shareOf("reading", progress), interruption);
    assertRoomFor(plan);
    const lineup = new Lineup(request, path, plan, interruption, progress);
    for (const entry of entries) await lineup.add(entry);
    progress.clear();
    const report = reportOf(request, columns, moment, plan, lineup.allocators);
    if (request.out !== undefined) {
      writeWholeFile(request.out, `${JSON.stringify(report, null, 1)}\n`);
    }
    const notes = [...missing, ...lineup.failed];
    // What goes to /dev/stdout is JSON alone.
    if (request.out === undefined || outputPlace(request.out).kind === "file") {
      process.stdout.write(lineupText(basename(request.trace), report, notes));
    }
    return lineup.failed.length > 0 ? 1 : 0;
  } finally {
    columns.close();
  }
}

/** Shows how far somebody is, 0 to 1. */
function shareOf(name: string, progress: ProgressLine): (share: number) => void {
  return (share) => progress.show(`${name} ${Math.floor(share * 100)}%`);
}

/** A configuration with what runs it. */
interface Entry {
  readonly configuration: Configuration;
  readonly found: Exclude<FoundAllocator, { kind: "missing" }>;
}

function chooseEntries({ configurations, libraries }: LineupRequest, release: string) {
  const finder = new AllocatorFinder(process.env, libraries);
  const entries: Entry[] = [];
  const missing: string[] = [];
  for (const configuration of configurations ?? usualConfigurations()) {
    const found = finder.find(configuration, release);
    if (found.kind !== "missing") entries.push({ configuration, found });
    else missing.push(`${configuration.name} is not among them: ${found.why}`);
  }
  if (configurations !== undefined && missing.length > 0) {
    throw new UsageError(missing.join("\n").replaceAll(" is not among them", ""));
  }
  return { entries, missing };
}

function assertRoomFor({ mostLive }: ReplayPlan): void {
  const available = availableBytes();
  if (mostLive <= available) return;
  const gib = (bytes: number) => (bytes / 2 ** 30).toFixed(1);
  throw new UsageError(
    `the trace has ${gib(mostLive)} GiB live at its most, and this machine has ${gib(available)} GiB to give`,
  );
}

/** Runs one allocator after the other. */
class Lineup {
  readonly allocators: AllocatorFigures[] = [];
  /** A line for each that did not come to the end. */
  readonly failed: string[] = [];
  readonly #file: PlanFile;

  constructor(
    readonly request: LineupRequest,
    path: string,
    readonly plan: ReplayPlan,
    readonly interruption: Interruption,
    readonly progress: ProgressLine,
  ) {
    this.#file = {
      path,
      slotCount: plan.slotCount,
      momentCount: plan.moments.length,
      markMoment: plan.markMoment ?? 0,
    };
  }

  async add({ configuration, found }: Entry): Promise<void> {
    const runs: ReplayRun[] = [];
    try {
      if (found.kind === "model") runs.push(this.#byModel());
      else {
        for (let repeat = 0; repeat < this.request.repeats; repeat++) {
          const waitSeconds = repeat === 0 ? this.request.waitSeconds : 0;
          const progress = shareOf(configuration.name, this.progress);
          const { interruption } = this;
          const options = { waitSeconds, interruption, progress };
          runs.push(await runPlan(this.#file, configuration, found, options));
        }
      }
      this.allocators.push(this.#figures(configuration, found, runs));
    } catch (error) {
      if (error instanceof UsageError || !(error instanceof Error)) throw error;
      this.failed.push(`${configuration.name} did not come to the end: ${error.message}`);
    }
  }

  #byModel(): ReplayRun {
    const held = this.plan.moments.map(({ modelHeld }) => modelHeld);
    const rightAway = held[this.#file.markMoment] ?? 0;
    const peak = Math.max(...held);
    const figures = { peak, rightAway, afterWait: rightAway, asked: null, lazyFree: 0 };
    return { version: "", held, figures };
  }

  #figures(
    configuration: Configuration,
    found: Entry["found"],
    runs: readonly ReplayRun[],
  ): AllocatorFigures {
    const { moments } = this.plan;
    const [first] = runs;
    return {
      name: configuration.name,
      version: first?.version || versionOf(found),
      settings: settingsText(configuration),
      live: moments[this.#file.markMoment]?.live ?? 0,
      ...figuresOfRepeats(runs.map(({ figures }) => figures)),
      repeats: runs.map(({ figures }) => figures),
      samples: moments.map(({ event, live }, at) => ({ event, live, held: first?.held[at] ?? 0 })),
    };
  }
}

function reportOf(
  { waitSeconds }: LineupRequest,
  { header, sha256 }: TraceColumns,
  moment: { readonly event: number; readonly text: string },
  { bounds }: ReplayPlan,
  allocators: readonly AllocatorFigures[],
): LineupReport {
  if (bounds === undefined) throw new Error("the plan has no moment to compare at");
  return {
    trace: {
      sha256,
      events: header.eventCount,
      python: header.release,
      workload: header.workload,
      at: moment.event,
      moment: moment.text,
    },
    machine: describeMachine(waitSeconds),
    allocators,
    bounds,
  };
}

/** Of a library that does not say it. */
function versionOf(found: Entry["found"]): string {
  if (found.kind === "musl") return muslVersion();
  return "library" in found ? versionOfFile(found.library) : "";
}
