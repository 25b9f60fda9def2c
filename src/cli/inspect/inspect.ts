/** `pymalloc-lab inspect`: which objects hold the arenas of a process. */
import { gzipSync } from "node:zlib";
import {
  HeapAnswers,
  type HeapReading,
  type HeldHeap,
  type Holder,
  type Inspected,
  inspectedDifference,
  inspectedHeld,
  makeHeldHeap,
} from "../../doors/inspect.js";
import { inspectedAnswers, inspectedReading } from "../../doors/internal.js";
import { outputPlace } from "../../files/output-place.js";
import { writeWholeFile } from "../../files/whole-file.js";
import { UsageError } from "../arguments/usage-error.js";
import { ProgressLine } from "../text/progress-line.js";
import { type ArenaInside, arenaOfAnswers, arenaOfHeld, arenaReport } from "./arena.js";
import { readTree, type TreeProcess, treeReport } from "./children.js";
import { differenceReport } from "./difference.js";
import { type Dropped, dropFromAnswers, dropFromHeld, dropReport } from "./drop.js";
import { type InspectArguments, inspectArguments } from "./inspect-arguments.js";
import { INSPECTION_FORMAT, inspectedFields } from "./inspect-json.js";
import { openTarget, type ReadTarget } from "./open-target.js";
import { inconsistentReport, inspectReport } from "./report.js";
import { snippetOf } from "./snippet.js";

/** What the options asked for beside the heap itself. */
interface Extras {
  readonly dropped?: Dropped;
  readonly inside?: ArenaInside;
  /** What to save. */
  readonly held?: HeldHeap;
}

/** Everything about one target. */
interface Outcome extends Extras {
  readonly inspected: Inspected;
}

/** Runs the subcommand; exit code 1 for a heap that contradicts itself. */
export async function inspectCommand(args: string[]): Promise<number> {
  const asked = inspectArguments(args);
  if (asked.snippet !== undefined) {
    process.stdout.write(snippetOf(asked.snippet));
    return 0;
  }
  if (asked.save !== undefined) outputPlace(asked.save);
  const progress = new ProgressLine(process.stderr);
  try {
    if (asked.hasChildren) return inspectTree(asked, progress);
    if (asked.targets.length === 2) return await inspectTwo(asked, progress);
    return await inspectOne(asked, progress);
  } finally {
    progress.clear();
  }
}

async function inspectOne(asked: InspectArguments, progress: ProgressLine): Promise<number> {
  const outcome = await outcomeOf(asked.targets[0]!, asked, progress);
  const { inspected, dropped, inside, held } = outcome;
  progress.clear();
  if (held !== undefined && asked.save !== undefined) saveHeld(asked.save, held);
  if (asked.isJson) {
    const drop = dropped === undefined ? {} : { drop: dropped };
    const arena = inside === undefined ? {} : { arena: inside };
    printJson({ ...inspectedFields(inspected), ...drop, ...arena });
  } else if (inspected.source.consistent) {
    process.stdout.write(inspectReport(inspected));
    if (dropped !== undefined) process.stdout.write(`\n${dropReport(dropped)}`);
    if (inside !== undefined) process.stdout.write(`\n${arenaReport(inside)}`);
  }
  return exitCodeOf([inspected]);
}

async function inspectTwo(asked: InspectArguments, progress: ProgressLine): Promise<number> {
  const [before, after] = [
    (await outcomeOf(asked.targets[0]!, asked, progress)).inspected,
    (await outcomeOf(asked.targets[1]!, asked, progress)).inspected,
  ];
  progress.clear();
  if (before.hasNames !== after.hasNames) {
    const without = before.hasNames ? after.name : before.name;
    throw new UsageError(
      `${without} has no names of modules, classes and functions: what it has under numbers cannot be compared with names`,
    );
  }
  const difference = inspectedDifference(before, after);
  if (asked.isJson) {
    const [a, b] = [inspectedFields(before), inspectedFields(after)];
    printJson({ before: a, after: b, difference });
  } else if (before.source.consistent && after.source.consistent) {
    process.stdout.write(differenceReport(before, after, difference));
  }
  return exitCodeOf([before, after]);
}

function inspectTree(asked: InspectArguments, progress: ProgressLine): number {
  const options = { isStopped: asked.isStopped, onStep: progress.show };
  const processes = readTree(asked.pid!, options, (reading) => {
    if (reading.problems.length > 0) return inspectedReading(reading);
    const answers = answersOf(reading, asked, progress);
    return inspectedAnswers(answers, holdersOf(answers, progress));
  });
  progress.clear();
  if (asked.isJson) printJson({ processes: processes.map(treeFields) });
  else process.stdout.write(treeReport(processes));
  const found = processes.flatMap(({ found: one }) =>
    typeof one === "string" ? [] : [one.inspected],
  );
  if (found.length === 0) {
    const [only] = processes;
    throw new UsageError(
      typeof only?.found === "string" ? only.found : `no process below ${asked.pid} runs CPython`,
    );
  }
  return exitCodeOf(found);
}

function treeFields({ pid, commandLine, found }: TreeProcess) {
  if (typeof found === "string") return { pid, commandLine, refused: found };
  return { pid, ...inspectedFields(found.inspected), commandLine, arenaMemory: found.memory };
}

async function outcomeOf(
  name: string,
  asked: InspectArguments,
  progress: ProgressLine,
): Promise<Outcome> {
  const options = { isStopped: asked.isStopped, onStep: progress.show };
  const target = await openTarget(name, options);
  try {
    return target.kind === "reading"
      ? outcomeOfReading(target, asked, progress)
      : outcomeOfHeld(name, target.held, asked);
  } finally {
    target.close();
  }
}

function outcomeOfReading(
  { reading }: ReadTarget,
  asked: InspectArguments,
  progress: ProgressLine,
): Outcome {
  // The objects of a heap that contradicts itself would be guesses.
  if (reading.problems.length > 0) return { inspected: inspectedReading(reading) };
  const answers = answersOf(reading, asked, progress);
  const holders = holdersOf(answers, progress);
  progress.show("pricing arenas");
  const inspected = inspectedAnswers(answers, holders);
  return {
    inspected,
    ...(asked.drops.length > 0 && { dropped: dropFromAnswers(answers, asked.drops) }),
    ...(asked.arena !== undefined && { inside: arenaOfAnswers(answers, asked.arena) }),
    ...(asked.save !== undefined && { held: makeHeldHeap(answers, holders) }),
  };
}

function answersOf(
  reading: HeapReading,
  { showsValues, isAnonymous }: InspectArguments,
  progress: ProgressLine,
): HeapAnswers {
  progress.show("naming blocks");
  return new HeapAnswers(reading, { showsValues, isAnonymous });
}

function holdersOf(answers: HeapAnswers, progress: ProgressLine): Holder[] {
  progress.show("following references");
  return answers.holders();
}

function outcomeOfHeld(name: string, held: HeldHeap, asked: InspectArguments): Outcome {
  return {
    inspected: inspectedHeld(name, held),
    ...(asked.drops.length > 0 && { dropped: dropFromHeld(held, asked.drops) }),
    ...(asked.arena !== undefined && { inside: arenaOfHeld(held, asked.arena) }),
    ...(asked.save !== undefined && { held }),
  };
}

function exitCodeOf(all: readonly Inspected[]): number {
  const bad = all.filter(({ source }) => !source.consistent);
  for (const one of bad) process.stderr.write(inconsistentReport(one));
  return bad.length > 0 ? 1 : 0;
}

function printJson(fields: object): void {
  process.stdout.write(`${JSON.stringify({ format: INSPECTION_FORMAT, version: 1, ...fields })}\n`);
}

function saveHeld(path: string, held: HeldHeap): void {
  writeWholeFile(path, gzipSync(JSON.stringify(held)));
  process.stderr.write(`saved in ${path}\n`);
}
