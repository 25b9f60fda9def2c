/** A prefix search in a drawn tree: the nodes it walks over, and the words it finds. */
import type { DrawnNode, DrawnTree } from "./trees.js";

/** What a search finds. Nodes are named by their places in the tree's nodes. */
export interface DrawnSearch {
  /** Nodes on the way, in order, the root left out. */
  readonly walked: readonly number[];
  /** Letters of the prefix that were matched. */
  readonly matchedLength: number;
  /** Whether the walk came to the prefix's end. */
  readonly isWhole: boolean;
  /** Nodes that end a word under the prefix; none where the walk left the tree. */
  readonly found: readonly number[];
}

/** Searches a tree for the prefix that it is drawn with; nothing where it has none. */
export function searchOf({ nodes, search }: DrawnTree): DrawnSearch | undefined {
  if (search === undefined) return undefined;
  const walked: number[] = [];
  let matchedLength = 0;
  for (let place = 0; matchedLength < search.length; ) {
    place = childFor(nodes, place, search.charAt(matchedLength));
    if (place < 0) break;
    walked.push(place);
    const { label = "" } = nodes[place] ?? {};
    const shared = sharedLength(label, search, matchedLength);
    matchedLength += shared;
    if (shared < label.length) break;
  }
  const isWhole = matchedLength === search.length;
  const top = walked.at(-1) ?? 0;
  const found = nodes.flatMap(({ word }, place) =>
    isWhole && word !== null && isUnder(nodes, place, top) ? [place] : [],
  );
  return { walked, matchedLength, isWhole, found };
}

/** One sentence on what a search does. */
export function searchInWords(tree: DrawnTree): string {
  const found = searchOf(tree);
  if (found === undefined || tree.search === undefined) return "";
  const { walked, matchedLength, isWhole } = found;
  const steps = `${walked.length} ${walked.length === 1 ? "step" : "steps"}`;
  if (!isWhole) {
    const last = matchedLength === 0 ? "the root" : `"${tree.search.slice(0, matchedLength)}"`;
    return `The walk along "${tree.search}" takes ${steps} and leaves the tree after ${last}.`;
  }
  const words = found.found.map((place) => tree.nodes[place]?.word).join(", ");
  return `The walk along "${tree.search}" takes ${steps}; below it end ${words}.`;
}

function childFor(nodes: readonly DrawnNode[], parent: number, letter: string): number {
  return nodes.findIndex((node) => node.parent === parent && node.label.charAt(0) === letter);
}

function sharedLength(label: string, text: string, from: number): number {
  let length = 0;
  while (length < label.length && from + length < text.length) {
    if (label.charAt(length) !== text.charAt(from + length)) break;
    length += 1;
  }
  return length;
}

function isUnder(nodes: readonly DrawnNode[], place: number, top: number): boolean {
  for (let at = place; at >= 0; at = nodes[at]?.parent ?? -1) if (at === top) return true;
  return false;
}
