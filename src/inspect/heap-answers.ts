/**
 * Every question about a heap that was read, answered in one place.
 *
 * Each answer is worked out when it is asked for first: labels are cheap, holders need the
 * whole graph of references.
 */
import type { HeapReading } from "./heap-reading.js";
import { type ArenaContents, arenaContents } from "./holders/arena-contents.js";
import { BlockPlaces } from "./holders/block-places.js";
import { findHolders, type Holder } from "./holders/find-holders.js";
import { findNamespaces } from "./holders/namespaces.js";
import { NearestNames } from "./holders/nearest-names.js";
import { passingBlocks } from "./holders/passing-blocks.js";
import { PathText } from "./holders/path-text.js";
import { type PriceCurve, priceCurve } from "./holders/price-curve.js";
import { resolvePath } from "./holders/resolve-path.js";
import { freeListBlocks } from "./labels/free-lists.js";
import { labelBlocks } from "./labels/label-blocks.js";
import { labelText } from "./labels/label-text.js";
import type { LabelledHeap } from "./labels/labelled-heap.js";
import { ReferenceGraph } from "./references/reference-graph.js";
import { Retained } from "./references/retained.js";
import { NAMES_ONLY, type Privacy, PythonNames } from "./values/python-names.js";
import { HeapModel } from "./what-if/heap-model.js";
import { type Deaths, whatDies } from "./what-if/what-dies.js";

/** What happens when names are let go. */
export interface DropAnswer {
  /** Objects that die; of these {@link DropAnswer.collected} only with `gc.collect()`. */
  readonly objects: number;
  readonly collected: number;
  readonly blocks: number;
  readonly bytes: number;
  /** Addresses of the arenas that come back, `gc.collect()` included. */
  readonly arenasBack: readonly number[];
  /** Of those, how many `gc.collect()` alone would return. */
  readonly arenasBackAnyway: number;
  /** Arenas in all, before. */
  readonly arenas: number;
  /**
   * How far the count may be off. Single objects come out exactly; of a whole structure the
   * order in which the collector frees it is not known, and the allocator keeps one arena.
   */
  readonly within: 0 | 1;
}

/**
 * Answers about one heap.
 *
 * @example
 * // `image` is what readImageFile gives of a core, or a LiveProcess of a running one.
 * const answers = new HeapAnswers(readHeap(image));
 * answers.arena(1).liveBlocks; // => 1
 */
export class HeapAnswers {
  readonly reading: HeapReading;
  readonly names: PythonNames;
  readonly #heap: LabelledHeap;
  #graph: ReferenceGraph | undefined;
  #retained: Retained | undefined;
  #nearest: NearestNames | undefined;
  #text: PathText | undefined;
  #places: BlockPlaces | undefined;
  #model: HeapModel | undefined;
  #curve: PriceCurve | undefined;

  /** @throws {RangeError} when the objects of this Python version are not known. */
  constructor(reading: HeapReading, privacy: Privacy = NAMES_ONLY) {
    this.reading = reading;
    this.#heap = labelBlocks(reading);
    this.names = new PythonNames(this.#heap, privacy);
  }

  /** The heap with its labels. */
  get heap(): LabelledHeap {
    return this.#heap;
  }

  /** Who refers to whom. */
  get graph(): ReferenceGraph {
    this.#graph ??= new ReferenceGraph(this.#heap);
    return this.#graph;
  }

  get retained(): Retained {
    this.#retained ??= new Retained(this.graph);
    return this.#retained;
  }

  get nearest(): NearestNames {
    this.#nearest ??= new NearestNames(this.graph, findNamespaces(this.graph));
    return this.#nearest;
  }

  get text(): PathText {
    this.#text ??= new PathText(this.nearest, this.names);
    return this.#text;
  }

  get model(): HeapModel {
    this.#model ??= new HeapModel(this.reading);
    return this.#model;
  }

  /** By block: where it is held. */
  get places(): BlockPlaces {
    this.#places ??= new BlockPlaces(this.graph, this.retained, this.nearest);
    return this.#places;
  }

  /** What a block is, in words: "dict", "keys of dict", "held by the C stack". */
  labelOf(block: number): string {
    return labelText(this.#heap, this.names, this.#heap.labels[block]!);
  }

  /** The best holders, at most as many as asked for. */
  holders(limit = 20): Holder[] {
    const { graph, retained, nearest, names, text, model } = this;
    return findHolders({ graph, retained, nearest, names, text, model }, limit);
  }

  /** The cheapest ways to arenas. */
  priceCurve(): PriceCurve {
    this.#curve ??= priceCurve(this.#heap, this.places, this.model, freeListBlocks(this.#heap));
    return this.#curve;
  }

  /**
   * What is alive in an arena.
   *
   * @throws {RangeError} when the interpreter has no such arena.
   */
  arena(place: number, interpreter = 0): ArenaContents {
    const arenas = this.reading.interpreters[interpreter]?.arenas ?? [];
    const arena = arenas[place];
    if (arena === undefined) {
      throw new RangeError(
        `there is no arena ${place}; they are numbered 0 to ${arenas.length - 1}`,
      );
    }
    return arenaContents(this.#heap, this.places, arena);
  }

  /** The way from a name to the object in a block, or to the one that a block is a part of. */
  pathTo(block: number): string {
    if (this.#heap.kindOf(block) === "object") return this.text.ofObject(block);
    const node = this.graph.nodeOfBlock[block]!;
    if (node === 0) return `(${this.labelOf(block)})`;
    return `${this.text.ofNode(node)}, its ${this.#heap.kindOf(block)}`;
  }

  /**
   * What comes back when names are let go and `gc.collect()` has run.
   *
   * @throws {RangeError} when a name is not known, or stands for several places.
   */
  drop(paths: readonly string[]): DropAnswer {
    const references = paths.map((path) => {
      const found = resolvePath(path, this.nearest, this.text);
      if (found.length === 1) return found[0]!;
      throw new RangeError(
        found.length === 0
          ? `nothing is called ${path}; write a module's global as module.name`
          : `${path} stands for ${found.length} places; with values shown each has its own path`,
      );
    });
    return this.#answer(whatDies(this.graph, references));
  }

  #answer(deaths: Deaths): DropAnswer {
    const { pools } = this.reading;
    const kept = freeListBlocks(this.#heap);
    const freeing = this.model.start();
    freeing.free(deaths.blocks);
    freeing.free(kept);
    freeing.free(passingBlocks(this.nearest, this.retained));
    const back = freeing.addresses;
    const anyway = this.model.free(kept).addresses.length;
    let bytes = 0;
    for (const block of deaths.blocks) bytes += pools.blockBytes[pools.poolOfBlock(block)]!;
    return {
      objects: deaths.objects,
      collected: deaths.collected,
      blocks: deaths.blocks.length,
      bytes,
      arenasBack: back,
      arenasBackAnyway: anyway,
      arenas: this.reading.interpreters.reduce((sum, { arenas }) => sum + arenas.length, 0),
      within: deaths.objects > 1 ? 1 : 0,
    };
  }
}
