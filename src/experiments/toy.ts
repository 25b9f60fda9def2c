/**
 * The primer's picture: twelve nodes in three arenas with room for five each.
 * Seven nodes go, and one arena.
 *
 * It runs on the real rules with toy figures: an arena is one pool of five
 * blocks. The rule of 3.9 that keeps the last empty arena is left out, since in
 * an arena of one pool it would keep the only one that empties.
 */

import type { Geometry } from "../pymalloc/geometry.js";
import { Pymalloc } from "../pymalloc/pymalloc.js";
import { AdjacentArenas } from "../pymalloc/sources/arena-source.js";
import { Recorder } from "../recording/recorder.js";
import {
  type Experiment,
  type ExperimentOptions,
  type ExperimentResult,
  PRIMER_PYTHON,
} from "./experiment.js";

const NODE_BYTES = 16;
const NODES_PER_ARENA = 5;
const NODE_COUNT = 12;
/** The primer's choice, nodes counted from 1. */
const REMOVED_NODES: readonly number[] = [2, 3, 4, 7, 8, 11, 12];

const POOL_HEADER_BYTES = 48;
const ARENA_BYTES = POOL_HEADER_BYTES + NODES_PER_ARENA * NODE_BYTES;

/** Three of these arenas hold the primer's twelve nodes. */
export const TOY_GEOMETRY: Geometry = {
  alignment: NODE_BYTES,
  smallRequestThreshold: NODE_BYTES,
  poolBytes: ARENA_BYTES,
  arenaBytes: ARENA_BYTES,
  poolHeaderBytes: POOL_HEADER_BYTES,
  keepsLastEmptyArena: false,
};

/** The experiment. Its arenas are a toy's whatever the version, which only names the run. */
export const toy: Experiment = {
  name: "toy",
  summary: "the primer's 12 nodes in 3 arenas of 5; 7 nodes go",
  defaults: { seed: null, count: NODE_COUNT, keep: 1 - REMOVED_NODES.length / NODE_COUNT },
  takes: ["python", "check"],
  run: runToy,
};

function runToy({
  python = PRIMER_PYTHON,
  check,
  watch = (plain: Pymalloc) => plain,
}: ExperimentOptions): ExperimentResult {
  const allocator = watch(new Pymalloc(TOY_GEOMETRY, new AdjacentArenas(ARENA_BYTES * 1024)));
  const recorder = new Recorder(allocator, { title: "toy: 12 nodes in 3 arenas", python, check });
  recorder.stage("startup");
  const nodes = Array.from({ length: NODE_COUNT }, () => allocator.malloc(NODE_BYTES));
  recorder.stage("allocated");
  for (const node of REMOVED_NODES) allocator.free(nodes[node - 1]!);
  recorder.stage("deleted");
  const recording = recorder.finish();
  return {
    experiment: "toy",
    python,
    seed: null,
    count: NODE_COUNT,
    keep: toy.defaults.keep,
    keptCount: NODE_COUNT - REMOVED_NODES.length,
    stages: recording.stages,
    recording,
  };
}
