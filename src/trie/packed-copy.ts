/** A packed trie's nodes laid out anew in another arena. */
import type { PackedArena } from "./packed-arena.js";
import type { LinkPlace } from "./packed-descent.js";
import { copyChildren, copyUnits, PackedRecord, setLink } from "./packed-record.js";

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
    const below = (chunk[at]! << 16) | chunk[at + 1]!;
    const { address } = copyRecord(from, below, to, node, made);
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
  node.read(from, address);
  made.make(to, node);
  copyUnits(node.chunk, node.labelAt, made.chunk, made.labelAt, node.labelLength);
  copyChildren(node, 0, made, 0, node.childCount);
  return made;
}

/** Where a node's links to its children stand, the last one first. */
function childLinks(arena: PackedArena, address: number, node: PackedRecord): LinkPlace[] {
  const { chunk, linksAt, childCount } = node.read(arena, address);
  return Array.from({ length: childCount }, (_, i) => ({
    chunk,
    at: linksAt + 2 * (childCount - 1 - i),
  }));
}
