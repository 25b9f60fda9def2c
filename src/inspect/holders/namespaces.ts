/**
 * Where names live: modules, classes, functions, code, and the frames that run.
 *
 * A *namespace* is a node whose references have names of their own: a module's dict, a class's
 * dict, a function's defaults and cells, a frame. What it refers to is a *named place*, and
 * what is below belongs to that place.
 */
import { TYPE_AT } from "../layout/type-layout.js";
import { FRAME_TYPE } from "../references/object-ids.js";
import { OUTSIDE, type ReferenceGraph } from "../references/reference-graph.js";

/** What a node has to do with names. */
export const ROLE = {
  none: 0,
  module: 1,
  class: 2,
  function: 3,
  code: 4,
  frame: 5,
  /** From here on: namespaces that belong to one of those. */
  moduleDict: 6,
  classDict: 7,
  defaults: 8,
  closure: 9,
  functionDict: 10,
  cell: 11,
} as const;

/** The roles of nodes. */
export interface Namespaces {
  /** By node: a {@link ROLE}. */
  readonly roles: Uint8Array;
  /** Modules, classes, functions and code, in the order in which they lend their names. */
  readonly named: readonly number[];
  /** Frames, which lend theirs to what nothing else names. */
  readonly frames: readonly number[];
}

/** Whether what a node of a role refers to is a named place. */
export function isNamespace(role: number): boolean {
  return role >= ROLE.code;
}

/** Finds the namespaces of a graph. */
export function findNamespaces(graph: ReferenceGraph): Namespaces {
  const { ids, heap } = graph;
  const { image, layout } = heap;
  const roles = new Uint8Array(graph.nodeCount);
  const found: number[][] = [[], [], [], [], [], []];
  const give = (address: number, role: number): number => {
    const node = graph.nodeOfObject(ids.at(address));
    if (node !== OUTSIDE && roles[node] === ROLE.none) roles[node] = role;
    return node;
  };
  for (let node = 1; node < graph.nodeCount; node++) {
    const role = roleOf(graph, node);
    if (role === ROLE.none) continue;
    roles[node] = role;
    found[role]!.push(node);
  }
  for (const node of found[ROLE.module]!) {
    give(image.word(ids.addressOf(graph.objects[node]!) + 16), ROLE.moduleDict);
  }
  for (const node of found[ROLE.class]!) {
    give(image.word(ids.addressOf(graph.objects[node]!) + TYPE_AT.dict), ROLE.classDict);
  }
  for (const node of found[ROLE.function]!) {
    const address = ids.addressOf(graph.objects[node]!);
    give(image.word(address + layout.function.defaults), ROLE.defaults);
    give(image.word(address + layout.function.keywordDefaults), ROLE.defaults);
    give(image.word(address + layout.function.dict), ROLE.functionDict);
    const closure = give(image.word(address + layout.function.closure), ROLE.closure);
    for (const cell of edgesOf(graph, closure))
      if (roles[cell] === ROLE.none) roles[cell] = ROLE.cell;
  }
  const named = [ROLE.module, ROLE.class, ROLE.function, ROLE.code].flatMap((role) => found[role]!);
  return { roles, named, frames: found[ROLE.frame]! };
}

/** The nodes that a node refers to. */
export function edgesOf(graph: ReferenceGraph, node: number): Int32Array {
  if (node === OUTSIDE) return new Int32Array(0);
  return graph.edges.subarray(graph.edgeStart[node], graph.edgeStart[node + 1]);
}

function roleOf({ ids, objects, unseen, heap }: ReferenceGraph, node: number): number {
  const id = objects[node]!;
  const number = ids.typeNumberOf(id);
  if (number === FRAME_TYPE) return ROLE.frame;
  const { kind, isHeapType } = heap.types.types[number]!;
  if (kind === "module") return ROLE.module;
  if (kind === "function") return ROLE.function;
  if (kind === "code") return ROLE.code;
  if (kind === "type") return ROLE.class;
  const isRunning = kind === "frame" && !isHeapType && unseen[node]! > 0;
  return isRunning && !heap.layout.hasDataStack ? ROLE.frame : ROLE.none;
}
