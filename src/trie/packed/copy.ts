/** A packed trie's nodes laid out anew in another arena. */

import type { LinkPlace } from "./descent.js";
import { LAYOUT, linkAt, setLink } from "./layout.js";
import { copyChildren, copyLabel, PackedRecord } from "./record.js";
import type { PackedArena } from "./record-arena.js";

const { CHILD_UNITS } = LAYOUT;

/**
 * Copies a tree into another arena, each node before what is below it and without
 * holes between them.
 *
 * @returns the address of its root there.
 */
export function copyTree(from: PackedArena, root: number, to: PackedArena): number {
  const node = new PackedRecord();
  const made = new PackedRecord();
  const copied = copyRecord(from, root, to, node, made).address;
  const open = childLinks(to, copied, node);
  for (let link = open.pop(); link !== undefined; link = open.pop()) {
    const { chunk, at } = link;
    const { address } = copyRecord(from, linkAt(chunk, at), to, node, made);
    setLink(chunk, at, address);
    for (const further of childLinks(to, address, node)) open.push(further);
  }
  return copied;
}

function copyRecord(
  from: PackedArena,
  address: number,
  to: PackedArena,
  node: PackedRecord,
  made: PackedRecord,
): PackedRecord {
  const { isTerminal, valueIndex, labelLength, childCount } = node.read(from, address);
  made.make(to, isTerminal, valueIndex, labelLength, childCount);
  copyLabel(node, made);
  copyChildren(node, 0, made, 0, childCount);
  return made;
}

/** Where a node's links to its children stand, the last one first. */
function childLinks(arena: PackedArena, address: number, node: PackedRecord): LinkPlace[] {
  const { chunk, childCount } = node.read(arena, address);
  const lastAt = node.childAt(childCount - 1) + 1;
  return Array.from({ length: childCount }, (_, i) => ({ chunk, at: lastAt - CHILD_UNITS * i }));
}
