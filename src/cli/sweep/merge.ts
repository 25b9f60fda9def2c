/** `pymalloc-lab sweep --merge`: the shards of a sweep as one file. */

import { existsSync, realpathSync } from "node:fs";
import {
  runCountOf,
  runCountOfShard,
  type SweepHeader,
  WHOLE_SWEEP,
} from "../../doors/experiments.js";
import { WholeFile } from "../../files/whole-file.js";
import { UsageError } from "../arguments/usage-error.js";
import { assertRunLine, parseHeader, planDifference, wholeLines } from "./file.js";

/** A shard's file, open after its header. */
interface OpenShard {
  readonly path: string;
  readonly header: SweepHeader;
  readonly lines: AsyncGenerator<string>;
}

/**
 * Merges shards; the result is byte for byte what the sweep in one part writes.
 *
 * @returns the runs that it has.
 * @throws {UsageError} when the files are not all shards of one sweep; nothing is written.
 */
export async function mergeSweep(paths: readonly string[], out: string): Promise<number> {
  const shards = inOrder(await Promise.all(paths.map(openShard)));
  assertNoInput(paths, out);
  const file = new WholeFile(out);
  let lines = 0;
  try {
    for await (const line of mergedLines(shards)) {
      file.write(`${line}\n`);
      lines += 1;
    }
    file.finish();
    file.keep();
  } finally {
    file.drop();
  }
  // The first line is the header.
  return lines - 1;
}

async function openShard(path: string): Promise<OpenShard> {
  if (!existsSync(path)) throw new UsageError(`there is no file ${path}`);
  const lines = wholeLines(path);
  const first = await lines.next();
  return { path, lines, header: parseHeader(path, first.done ? "" : first.value) };
}

/** The shards by number, when all are there. */
function inOrder(shards: readonly OpenShard[]): OpenShard[] {
  const [first, ...others] = shards;
  if (first === undefined) throw new UsageError("merge takes the files of a sweep, got none");
  const { plan, shard } = first.header;
  for (const { path, header } of others) {
    const field = planDifference(plan, header.plan);
    if (field !== undefined) {
      throw new UsageError(
        `${path} and ${first.path} are of different plans: their ${field} differ`,
      );
    }
    if (header.shard.of !== shard.of) {
      throw new UsageError(
        `${path} is one of ${header.shard.of} shards, ${first.path} one of ${shard.of}`,
      );
    }
  }
  return Array.from({ length: shard.of }, (_, i) => theOne(shards, `${i + 1}/${shard.of}`));
}

function theOne(shards: readonly OpenShard[], name: string): OpenShard {
  const [found, again] = shards.filter(({ header: { shard } }) => {
    return `${shard.number}/${shard.of}` === name;
  });
  if (found === undefined) throw new UsageError(`shard ${name} is missing`);
  if (again !== undefined) {
    throw new UsageError(`${found.path} and ${again.path} are both shard ${name}`);
  }
  return found;
}

/** Takes a line of each shard in turn: that is the order of the whole sweep. */
async function* mergedLines(shards: readonly OpenShard[]): AsyncGenerator<string> {
  const { header } = shards[0]!;
  yield JSON.stringify({ ...header, shard: WHOLE_SWEEP });
  const runs = runCountOf(header.plan);
  for (let job = 0; job < runs; job++) {
    const shard = shards[job % shards.length]!;
    yield await nextRun(shard, Math.floor(job / shards.length));
  }
  for (const { path, lines } of shards) {
    const more = await lines.next();
    if (!more.done) throw new UsageError(`${path} has more runs than its plan`);
  }
}

async function nextRun({ path, header, lines }: OpenShard, index: number): Promise<string> {
  const next = await lines.next();
  if (next.done) {
    const runs = runCountOfShard(header.plan, header.shard);
    throw new UsageError(`${path} has ${index} of its ${runs} runs; let the sweep finish it`);
  }
  assertRunLine(path, header, index, next.value);
  return next.value;
}

function assertNoInput(paths: readonly string[], out: string): void {
  if (!existsSync(out)) return;
  const input = paths.find((path) => realpathSync(path) === realpathSync(out));
  if (input !== undefined) throw new UsageError(`${out} is one of the shards; name another file`);
}
