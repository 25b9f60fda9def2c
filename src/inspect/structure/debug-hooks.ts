/**
 * CPython's debug hooks (`PYTHONMALLOC=debug`, `-X dev`): before each block's contents stand
 * its size, a letter for who asked, and bytes that nobody should touch.
 */
import type { ReadPools } from "../read-pools.js";

/** Bytes before the object that the hooks add. */
export const DEBUG_PREFIX_BYTES = 16;

/** The letters of `PyMem_` and `PyObject_` blocks. */
const LETTERS = [0x6d, 0x6f];
/** The forbidden bytes after the letter, before and from 3.8. @see CPython, Objects/obmalloc.c */
const FORBIDDEN = [0xfbfbfbfb, 0xfdfdfdfd];
/** First blocks that are looked at. */
const SAMPLE = 400;

/** Whether most blocks are padded. */
export function hasDebugHooks(pools: ReadPools): boolean {
  let padded = 0;
  let seen = 0;
  for (let pool = 0; pool < pools.count && seen < SAMPLE; pool++) {
    if (pools.isLive[pools.firstBlock[pool]!] !== 1) continue;
    seen += 1;
    const halves = pools.halvesOf(pool);
    const block = pools.half[pool]! + pools.poolHeaderBytes / 4;
    const isLetter = LETTERS.includes(halves[block + 2]! & 0xff);
    if (isLetter && FORBIDDEN.includes(halves[block + 3]!)) padded += 1;
  }
  return seen > 0 && padded > seen / 2;
}
