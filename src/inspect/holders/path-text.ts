/**
 * A way from a name to an object, written as a Python programmer would reach it.
 *
 *     shop.cache                     a module's global
 *     shop.Basket.recent             a class's attribute
 *     shop.cache[…].rows[3]          below it; a dict's key only where values may be told
 *     shop.handler(closure rows)     what a function's closure holds
 *     shop.handler(default 1)        a default value of an argument
 *     main (shop.py) local rows      a local of a running function
 */

import { untagged } from "../references/frame-references.js";
import { OUTSIDE, type ReferenceGraph } from "../references/reference-graph.js";
import { SLOT, slotIndex, slotKind } from "../references/slot.js";
import { readDictKeys } from "../values/dict-keys.js";
import { previewOf } from "../values/preview.js";
import type { PythonNames } from "../values/python-names.js";
import { ROLE } from "./namespaces.js";
import type { NearestNames } from "./nearest-names.js";

/** Writes ways. */
export class PathText {
  readonly #graph: ReferenceGraph;
  readonly #nearest: NearestNames;
  readonly #names: PythonNames;
  /** By object: what memory outside holds it, where somebody has looked. */
  readonly outsideSources = new Map<number, string>();

  constructor(nearest: NearestNames, names: PythonNames) {
    this.#graph = nearest.graph;
    this.#nearest = nearest;
    this.#names = names;
  }

  /** The way to a node. */
  ofNode(node: number): string {
    return this.#written(this.#nearest.wayTo(node).map((at) => this.#graph.objects[at]!));
  }

  /** The way to an object of any kind, node or not. */
  ofObject(id: number): string {
    const node = this.#graph.nodeOfObject(id);
    if (node === OUTSIDE) return `(memory outside) → ${this.typeName(id)}`;
    if (this.#graph.objects[node] === id) return this.ofNode(node);
    return this.#written([...this.#nearest.wayTo(node).map((at) => this.#graph.objects[at]!), id]);
  }

  /** The references from a node to another, each as a way. */
  ofReferences(from: number, to: number): string[] {
    const way = this.#nearest.wayTo(from).map((at) => this.#graph.objects[at]!);
    const before = this.#written(way);
    const { reader, objects } = this.#graph;
    const [source, target] = [objects[from]!, objects[to]!];
    reader.read(source);
    const slots = reader.slots.filter(
      (_, place) => place < reader.count && reader.targets[place] === target,
    );
    return slots.map((slot) => before + this.step(source, slot, target));
  }

  typeName(id: number): string {
    const type = this.#graph.ids.typeOf(id);
    return type === undefined ? "frame" : this.#names.typeName(type);
  }

  #written(ids: readonly number[]): string {
    let text = this.beginning(ids[0]!);
    for (let step = 1; step < ids.length; step++) {
      const [from, to] = [ids[step - 1]!, ids[step]!];
      text += this.step(from, this.#slotOf(from, to), to);
    }
    return text;
  }

  /** The {@link ROLE} of an object. */
  #roleOf(id: number): number {
    const node = this.#graph.nodeOfObject(id);
    if (this.#graph.objects[node] !== id) return ROLE.none;
    return this.#nearest.namespaces.roles[node]!;
  }

  /** What a way that begins at an object begins with. */
  beginning(id: number): string {
    const address = this.#graph.ids.addressOf(id);
    const role = this.#roleOf(id);
    if (role === ROLE.module) return this.#names.moduleName(address);
    if (role === ROLE.class) return this.#names.className(address);
    if (role === ROLE.function) return this.#names.functionName(address);
    if (role === ROLE.code) return `${this.#names.codeName(address)} code`;
    if (role === ROLE.frame) return `${this.#names.codeName(this.#codeOfFrame(address))} local`;
    return `(${this.outsideSources.get(id) ?? "memory outside"}) → ${this.typeName(id)}`;
  }

  #codeOfFrame(address: number): number {
    const { image, layout } = this.#graph.heap;
    return untagged(image.word(address + layout.frame.code));
  }

  /** What the reference that stands in a slot of an object adds to a way. */
  step(from: number, slot: number, to: number): string {
    const kind = slotKind(slot);
    const index = slotIndex(slot);
    const address = this.#graph.ids.addressOf(from);
    const role = this.#roleOf(from);
    if (kind === SLOT.key) return " key";
    if (kind === SLOT.value) return this.#value(address, role, index);
    if (kind === SLOT.local) return this.#local(from, address, index);
    if (kind === SLOT.stack) return " (being worked on)";
    if (kind === SLOT.item) return this.#item(role, from, index);
    if (kind === SLOT.element) return "{…}";
    if (kind === SLOT.attribute) return `.${this.#attribute(from, index)}`;
    if (kind === SLOT.dict) return "";
    if (kind === SLOT.field) return this.#field(from, to, role, index);
    return ` → ${this.typeName(to)}`;
  }

  /** Where in an object the reference to another stands; the first if there are several. */
  #slotOf(from: number, to: number): number {
    const { reader } = this.#graph;
    reader.read(from);
    for (let place = 0; place < reader.count; place++) {
      if (reader.targets[place] === to) return reader.slots[place]!;
    }
    return SLOT.buffer;
  }

  #value(dict: number, role: number, entry: number): string {
    const { image, layout } = this.#graph.heap;
    const keys = readDictKeys(image, layout, image.word(dict + 32));
    if (keys === undefined) return "[…]";
    const key = image.word(keys.entries + entry * keys.entryBytes + keys.keyAt);
    const isNamespace =
      role === ROLE.moduleDict || role === ROLE.classDict || role === ROLE.functionDict;
    if (isNamespace || this.#isInstanceDict(dict)) return `.${this.#names.attributeName(key)}`;
    if (role === ROLE.defaults) return `(default ${this.#names.attributeName(key)})`;
    return this.#names.privacy.showsValues ? `[${previewOf(this.#names, key)}]` : "[…]";
  }

  /** A split dict is an instance's; others are told by the way that leads to them. */
  #isInstanceDict(dict: number): boolean {
    if (this.#graph.heap.image.word(dict + 40) > 0) return true;
    const id = this.#graph.ids.at(dict);
    const node = this.#graph.nodeOfObject(id);
    const parent = this.#nearest.parent[node] ?? OUTSIDE;
    if (parent === OUTSIDE) return false;
    return slotKind(this.#slotOf(this.#graph.objects[parent]!, id)) === SLOT.dict;
  }

  #local(from: number, address: number, place: number): string {
    const { image, layout } = this.#graph.heap;
    const type = this.#graph.ids.typeOf(from);
    // A generator has its frame inside.
    const isGenerator = type?.kind === "generator";
    const frame = isGenerator ? address + type.basicBytes - layout.frame.locals : address;
    const code = untagged(image.word(frame + layout.frame.code));
    return ` ${isGenerator ? "local " : ""}${this.#names.localName(code, place)}`;
  }

  #item(role: number, from: number, index: number): string {
    if (role === ROLE.defaults) return `(default ${index})`;
    if (role !== ROLE.closure) return `[${index}]`;
    const { ids, heap } = this.#graph;
    const node = this.#nearest.parent[this.#graph.nodeOfObject(from)]!;
    const owner = ids.addressOf(this.#graph.objects[node]!);
    const code = heap.image.word(owner + heap.layout.function.code);
    return `(closure ${this.#names.freeName(code, index)})`;
  }

  #attribute(from: number, place: number): string {
    const type = this.#graph.ids.typeOf(from)!;
    const keys = this.#graph.reader.sharedKeys(type);
    if (keys === undefined) return "<…>";
    const key = keys.entries + place * keys.entryBytes + keys.keyAt;
    return this.#names.attributeName(this.#graph.heap.image.word(key));
  }

  #field(from: number, to: number, role: number, offset: number): string {
    const toRole = this.#roleOf(to);
    if (role === ROLE.cell || toRole === ROLE.closure || toRole === ROLE.cell) return "";
    if (toRole === ROLE.moduleDict || toRole === ROLE.classDict) return "";
    if (toRole === ROLE.defaults || toRole === ROLE.functionDict) return "";
    const type = this.#graph.ids.typeOf(from);
    const name = type === undefined ? undefined : this.#names.slotName(type, offset);
    return name === undefined ? ` → ${this.typeName(to)}` : `.${name}`;
  }
}
