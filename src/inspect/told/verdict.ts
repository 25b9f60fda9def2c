/** The answer to "what holds my arenas?" in a few sentences. */
import type { MallocStats } from "../../pymalloc/malloc-stats.js";
import type { PricePoint } from "../held-heap/held-heap.js";
import { counted, mebibytes, percent } from "./figures.js";
import type { HolderLine, Inspected } from "./inspected.js";

/** From this share of live bytes the heap is simply in use. */
const FULL_SHARE = 0.7;

/** Up to so many blocks for an arena it is a bargain: many arenas have room for thousands. */
const MOST_BLOCKS_AN_ARENA = 100;

/** Arenas of all interpreters. */
export const arenasOf = (stats: readonly MallocStats[]): number =>
  stats.reduce((count, { arenas }) => count + arenas.current, 0);

/** Bytes of those arenas. */
export const arenaBytesOf = (stats: readonly MallocStats[]): number =>
  stats.reduce((bytes, { arenas, arenaBytes }) => bytes + arenas.current * arenaBytes, 0);

/** Bytes of live blocks in them. */
export const liveBytesOf = (stats: readonly MallocStats[]): number =>
  stats.reduce((bytes, { bytesInAllocatedBlocks }) => bytes + bytesInAllocatedBlocks, 0);

/**
 * The answer in a few sentences.
 *
 * @example
 * import { readFileSync } from "node:fs";
 * const held = await readHeldHeap(readFileSync("test/data/held-heaps/rare-survivors.held.json.gz"));
 * verdict(inspectedHeld("a heap", held)).includes("Without __main__.keep (list) 41 of 44 arenas"); // => true
 */
export function verdict({ stats, holders, priceCurve, source }: Inspected): string {
  if (!source.consistent) return "";
  const arenas = arenasOf(stats);
  const arenaBytes = arenaBytesOf(stats);
  const liveBytes = liveBytesOf(stats);
  const held = `${counted(arenas, "arena")} ${arenas === 1 ? "holds" : "hold"} ${mebibytes(arenaBytes)}; ${mebibytes(liveBytes)} of them (${percent(liveBytes, arenaBytes)}) are live blocks.`;
  const [best] = holders;
  const state =
    liveBytes > FULL_SHARE * arenaBytes
      ? "The heap is full of what the program keeps: memory comes back when that goes."
      : "The rest is free inside arenas that something alive keeps from going back to the system.";
  return [held, state, bestHolder(best, arenas), cheapest(priceCurve, arenas)]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

function bestHolder(best: HolderLine | undefined, arenas: number): string {
  if (best === undefined) return "";
  if (best.arenasBack === 0) {
    return "No single name returns an arena when it is let go.";
  }
  return `Without ${best.path} (${typeOf(best)}) ${best.arenasBack === 1 ? "1 arena" : `${best.arenasBack} of ${arenas} arenas`} would come back.`;
}

function cheapest(curve: readonly PricePoint[], arenas: number): string {
  // The most arenas that still cost little for what they give.
  const bargain = curve
    .filter(
      ({ arenasBack, blocks }) => arenasBack > 0 && blocks <= MOST_BLOCKS_AN_ARENA * arenasBack,
    )
    .at(-1);
  if (bargain === undefined || arenas === 0) return "";
  return `${counted(bargain.blocks, "block")} (${mebibytes(bargain.bytes)}) ${bargain.blocks === 1 ? "keeps" : "keep"} ${counted(bargain.arenasBack, "arena")} from coming back.`;
}

/** "list of 55". */
export function typeOf({ type, length }: HolderLine): string {
  return length === undefined ? type : `${type} of ${length.toLocaleString("en-GB")}`;
}
