/**
 * The named places that keep most, and what each gives back when it is let go.
 */
import { findOutsideReferences } from "../labels/find-held-outside.js";
import { freeListBlocks } from "../labels/free-lists.js";
import { OUTSIDE, type ReferenceGraph } from "../references/reference-graph.js";
import type { Retained } from "../references/retained.js";
import { lengthOf } from "../values/preview.js";
import type { PythonNames } from "../values/python-names.js";
import type { HeapModel } from "../what-if/heap-model.js";
import { isNamespace } from "./namespaces.js";
import type { NearestNames } from "./nearest-names.js";
import type { PathText } from "./path-text.js";

/** A named place. */
export interface Holder {
  /** As a programmer writes it: "shop.cache". */
  readonly path: string;
  /** Other places that hold the same object: all of them have to let go. */
  readonly otherPaths: readonly string[];
  /** References to it that no name was found for; while there are some, it stays. */
  readonly unnamedReferences: number;
  /** The type of what it holds. */
  readonly type: string;
  /** Entries of what it holds, where that is a container. */
  readonly length: number | undefined;
  /** What dies with it: objects, and blocks of pymalloc with their bytes. */
  readonly objects: number;
  readonly blocks: number;
  readonly bytes: number;
  /** Arenas that come back when all its references go and `gc.collect()` has run. */
  readonly arenasBack: number;
  /** Where below it the bulk is, if that is a place of its own. */
  readonly bulkPath: string | undefined;
  /** Number of the object it holds. */
  readonly object: number;
}

/** Places that are looked at closely, the largest first. */
const CANDIDATES = 200;
/** A part with this share of what a holder keeps is its bulk. */
const BULK_SHARE = 0.9;
const BULK_STEPS = 40;

/** Less than this without a name is left out, in bytes. */
const LOOSE_BYTES = 1 << 20;

/** What the answer is made from. */
export interface HolderSources {
  readonly graph: ReferenceGraph;
  readonly retained: Retained;
  readonly nearest: NearestNames;
  readonly names: PythonNames;
  readonly text: PathText;
  readonly model: HeapModel;
}

/**
 * Finds the holders, the best first: those that give most arenas back, then most bytes.
 *
 * @param limit - how many at most.
 */
export function findHolders(sources: HolderSources, limit = 20): Holder[] {
  const { retained, nearest } = sources;
  const candidates = largestPlaces(nearest, retained);
  const empties = new EmptiedArenas(sources);
  const ranked = candidates
    .map((node) => ({ node, emptied: empties.count(retained.blocksOf(node)) }))
    .filter(({ node, emptied }) => {
      // What the interpreter's own statics hold is worth a line only when it is much.
      return emptied > 0 || nearest.isNamed(node) || retained.bytesOf(node) >= LOOSE_BYTES;
    })
    .sort((a, b) => b.emptied - a.emptied || retained.bytesOf(b.node) - retained.bytesOf(a.node))
    .slice(0, limit);
  nameSources(sources, ranked);
  const references = referencesTo(sources, new Set(ranked.map(({ node }) => node)));
  return ranked
    .map(({ node, emptied }) => {
      const arenasBack = emptied === 0 ? 0 : empties.exactly(retained.blocksOf(node));
      return describe(sources, node, references.get(node)!, arenasBack);
    })
    .sort((a, b) => b.arenasBack - a.arenasBack || b.bytes - a.bytes);
}

/** Finds out what memory outside holds those that nothing else does. */
function nameSources(
  { graph, nearest, text }: HolderSources,
  ranked: readonly { node: number }[],
): void {
  const ids = ranked
    .filter(({ node }) => !nearest.isNamed(node))
    .map(({ node }) => graph.objects[node]!);
  const held = findOutsideReferences(
    graph.heap,
    ids.map((id) => graph.ids.addressOf(id)),
  );
  for (const id of ids) {
    const source = held.get(graph.ids.addressOf(id));
    if (source !== undefined) text.outsideSources.set(id, source.elsewhere ?? "the C stack");
  }
}

/** The places that keep most bytes. */
function largestPlaces(nearest: NearestNames, retained: Retained): number[] {
  const { roles } = nearest.namespaces;
  const places: number[] = [];
  for (let node = 1; node < roles.length; node++) {
    const parent = nearest.parent[node]!;
    const isHeldByName = parent !== OUTSIDE && isNamespace(roles[parent]!);
    const isLoose = parent === OUTSIDE && !nearest.isNamed(node);
    if (roles[node] === 0 && (isHeldByName || isLoose)) places.push(node);
  }
  return places.sort((a, b) => retained.bytesOf(b) - retained.bytesOf(a)).slice(0, CANDIDATES);
}

/** How many arenas a set of blocks empties, the interpreter's free lists emptied too. */
class EmptiedArenas {
  readonly #sources: HolderSources;
  /** Live blocks that are on no free list, by arena, the interpreters' arenas in a row. */
  readonly #live: Int32Array;
  readonly #firstArena: readonly number[];
  readonly #kept: readonly number[];
  readonly #withoutDrop: number;

  constructor(sources: HolderSources) {
    this.#sources = sources;
    const { reading, pools } = sources.graph.heap;
    let sum = 0;
    this.#firstArena = reading.interpreters.map(({ arenas }) => {
      sum += arenas.length;
      return sum - arenas.length;
    });
    this.#live = new Int32Array(sum);
    for (let pool = 0; pool < pools.count; pool++) {
      const arena = this.#arenaOf(pool);
      if (arena >= 0) this.#live[arena]! += pools.liveBlocks[pool]!;
    }
    this.#kept = freeListBlocks(sources.graph.heap);
    for (const block of this.#kept) this.#live[this.#arenaOf(pools.poolOfBlock(block))]!--;
    this.#withoutDrop = sources.model.free(this.#kept).addresses.length;
  }

  count(blocks: Uint32Array): number {
    const { pools } = this.#sources.graph.heap;
    const freed = new Map<number, number>();
    let pool = 0;
    for (const block of blocks) {
      const isSame = block >= pools.firstBlock[pool]! && block < pools.firstBlock[pool + 1]!;
      if (!isSame) pool = pools.poolOfBlock(block);
      const arena = this.#arenaOf(pool);
      freed.set(arena, (freed.get(arena) ?? 0) + 1);
    }
    return [...freed].filter(([arena, count]) => count === this.#live[arena]).length;
  }

  exactly(blocks: Uint32Array): number {
    const freeing = this.#sources.model.start();
    freeing.free(this.#kept);
    freeing.free(blocks);
    return freeing.addresses.length - this.#withoutDrop;
  }

  #arenaOf(pool: number): number {
    const { pools } = this.#sources.graph.heap;
    const interpreter = pools.interpreter[pool]!;
    return interpreter < 0 ? -1 : this.#firstArena[interpreter]! + pools.arena[pool]!;
  }
}

/** The nodes that refer to each of some nodes, without those that die with it. */
function referencesTo(
  { graph, retained }: HolderSources,
  wanted: ReadonlySet<number>,
): Map<number, number[]> {
  const { nodeCount, edgeStart, edges } = graph;
  const found = new Map([...wanted].map((node) => [node, [] as number[]]));
  for (let node = 1; node < nodeCount; node++) {
    for (let edge = edgeStart[node]!; edge < edgeStart[node + 1]!; edge++) {
      const target = edges[edge]!;
      if (wanted.has(target) && !retained.isWithin(node, target)) found.get(target)!.push(node);
    }
  }
  return found;
}

function describe(
  sources: HolderSources,
  node: number,
  referrers: readonly number[],
  arenasBack: number,
): Holder {
  const { graph, retained, names, text } = sources;
  const object = graph.objects[node]!;
  const path = text.ofNode(node);
  const all = [...new Set(referrers)].flatMap((from) => text.ofReferences(from, node));
  const unseen = graph.unseen[node]!;
  return {
    path,
    otherPaths: [...new Set(all)].filter((other) => other !== path),
    unnamedReferences: Math.max(0, unseen),
    type: text.typeName(object),
    length: lengthOf(names, graph.ids.addressOf(object)),
    objects: retained.objectsOf(node),
    blocks: retained.blocksOf(node).length,
    bytes: retained.bytesOf(node),
    arenasBack,
    bulkPath: bulkOf(sources, node),
    object,
  };
}

/** Where below a node most of what it keeps is, if one node keeps it. */
function bulkOf({ graph, retained, text }: HolderSources, node: number): string | undefined {
  let at = node;
  for (let step = 0; step < BULK_STEPS; step++) {
    const next = largestBelow(graph, retained, at);
    if (next === undefined || retained.bytesOf(next) < BULK_SHARE * retained.bytesOf(node)) break;
    at = next;
  }
  return at === node ? undefined : text.ofNode(at);
}

function largestBelow(graph: ReferenceGraph, retained: Retained, node: number): number | undefined {
  const { edgeStart, edges } = graph;
  let best: number | undefined;
  for (let edge = edgeStart[node]!; edge < edgeStart[node + 1]!; edge++) {
    const target = edges[edge]!;
    if (retained.dominator[target] !== node) continue;
    if (best === undefined || retained.bytesOf(target) > retained.bytesOf(best)) best = target;
  }
  return best;
}
