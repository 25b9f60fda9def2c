/** An experiment run on a real interpreter, and what the simulator needs to know of it. */
import { type ObservedStartup, STARTUP_HEAPS } from "../../doors/cpython.js";
import { type ExperimentOptions, experimentNamed } from "../../doors/experiments.js";
import { geometryOf, type MallocStats } from "../../doors/pymalloc.js";
import { type PymallocText, parseMallocStats, type StatsText } from "../../doors/stats.js";
import { MeasuredProcess } from "./measured-process.js";
import { observeLayout } from "./observe-layout.js";
import type { Interpreter } from "./python-interpreter.js";

/** What was asked of the interpreter. */
export interface MeasuredOptions extends ExperimentOptions {
  readonly seed: number | bigint;
  readonly count: number;
  readonly keep: number;
}

/** A measured run. */
export interface MeasuredRun {
  /** Stats at start-up, after allocation, after deletion. */
  readonly stats: readonly [MallocStats, MallocStats, MallocStats];
  /** Whether address randomisation was off. */
  readonly isLayoutFixed: boolean;
  /** What this process said of its start, for the simulator to start alike. */
  readonly observed: ObservedStartup;
}

/**
 * Runs an experiment's script on an interpreter.
 *
 * @throws {Error} when the script fails, or its stats are not pymalloc's.
 */
export async function measureExperiment(
  name: string,
  interpreter: Interpreter,
  options: MeasuredOptions,
): Promise<MeasuredRun> {
  const script = experimentNamed(name).script;
  if (script === undefined) throw new RangeError(`${name} has no script to measure`);
  const { text } = script(options);
  const process = new MeasuredProcess(interpreter);
  try {
    const texts = parseMallocStats(process.run(text)).map(asPymalloc);
    const [startup, allocated, deleted] = texts;
    if (startup === undefined || allocated === undefined || deleted === undefined) {
      throw new Error(`the script printed ${texts.length} stats texts, 3 were expected`);
    }
    // As long as the script itself: the text's length decides where libc puts the compiler's blocks.
    const scriptOf = (count: number) => {
      const whole = `range(${options.count})`;
      return text.replace(whole, `range(${count}`.padEnd(whole.length - 1).concat(")"));
    };
    return {
      stats: [startup.stats, allocated.stats, deleted.stats],
      isLayoutFixed: process.isLayoutFixed,
      observed: await observeStartup(process, interpreter, startup, { ...options, scriptOf }),
    };
  } finally {
    process.remove();
  }
}

async function observeStartup(
  process: MeasuredProcess,
  { python }: Interpreter,
  { stats, freeLists }: PymallocText,
  { count, scriptOf }: { count: number; scriptOf: (count: number) => string },
): Promise<ObservedStartup> {
  const recorded = STARTUP_HEAPS[python];
  const lists = freeLists?.find(({ name }) => name === "free PyListObject");
  const freeListObjects = lists?.objectCount ?? recorded.scripts.comprehension.freeListObjects;
  const { arenaBytes, arenaMap } = geometryOf(python);
  // Without an arena map, pools are as small as pages: where an arena lies changes nothing.
  const layout =
    process.isLayoutFixed && arenaMap !== undefined
      ? await observeLayout(process, python, { count, arenaBytes, script: scriptOf })
      : undefined;
  const { firstMappedChunkBytes = recorded.scripts.comprehension.firstMappedChunkBytes } =
    layout ?? {};
  return {
    stats,
    script: { freeListObjects, firstMappedChunkBytes },
    ...(layout !== undefined && { mapped: layout.mapped }),
  };
}

function asPymalloc(text: StatsText): PymallocText {
  if (text.kind === "pymalloc") return text;
  if (text.kind === "incomplete")
    throw new Error(`a stats text is cut: ${text.missing[0]} missing`);
  const instead = text.kind === "mimalloc" ? "mimalloc's" : "of no allocator";
  throw new Error(`the stats are ${instead}, not pymalloc's`);
}
