/**
 * Recipes: what a recording says of its own making, so that whoever has only the recording, or a
 * chart of it, can make the run again and play it.
 */
import { LAYOUTS } from "../cpython/layout.js";
import { PYTHON_VERSIONS, type PythonVersion } from "../pymalloc/geometry.js";
import type { RunRecipe } from "../recording/recording.js";
import type { ExperimentOptions } from "./experiment.js";
import { DELETION_ORDERS } from "./lists/deletion-order.js";

const NODES = ["slots", "plain"] as const;
const MODES = ["in-place", "direct", "direct-sorted", "text"] as const;

/**
 * Writes down how a run was made.
 *
 * @returns nothing where the run depends on what is too large to write down: words or a start-up
 *   heap of the caller's own.
 */
export function recipeOf(
  experiment: string,
  python: PythonVersion,
  options: ExperimentOptions,
): RunRecipe | undefined {
  if (options.words !== undefined || options.startup !== undefined) return undefined;
  const { seed, count, keep, requestBytes, arenaBytes, nodes, mode, order, layout } = options;
  const plainSeed = typeof seed === "bigint" ? String(seed) : seed;
  const all = {
    python,
    seed: plainSeed,
    count,
    keep,
    requestBytes,
    arenaBytes,
    nodes,
    mode,
    order,
    layout,
  };
  const given = Object.entries(all).flatMap(([name, value]): [string, string | number][] =>
    value === undefined ? [] : [[name, value]],
  );
  return { experiment, options: Object.fromEntries(given) };
}

/**
 * Reads a recipe's options back, as stored data may hold them.
 *
 * @throws {RangeError} when an option is not one that a recipe has, or its value is not of its kind.
 *
 * @example
 * optionsOfRecipe({ experiment: "toy", options: { python: "3.9", seed: 7 } }); // => { python: "3.9", seed: 7 }
 */
export function optionsOfRecipe({ options }: RunRecipe): ExperimentOptions {
  const read = Object.entries(options).map(([name, value]): ExperimentOptions => {
    switch (name) {
      case "python":
        return { python: oneOf(PYTHON_VERSIONS, name, value) };
      case "seed":
        return { seed: typeof value === "string" ? BigInt(value) : value };
      case "count":
      case "keep":
      case "requestBytes":
      case "arenaBytes":
        return { [name]: numberIn(name, value) };
      case "nodes":
        return { nodes: oneOf(NODES, name, value) };
      case "mode":
        return { mode: oneOf(MODES, name, value) };
      case "order":
        return { order: oneOf(DELETION_ORDERS, name, value) };
      case "layout":
        return { layout: oneOf(LAYOUTS, name, value) };
      default:
        throw new RangeError(`a recipe has no option "${name}"`);
    }
  });
  return Object.assign({}, ...read);
}

function oneOf<T extends string | number>(
  all: readonly T[],
  name: string,
  value: string | number,
): T {
  const found = all.find((one) => one === value);
  if (found !== undefined) return found;
  throw new RangeError(`${name} must be one of ${all.join(", ")}, got ${JSON.stringify(value)}`);
}

function numberIn(name: string, value: string | number): number {
  if (typeof value === "number") return value;
  throw new RangeError(`${name} must be a number, got ${JSON.stringify(value)}`);
}
