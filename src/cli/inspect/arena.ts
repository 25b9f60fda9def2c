/** `inspect --arena N`: what is alive in one arena. */
import { type HeapAnswers, type HeldHeap, unpackLabels } from "../../doors/inspect.js";
import { counted, heldBlockBytes, labelText, mebibytes } from "../../doors/internal.js";
import { UsageError } from "../arguments/usage-error.js";
import { grouped, tableRow } from "../text/columns.js";

/** Blocks of one kind, or of one holder. */
export interface ArenaLine {
  readonly name: string;
  readonly blocks: number;
  readonly bytes: number;
}

/** An arena's live blocks. */
export interface ArenaInside {
  readonly arena: number;
  readonly address: string;
  readonly liveBlocks: number;
  readonly liveBytes: number;
  readonly kinds: readonly ArenaLine[];
  /** Not known of a file. */
  readonly holders?: readonly ArenaLine[];
}

const COLUMNS = [18, 20];
const LINES_SHOWN = 12;

/** Looks into an arena of a heap that was read: the main interpreter's, then the others'. */
export function arenaOfAnswers(answers: HeapAnswers, arena: number): ArenaInside {
  const { reading, text, heap } = answers;
  let place = arena;
  let interpreter = 0;
  const { interpreters } = reading;
  while (interpreter < interpreters.length && place >= interpreters[interpreter]!.arenas.length) {
    place -= interpreters[interpreter]!.arenas.length;
    interpreter += 1;
  }
  const read = interpreters[interpreter]?.arenas[place];
  const count = interpreters.reduce((sum, { arenas }) => sum + arenas.length, 0);
  if (read === undefined) throw noArena(arena, count);
  const inside = answers.arena(place, interpreter);
  const labelBlock = new Map<number, number>();
  for (const pool of read.pools) {
    const end = reading.pools.firstBlock[pool + 1]!;
    for (let block = reading.pools.firstBlock[pool]!; block < end; block++) {
      if (!labelBlock.has(heap.labels[block]!)) labelBlock.set(heap.labels[block]!, block);
    }
  }
  return {
    arena,
    address: `0x${read.address.toString(16)}`,
    liveBlocks: inside.liveBlocks,
    liveBytes: inside.liveBytes,
    kinds: inside.labels.map(({ key, blocks, bytes }) => ({
      name: answers.labelOf(labelBlock.get(key)!),
      blocks,
      bytes,
    })),
    holders: inside.places.map(({ key, blocks, bytes }) => ({
      name: key < 0 ? "the program itself, or no name" : text.ofObject(key),
      blocks,
      bytes,
    })),
  };
}

/** Looks into an arena of a file. */
export function arenaOfHeld(held: HeldHeap, arena: number): ArenaInside {
  const blockBytes = heldBlockBytes(held);
  const labels = unpackLabels(held.blockLabels, blockBytes.length, held.labels.length);
  let first = 0;
  let firstArena = 0;
  for (const { snapshot } of held.interpreters) {
    const sums = new Map<string, { name: string; blocks: number; bytes: number }>();
    for (const [place, , , carvedBlocks] of snapshot.pools) {
      for (let block = first; block < first + carvedBlocks; block++) {
        if (firstArena + place !== arena || labels[block] === 0) continue;
        const name = labelText(held.labels[labels[block]!]!);
        const sum = sums.get(name) ?? { name, blocks: 0, bytes: 0 };
        sum.blocks += 1;
        sum.bytes += blockBytes[block]!;
        sums.set(name, sum);
      }
      first += carvedBlocks;
    }
    const read = snapshot.arenas[arena - firstArena];
    if (read !== undefined) return insideOf(arena, read.address, [...sums.values()]);
    firstArena += snapshot.arenas.length;
  }
  throw noArena(arena, firstArena);
}

function insideOf(arena: number, address: number, kinds: readonly ArenaLine[]): ArenaInside {
  return {
    arena,
    address: `0x${address.toString(16)}`,
    liveBlocks: kinds.reduce((sum, { blocks }) => sum + blocks, 0),
    liveBytes: kinds.reduce((sum, { bytes }) => sum + bytes, 0),
    kinds: [...kinds].sort((a, b) => b.bytes - a.bytes),
  };
}

function noArena(arena: number, count: number): UsageError {
  return new UsageError(`there is no arena ${arena}; they are numbered 0 to ${count - 1}`);
}

/** Says what is in an arena. */
export function arenaReport(inside: ArenaInside): string {
  const { arena, address, liveBlocks, liveBytes, kinds, holders = [] } = inside;
  const head = `Arena ${arena} at ${address}: ${counted(liveBlocks, "live block")}, ${mebibytes(liveBytes)}\n`;
  return `${head}${table("What they are", kinds)}${table("Who holds them", holders)}`;
}

function table(title: string, lines: readonly ArenaLine[]): string {
  if (lines.length === 0) return "";
  const rows = lines.slice(0, LINES_SHOWN).map(({ name, blocks, bytes }) => {
    const figures = [counted(blocks, "block"), `${grouped(bytes)} bytes`];
    return `${tableRow(COLUMNS, figures)}  ${name}\n`;
  });
  const more = lines.length > LINES_SHOWN ? `      and ${lines.length - LINES_SHOWN} more\n` : "";
  return `${title}\n${rows.join("")}${more}`;
}
