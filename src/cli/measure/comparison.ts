/** A measured run beside what the simulator and the formula say of it. */
import { LAYOUTS, type Layout, STARTUP_HEAPS, startupHeapAsObserved } from "../../doors/cpython.js";
import { type Expectation, experimentNamed, runExperiment } from "../../doors/experiments.js";
import type { ArenaFigures, MallocStats } from "../../doors/pymalloc.js";
import type { Stage } from "../../doors/recording.js";
import { type MeasuredOptions, measureExperiment } from "./measured-run.js";
import type { Interpreter } from "./python-interpreter.js";

/** The figures that are compared. */
export interface StageFigures {
  readonly arenas: ArenaFigures;
  readonly bytesInBlocks: number;
}

/** One stage, three ways. */
export interface ComparedStage {
  readonly name: string;
  readonly measured: StageFigures;
  /** The simulator, started on the heap that this process reported at its first line. */
  readonly simulated: StageFigures;
  /** Measured less simulated. */
  readonly difference: StageFigures;
  /** The simulator, started on the heap recorded for the version. */
  readonly simulatedFromRecording: StageFigures;
  /** Arenas held by the formula, those of start-up included; absent at start-up. */
  readonly formula?: Expectation;
}

/** A comparison. */
export interface Comparison {
  readonly experiment: string;
  readonly python: Interpreter["python"];
  readonly seed: number | string | null;
  readonly count: number;
  readonly keep: number;
  readonly interpreter: Pick<Interpreter, "path" | "version">;
  /** The layout that the simulator was run with: with randomisation on, the nearest of four. */
  readonly layout: Layout;
  readonly addressRandomisation: "off" | "on";
  readonly stages: readonly ComparedStage[];
  /** Whether all four arena figures are equal at every stage. */
  readonly isEqual: boolean;
}

/** Runs an experiment on an interpreter and in the simulator. */
export async function compareWithInterpreter(
  name: string,
  interpreter: Interpreter,
  options: MeasuredOptions,
): Promise<Comparison> {
  const { python } = interpreter;
  const { stats, isLayoutFixed, observed } = await measureExperiment(name, interpreter, {
    ...options,
    python,
  });
  const measured = stats.map(figuresOf);
  const recorded = await runExperiment(name, { ...options, python });
  const startup = startupHeapAsObserved(STARTUP_HEAPS[python], observed);
  const layouts: readonly Layout[] = isLayoutFixed ? ["aslr-off"] : RANDOM_LAYOUTS;
  const runs = [];
  for (const layout of layouts) {
    const { stages } = await runExperiment(name, { ...options, python, startup, layout });
    runs.push({ layout, simulated: stages.map(figuresOf) });
  }
  const { layout, simulated } = runs.reduce((best, run) =>
    distance(run.simulated, measured) < distance(best.simulated, measured) ? run : best,
  );
  const theory = experimentNamed(name).theory?.({ ...options, python });
  const atStartup = measured[0]?.arenas.current ?? 0;
  const stages = recorded.stages.map((stage, i): ComparedStage => {
    const formula = stage.name === "startup" ? undefined : theory?.[stage.name as "allocated"];
    return {
      name: stage.name,
      measured: measured[i]!,
      simulated: simulated[i]!,
      difference: difference(measured[i]!, simulated[i]!),
      simulatedFromRecording: figuresOf(stage),
      ...(formula && { formula: { ...formula, expected: formula.expected + atStartup } }),
    };
  });
  return {
    experiment: name,
    python,
    seed: recorded.seed,
    count: recorded.count,
    keep: recorded.keep,
    interpreter: { path: interpreter.path, version: interpreter.version },
    layout,
    addressRandomisation: isLayoutFixed ? "off" : "on",
    stages,
    isEqual: distance(simulated, measured) === 0,
  };
}

const RANDOM_LAYOUTS = LAYOUTS.filter((layout) => layout !== "aslr-off");

function figuresOf(stage: Stage | MallocStats): StageFigures {
  const { total, reclaimed, highwater, current } = stage.arenas;
  const bytesInBlocks =
    "bytesInBlocks" in stage ? stage.bytesInBlocks : stage.bytesInAllocatedBlocks;
  return { arenas: { total, reclaimed, highwater, current }, bytesInBlocks };
}

function difference(one: StageFigures, other: StageFigures): StageFigures {
  return {
    arenas: {
      total: one.arenas.total - other.arenas.total,
      reclaimed: one.arenas.reclaimed - other.arenas.reclaimed,
      highwater: one.arenas.highwater - other.arenas.highwater,
      current: one.arenas.current - other.arenas.current,
    },
    bytesInBlocks: one.bytesInBlocks - other.bytesInBlocks,
  };
}

/** Sum of the differences of all arena figures. */
function distance(ones: readonly StageFigures[], others: readonly StageFigures[]): number {
  const differences = ones.flatMap((one, i) =>
    Object.values(difference(one, others[i]!).arenas).map((by: number) => Math.abs(by)),
  );
  return differences.reduce((sum, by) => sum + by, 0);
}
