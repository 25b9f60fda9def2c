/** Holds one heap, apart from the page, which keeps answering meanwhile. */
import { arenaBlocksMap } from "pymalloc-lab/charts";
import { arenasBackWithout, BlockHolders, type HeldHeap } from "pymalloc-lab/inspect";
import { heldBlockBytes } from "pymalloc-lab/internal";
import type { HeapAnswer, HeapDrop, HeapWish } from "./messages";
import { readHeapFile } from "./read-heap-file";

let blocks: BlockHolders | undefined;

addEventListener("message", ({ data }: MessageEvent<HeapWish>) => {
  void answerTo(data)
    .catch((error: unknown): HeapAnswer => {
      const why = error instanceof Error ? error.message : String(error);
      return { id: data.id, kind: "refused", why };
    })
    .then((answer) => postMessage(answer));
});

async function answerTo(wish: HeapWish): Promise<HeapAnswer> {
  const { id } = wish;
  if (wish.kind === "read") {
    const { inspected, held } = await readHeapFile(wish.name, wish.file);
    blocks = held && new BlockHolders(held);
    const arenas = blocks?.arenas ?? [];
    const arenaBytes = held?.geometry.arenaBytes ?? 0;
    return { id, kind: "read", view: { inspected, arenas, arenaBytes } };
  }
  if (blocks === undefined) throw new Error("no heap was read");
  if (wish.kind === "drop") return { id, kind: "drop", drop: dropOf(blocks, wish.holders) };
  const arena = blocks.arenas[wish.place];
  if (arena === undefined) throw new Error(`there is no arena ${wish.place}`);
  const reader = blocks;
  const paths = reader.held.holders.map(({ path }) => path);
  const title = `Arena ${wish.place}, block by block`;
  const chart = arenaBlocksMap(arena.pools, (pool) => reader.blocksIn(pool), paths, title);
  return { id, kind: "arena", chart };
}

function dropOf(reader: BlockHolders, holders: readonly number[]): HeapDrop {
  const going = reader.blocksOf(holders);
  const blockBytes = blockBytesIn(reader.held);
  let bytes = 0;
  for (const block of going) bytes += blockBytes[block] ?? 0;
  return { blocks: going.size, bytes, back: arenasBackWithout(reader.held, going) };
}

let known: { held: HeldHeap; bytes: Uint16Array } | undefined;

function blockBytesIn(held: HeldHeap): Uint16Array {
  if (known?.held !== held) known = { held, bytes: heldBlockBytes(held) };
  return known.bytes;
}
