/**
 * What dies when references go: the reference counts of the process played forward, and then
 * the collector's work.
 */
import { OUTSIDE, type ReferenceGraph } from "../references/reference-graph.js";

/** One reference of one object to another, both by object number. */
export interface Reference {
  readonly from: number;
  readonly to: number;
}

/** What died. */
export interface Deaths {
  /** Blocks in the order in which they are freed. */
  readonly blocks: readonly number[];
  readonly objects: number;
  /** Of these, those that only the collector frees: they refer to each other. */
  readonly collected: number;
}

/** Lets references go and says what dies of it, `gc.collect()` included. */
export function whatDies(graph: ReferenceGraph, dropped: readonly Reference[]): Deaths {
  const deaths = new DeathRoll(graph);
  for (const { to } of dropped) deaths.release(to);
  const counted = deaths.objects;
  deaths.collect(dropped);
  return { blocks: deaths.blocks, objects: deaths.objects, collected: deaths.objects - counted };
}

/** Waits on the way down for what it refers to. */
interface Dying {
  readonly id: number;
  readonly targets: readonly number[];
  readonly parts: readonly number[];
  next: number;
}

class DeathRoll {
  readonly blocks: number[] = [];
  objects = 0;
  readonly #graph: ReferenceGraph;
  readonly #counts = new Map<number, number>();
  readonly #dead = new Set<number>();

  constructor(graph: ReferenceGraph) {
    this.#graph = graph;
  }

  /** Takes one reference away from an object, and from what dies with it. */
  release(id: number): void {
    const waiting: Dying[] = [];
    this.#decrease(id, waiting);
    while (waiting.length > 0) {
      const dying = waiting.at(-1)!;
      const target = dying.targets[dying.next++];
      if (target !== undefined) {
        this.#decrease(target, waiting);
        continue;
      }
      this.#freeBlocks(dying);
      waiting.pop();
    }
  }

  /** Frees what nothing outside leads to any more. */
  collect(dropped: readonly Reference[]): void {
    const { objects, nodeCount } = this.#graph;
    const isReached = this.#reach(dropped);
    const unreached: number[] = [];
    for (let node = 1; node < nodeCount; node++) {
      const id = objects[node]!;
      if (isReached[node] === 1 || this.#dead.has(id)) continue;
      this.#dead.add(id);
      unreached.push(id);
    }
    for (const id of unreached) {
      this.objects++;
      const dying = this.#read(id);
      for (const target of dying.targets) this.release(target);
      this.#freeBlocks(dying);
    }
  }

  #decrease(id: number, waiting: Dying[]): void {
    if (this.#dead.has(id)) return;
    const { ids } = this.#graph;
    const count = this.#counts.get(id) ?? ids.referenceCount(ids.addressOf(id));
    this.#counts.set(id, count - 1);
    if (count > 1) return;
    this.#dead.add(id);
    this.objects++;
    waiting.push(this.#read(id));
  }

  #read(id: number): Dying {
    const { reader } = this.#graph;
    reader.read(id);
    const targets = reader.targets.slice(0, reader.count);
    // A list and a tuple let their items go from the end.
    const kind = this.#graph.ids.typeOf(id)?.kind;
    if (kind === "list" || kind === "tuple") targets.reverse();
    return { id, targets, parts: reader.parts.slice(), next: 0 };
  }

  #freeBlocks({ id, parts }: Dying): void {
    for (const block of parts) this.blocks.push(block);
    if (id < this.#graph.ids.blockCount) this.blocks.push(id);
  }

  /** By node: 1 where a way from outside leads to it without the dropped references. */
  #reach(dropped: readonly Reference[]): Uint8Array {
    const { nodeCount, edgeStart, edges, unseen, objects } = this.#graph;
    const isReached = new Uint8Array(nodeCount);
    const isDead = (node: number) => this.#dead.has(objects[node]!);
    const missing = new Map<string, number>();
    for (const { from, to } of dropped) {
      const key = `${from} ${to}`;
      missing.set(key, (missing.get(key) ?? 0) + 1);
    }
    const sources = new Set(dropped.map(({ from }) => from));
    const waiting: number[] = [];
    const reach = (node: number) => {
      if (isReached[node] === 1 || isDead(node)) return;
      isReached[node] = 1;
      waiting.push(node);
    };
    for (let node = 1; node < nodeCount; node++) if (unseen[node]! > 0) reach(node);
    while (waiting.length > 0) {
      const node = waiting.pop()!;
      const isSource = sources.has(objects[node]!);
      for (let edge = edgeStart[node]!; edge < edgeStart[node + 1]!; edge++) {
        const target = edges[edge]!;
        if (isSource) {
          const key = `${objects[node]} ${objects[target]}`;
          const left = missing.get(key) ?? 0;
          missing.set(key, left - 1);
          if (left > 0) continue;
        }
        reach(target);
      }
    }
    isReached[OUTSIDE] = 1;
    return isReached;
  }
}
