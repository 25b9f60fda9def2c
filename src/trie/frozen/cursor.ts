/** A walk over all keys below a place in a frozen trie, in the order of their code units. */
import { ENDS_KEY, type FrozenImage, IS_LAST, type Letters } from "./image.js";

/** Moves from key to key. */
export class FrozenCursor {
  /** The key it is at, once {@link advance} has said that there is one. */
  text: string;
  readonly #links: Uint32Array;
  readonly #letters: Letters;
  /** Next edge of each node on the way, 0 once all were taken; and the node's text. */
  readonly #edges: number[] = [];
  readonly #texts: string[] = [];
  #isAtKey: boolean;

  /**
   * @param link - leads to the node whose keys are wanted.
   * @param text - the text that leads there, a key itself where the link says so.
   */
  constructor({ links, letters }: FrozenImage, link: number, text: string) {
    this.#links = links;
    this.#letters = letters;
    this.text = text;
    this.#isAtKey = (link & ENDS_KEY) !== 0;
    this.#edges.push(link >>> 2);
    this.#texts.push(text);
  }

  /** Moves to the next key; `false` if there is none. */
  advance(): boolean {
    if (this.#isAtKey) {
      this.#isAtKey = false;
      return true;
    }
    for (let top = this.#edges.length - 1; top >= 0; top = this.#edges.length - 1) {
      const edge = this.#edges[top]!;
      if (edge === 0) {
        this.#edges.pop();
        this.#texts.pop();
      } else if (this.#goDown(top, edge)) {
        return true;
      }
    }
    return false;
  }

  #goDown(top: number, edge: number): boolean {
    const link = this.#links[edge]!;
    const text = this.#texts[top]! + String.fromCharCode(this.#letters[edge]!);
    this.#edges[top] = (link & IS_LAST) === 0 ? edge + 1 : 0;
    if (link >>> 2 !== 0) {
      this.#edges.push(link >>> 2);
      this.#texts.push(text);
    }
    this.text = text;
    return (link & ENDS_KEY) !== 0;
  }
}
