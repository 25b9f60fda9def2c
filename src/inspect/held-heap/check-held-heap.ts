/** Checks what a held-heap file says, and refuses what is broken by the name of the field. */
import type { ArenaMapGeometry, Geometry } from "../../pymalloc/geometry.js";
import { unpackBlocks, unpackLabels } from "./block-runs.js";
import { snapshotAt } from "./check-snapshot.js";
import {
  type BlockLabel,
  HELD_HEAP_FORMAT,
  HELD_HEAP_VERSION,
  type HeldHeap,
  type HeldHeapHolder,
  type HeldHeapInterpreter,
  type HeldHeapSource,
  type PricePoint,
} from "./held-heap.js";
import {
  amountAt,
  booleanAt,
  countAt,
  type Fields,
  listAt,
  objectAt,
  refuse,
  textAt,
} from "./held-heap-fields.js";

const KINDS = ["process", "core", "copy"] as const;
const MOST_POOL_BYTES = 1 << 20;
const MOST_ARENA_BYTES = 1 << 26;
const LABEL_LIMIT = 0x1_0000;

/**
 * Checks a file's contents.
 *
 * @throws {RangeError} with the field that is wrong.
 *
 * @example
 * try {
 *   checkHeldHeap({ format: "shopping list" });
 * } catch (error) {
 *   error.message; // => 'not a held heap: format must be "held-heap", got "shopping list"'
 * }
 */
export function checkHeldHeap(value: unknown): HeldHeap {
  const fields = objectAt(value, "the file");
  if (fields["format"] !== HELD_HEAP_FORMAT)
    refuse("format", `"${HELD_HEAP_FORMAT}"`, fields["format"]);
  if (fields["version"] !== HELD_HEAP_VERSION)
    refuse("version", String(HELD_HEAP_VERSION), fields["version"]);
  const geometry = geometryAt(objectAt(fields["geometry"], "geometry"));
  const interpreters = listAt(fields["interpreters"], "interpreters").map((one, place) =>
    interpreterAt(one, `interpreters[${place}]`, geometry),
  );
  if (interpreters.length === 0) refuse("interpreters", "one or more heaps", interpreters);
  const blockCount = blockCountOf(interpreters);
  const labels = listAt(fields["labels"], "labels").map((one, place) =>
    labelAt(one, `labels[${place}]`),
  );
  if (labels[0]?.kind !== "free" || labels.length > LABEL_LIMIT) {
    refuse("labels", `up to ${LABEL_LIMIT}, the first of kind "free"`, labels[0]);
  }
  const blockLabels = textAt(fields["blockLabels"], "blockLabels");
  named("blockLabels", () => unpackLabels(blockLabels, blockCount, labels.length));
  const contains = objectAt(fields["contains"], "contains");
  return {
    format: HELD_HEAP_FORMAT,
    version: HELD_HEAP_VERSION,
    python: textAt(fields["python"], "python"),
    geometry,
    source: sourceAt(objectAt(fields["source"], "source")),
    contains: {
      values: booleanAt(contains["values"], "contains.values"),
      names: booleanAt(contains["names"], "contains.names"),
    },
    interpreters,
    labels,
    blockLabels,
    holders: listAt(fields["holders"], "holders").map((one, place) =>
      holderAt(one, `holders[${place}]`, blockCount),
    ),
    priceCurve: listAt(fields["priceCurve"], "priceCurve").map((one, place) =>
      pricePointAt(one, `priceCurve[${place}]`),
    ),
  };
}

/**
 * Blocks of all interpreters: their numbers run from 0 to one below this.
 *
 * @example
 * import { readFileSync } from "node:fs";
 * const held = await readHeldHeap(readFileSync("test/data/held-heaps/rare-survivors.held.json.gz"));
 * blockCountOf(held.interpreters); // => 548981
 */
export function blockCountOf(interpreters: readonly HeldHeapInterpreter[]): number {
  let count = 0;
  for (const { snapshot } of interpreters) {
    for (const [, , , carvedBlocks] of snapshot.pools) count += carvedBlocks;
  }
  return count;
}

function named<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RangeError(`not a held heap: ${path}: ${error.message}`);
  }
}

function geometryAt(fields: Fields): Geometry {
  const power = (name: string, most: number) => {
    const value = countAt(fields[name], `geometry.${name}`, most, 1);
    if (!Number.isInteger(Math.log2(value))) refuse(`geometry.${name}`, "a power of two", value);
    return value;
  };
  const alignment = power("alignment", 64);
  const poolBytes = power("poolBytes", MOST_POOL_BYTES);
  const arenaBytes = power("arenaBytes", MOST_ARENA_BYTES);
  const threshold = countAt(
    fields["smallRequestThreshold"],
    "geometry.smallRequestThreshold",
    poolBytes / 4,
    alignment,
  );
  if (threshold % alignment !== 0) {
    refuse("geometry.smallRequestThreshold", `a multiple of ${alignment}`, threshold);
  }
  if (arenaBytes < 2 * poolBytes) refuse("geometry.arenaBytes", "some pools", arenaBytes);
  const map = fields["arenaMap"];
  return {
    alignment,
    smallRequestThreshold: threshold,
    poolBytes,
    arenaBytes,
    poolHeaderBytes: countAt(fields["poolHeaderBytes"], "geometry.poolHeaderBytes", 256, 16),
    keepsLastEmptyArena: booleanAt(fields["keepsLastEmptyArena"], "geometry.keepsLastEmptyArena"),
    ...(map !== undefined && { arenaMap: arenaMapAt(objectAt(map, "geometry.arenaMap")) }),
  };
}

function arenaMapAt(fields: Fields): ArenaMapGeometry {
  const of = (name: string, most: number) =>
    countAt(fields[name], `geometry.arenaMap.${name}`, most, 1);
  return {
    topShift: of("topShift", 64),
    midShift: of("midShift", 64),
    rootBytes: of("rootBytes", MOST_ARENA_BYTES),
    midBytes: of("midBytes", MOST_ARENA_BYTES),
    botBytes: of("botBytes", MOST_ARENA_BYTES),
  };
}

function sourceAt(fields: Fields): HeldHeapSource {
  const kind = KINDS.find((one) => one === fields["kind"]);
  if (kind === undefined) refuse("source.kind", `one of ${KINDS.join(", ")}`, fields["kind"]);
  return {
    kind,
    stoppedMs: amountAt(fields["stoppedMs"], "source.stoppedMs"),
    consistent: booleanAt(fields["consistent"], "source.consistent"),
    problems: listAt(fields["problems"], "source.problems").map((one, place) =>
      textAt(one, `source.problems[${place}]`),
    ),
  };
}

function interpreterAt(value: unknown, path: string, geometry: Geometry): HeldHeapInterpreter {
  const fields = objectAt(value, path);
  const snapshot = snapshotAt(fields["snapshot"], `${path}.snapshot`, geometry);
  if (fields["arenaMap"] === undefined) return { snapshot };
  const map = objectAt(fields["arenaMap"], `${path}.arenaMap`);
  const midNodes = countAt(map["midNodes"], `${path}.arenaMap.midNodes`);
  const botNodes = countAt(map["botNodes"], `${path}.arenaMap.botNodes`);
  return { snapshot, arenaMap: { midNodes, botNodes } };
}

function labelAt(value: unknown, path: string): BlockLabel {
  const fields = objectAt(value, path);
  const { type, source } = fields;
  return {
    kind: textAt(fields["kind"], `${path}.kind`),
    ...(type !== undefined && { type: textAt(type, `${path}.type`) }),
    ...(source !== undefined && { source: textAt(source, `${path}.source`) }),
  };
}

function holderAt(value: unknown, path: string, blockCount: number): HeldHeapHolder {
  const fields = objectAt(value, path);
  const blocks = countAt(fields["blocks"], `${path}.blocks`, blockCount);
  const frees = textAt(fields["frees"], `${path}.frees`);
  const freed = named(`${path}.frees`, () => unpackBlocks(frees, blockCount).length);
  if (freed !== blocks) refuse(`${path}.frees`, `the ${blocks} blocks of the holder`, freed);
  return {
    path: textAt(fields["path"], `${path}.path`),
    type: textAt(fields["type"], `${path}.type`),
    objects: countAt(fields["objects"], `${path}.objects`),
    blocks,
    bytes: countAt(fields["bytes"], `${path}.bytes`),
    arenasBack: countAt(fields["arenasBack"], `${path}.arenasBack`),
    frees,
  };
}

function pricePointAt(value: unknown, path: string): PricePoint {
  const fields = objectAt(value, path);
  return {
    arenas: countAt(fields["arenas"], `${path}.arenas`),
    blocks: countAt(fields["blocks"], `${path}.blocks`),
    bytes: countAt(fields["bytes"], `${path}.bytes`),
    arenasBack: countAt(fields["arenasBack"], `${path}.arenasBack`),
    places: listAt(fields["places"], `${path}.places`).map((one, place) => {
      const fieldsOfOne = objectAt(one, `${path}.places[${place}]`);
      return {
        path: textAt(fieldsOfOne["path"], `${path}.places[${place}].path`),
        blocks: countAt(fieldsOfOne["blocks"], `${path}.places[${place}].blocks`),
      };
    }),
  };
}
