/**
 * Grades a learner's notebook: runs it from its first cell to its last, and reads what its
 * checks say. A cell that fails is reported and the rest is run all the same; the file is
 * only read.
 */

import type { Cell, CodeCell, Notebook } from "../format/notebook-format.js";
import type { KernelClient } from "../kernel/kernel-client.js";
import { CellFailure, CellRunner, type RanCell } from "../run/run-cell.js";
import { isRun, type RunOptions, startKernel } from "../run/run-notebook.js";
import { type CheckVerdict, verdictOf } from "./check-verdict.js";

/** A cell that only checks: it may be replaced by the teacher's. */
const CHECK_ALONE = "check";

/** A cell in which the learner's answer and its check stand together. */
const ANSWER_AND_CHECK = "exercise";

/** A check, and how it went. */
export interface GradedCheck extends CheckVerdict {
  readonly cellId: string;
  /** The exercise it is about: the cell's metadata `exercise`, else the cell's id. */
  readonly exercise: string;
}

/** A cell that is not a check, and failed. */
export interface FailedCell {
  readonly cellId: string;
  readonly problem: string;
}

/** A graded notebook. */
export interface Grade {
  readonly passed: number;
  readonly of: number;
  readonly checks: readonly GradedCheck[];
  readonly failures: readonly FailedCell[];
}

/**
 * Runs a notebook and its checks.
 *
 * @param reference - the teacher's notebook: its cells tagged `check` are run in place of the
 *   learner's of the same id, and a check that the learner removed counts as not passed.
 */
export async function gradeNotebook(
  notebook: Notebook,
  file: string,
  options: RunOptions,
  reference?: Notebook,
): Promise<Grade> {
  const cells = reference === undefined ? notebook.cells : withChecksOf(notebook, reference);
  const kernel = await startKernel(file);
  const run = new GradingRun(kernel, file, options);
  try {
    const of = cells.filter(isRun).length;
    let number = 0;
    for (const [index, cell] of cells.entries()) {
      if (!isRun(cell)) continue;
      const start = performance.now();
      await run.take(cell, index);
      const seconds = (performance.now() - start) / 1000;
      options.onProgress?.({ file, cellId: cell.id, number: ++number, of, seconds });
    }
  } finally {
    await kernel.shutdown();
  }
  const removed = (reference?.cells ?? []).filter(
    (cell) => isCheck(cell) && !cells.some(({ id }) => id === cell.id),
  );
  const checks = [
    ...run.checks,
    ...removed.map((cell) => notPassed(cell, "the check was removed")),
  ];
  return {
    passed: checks.filter(({ passed }) => passed).length,
    of: checks.length,
    checks,
    failures: run.failures,
  };
}

class GradingRun {
  readonly checks: GradedCheck[] = [];
  readonly failures: FailedCell[] = [];
  readonly #kernel: KernelClient;
  readonly #runner: CellRunner;

  constructor(kernel: KernelClient, file: string, options: RunOptions) {
    this.#kernel = kernel;
    this.#runner = new CellRunner(kernel, file, options);
  }

  async take(cell: CodeCell, index: number): Promise<void> {
    if (this.#kernel.death !== undefined) {
      if (isCheck(cell))
        this.checks.push(notPassed(cell, "not reached: an earlier cell ended the kernel"));
      return;
    }
    try {
      this.#record(cell, await this.#runner.run(cell, index, true));
    } catch (error) {
      if (!(error instanceof CellFailure)) throw error;
      if (isCheck(cell)) this.checks.push(notPassed(cell, `the cell ${error.problem}`));
      else this.failures.push({ cellId: cell.id, problem: error.problem });
    }
  }

  #record(cell: CodeCell, { outputs }: RanCell): void {
    const verdict = verdictOf(outputs);
    const failed = outputs.some((output) => output.output_type === "error");
    if (isCheck(cell))
      this.checks.push({ cellId: cell.id, exercise: exerciseOf(cell), ...verdict });
    else if (failed && !mayFail(cell)) {
      this.failures.push({ cellId: cell.id, problem: `failed: ${verdict.hint}` });
    }
  }
}

/** The learner's cells, with the teacher's checks in the places of theirs. */
function withChecksOf(notebook: Notebook, reference: Notebook): Cell[] {
  const checks = new Map(
    reference.cells.filter((cell) => hasTag(cell, [CHECK_ALONE])).map((cell) => [cell.id, cell]),
  );
  return notebook.cells.map((cell) => checks.get(cell.id) ?? cell);
}

function isCheck(cell: Cell): boolean {
  return cell.cell_type === "code" && hasTag(cell, [CHECK_ALONE, ANSWER_AND_CHECK]);
}

function mayFail(cell: Cell): boolean {
  return hasTag(cell, ["raises-exception"]);
}

function hasTag({ metadata }: Cell, tags: readonly string[]): boolean {
  return metadata.tags?.some((tag) => tags.includes(tag)) ?? false;
}

function notPassed(cell: Cell, hint: string): GradedCheck {
  return { cellId: cell.id, exercise: exerciseOf(cell), passed: false, hint };
}

function exerciseOf({ id, metadata }: Cell): string {
  const { exercise } = metadata;
  return typeof exercise === "string" ? exercise : id;
}
