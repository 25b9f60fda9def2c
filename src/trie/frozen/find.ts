/** The way along a text through a frozen trie, and back from a key's number to the key. */
import { ENDS_KEY, type FrozenImage, IS_LAST } from "./image.js";

/** Not a link: a real one leads to a node, or ends a key, or both. */
export const NOWHERE = 0;

/** What an edge to the root would say. */
function rootLink({ root, hasEmptyKey }: FrozenImage): number {
  return (root << 2) | (hasEmptyKey ? ENDS_KEY : 0);
}

/** The last link on the way along a text, or {@link NOWHERE}. */
export function followText(image: FrozenImage, text: string): number {
  const { links, letters } = image;
  let link = rootLink(image);
  for (let i = 0; i < text.length; i++) {
    const letter = text.charCodeAt(i);
    let edge = link >>> 2;
    if (edge === 0) return NOWHERE;
    for (; letters[edge] !== letter; edge++) {
      if ((links[edge]! & IS_LAST) !== 0) return NOWHERE;
    }
    link = links[edge]!;
  }
  return link;
}

/** Units of the longest key that a text begins with; -1 if there is none. */
export function longestFrozenKeyLength(image: FrozenImage, text: string): number {
  let link = rootLink(image);
  let keyLength = (link & ENDS_KEY) === 0 ? -1 : 0;
  for (let length = 1; length <= text.length; length++) {
    const edge = edgeFor(image, link, text.charCodeAt(length - 1));
    if (edge === 0) break;
    link = image.links[edge]!;
    if ((link & ENDS_KEY) !== 0) keyLength = length;
  }
  return keyLength;
}

/** Where a text leads, and how many keys come before all that begin with it. */
export function locateText(
  image: FrozenImage,
  ranks: Uint32Array,
  text: string,
): { link: number; keysBefore: number } {
  let link = rootLink(image);
  let keysBefore = 0;
  for (let i = 0; i < text.length; i++) {
    if ((link & ENDS_KEY) !== 0) keysBefore += 1;
    const edge = edgeFor(image, link, text.charCodeAt(i));
    if (edge === 0) return { link: NOWHERE, keysBefore };
    keysBefore += ranks[edge]!;
    link = image.links[edge]!;
  }
  return { link, keysBefore };
}

/** The key of a number from 0 to one less than there are keys. */
export function keyOfNumber(image: FrozenImage, ranks: Uint32Array, number: number): string {
  const { links, letters } = image;
  let text = "";
  let link = rootLink(image);
  for (let left = number; ; ) {
    if ((link & ENDS_KEY) !== 0 && left-- === 0) return text;
    let edge = link >>> 2;
    while ((links[edge]! & IS_LAST) === 0 && ranks[edge + 1]! <= left) edge += 1;
    left -= ranks[edge]!;
    text += String.fromCharCode(letters[edge]!);
    link = links[edge]!;
  }
}

/** The edge for a letter at the node that a link leads to; 0 if it has none. */
function edgeFor({ links, letters }: FrozenImage, link: number, letter: number): number {
  let edge = link >>> 2;
  if (edge === 0) return 0;
  while (letters[edge]! < letter && (links[edge]! & IS_LAST) === 0) edge += 1;
  return letters[edge] === letter ? edge : 0;
}
