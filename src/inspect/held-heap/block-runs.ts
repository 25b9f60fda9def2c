/**
 * Numbers of millions of blocks as a text: pairs of small numbers, each in as many bytes as
 * it needs (7 bits a byte, the low ones first, the top bit set on all but the last), in base64.
 */

const MORE = 0x80;
const LOW_BITS = 0x7f;
/** Largest number that is written, and read. */
const MOST = 0xffff_ffff;

/**
 * Writes the label numbers of all blocks: pairs of a label and how many blocks in a row have it.
 */
export function packLabels(labels: Uint16Array): string {
  const bytes: number[] = [];
  for (let from = 0; from < labels.length; ) {
    let to = from + 1;
    while (to < labels.length && labels[to] === labels[from]) to += 1;
    writeNumber(bytes, labels[from]!);
    writeNumber(bytes, to - from);
    from = to;
  }
  return base64(Uint8Array.from(bytes));
}

/**
 * Reads the label numbers of all blocks.
 *
 * @throws {RangeError} when they are not `blockCount` numbers below `labelCount`.
 *
 * @example
 * // Two blocks with label 1, then one with label 0.
 * [...unpackLabels("AQIAAQ==", 3, 2)]; // => [1, 1, 0]
 */
export function unpackLabels(text: string, blockCount: number, labelCount: number): Uint16Array {
  const labels = new Uint16Array(blockCount);
  let at = 0;
  for (const [label, count] of pairsOf(text)) {
    if (label >= labelCount) {
      throw new RangeError(`block ${at} has label ${label}, and there are ${labelCount}`);
    }
    if (count === 0 || at + count > blockCount) {
      throw new RangeError(`there are ${blockCount} blocks, and more than those have labels`);
    }
    labels.fill(label, at, at + count);
    at += count;
  }
  if (at !== blockCount) {
    throw new RangeError(`there are ${blockCount} blocks, and ${at} have labels`);
  }
  return labels;
}

/**
 * Writes a set of blocks: pairs of how many blocks are left out and how many follow that are in.
 *
 * @param blocks - ascending, each once.
 */
export function packBlocks(blocks: ArrayLike<number>): string {
  const bytes: number[] = [];
  let end = 0;
  for (let place = 0; place < blocks.length; ) {
    const first = blocks[place]!;
    let next = first;
    while (place < blocks.length && blocks[place] === next) {
      place += 1;
      next += 1;
    }
    writeNumber(bytes, first - end);
    writeNumber(bytes, next - first);
    end = next;
  }
  return base64(Uint8Array.from(bytes));
}

/**
 * Reads a set of blocks, ascending.
 *
 * @throws {RangeError} when a block is not below `blockCount`.
 *
 * @example
 * // Five blocks are left out, then two are in.
 * [...unpackBlocks("BQI=", 10)]; // => [5, 6]
 */
export function unpackBlocks(text: string, blockCount: number): Uint32Array {
  const runs: [from: number, to: number][] = [];
  let end = 0;
  let size = 0;
  for (const [skipped, count] of pairsOf(text)) {
    const from = end + skipped;
    end = from + count;
    if (end > blockCount) {
      throw new RangeError(`block ${end - 1} is named, and there are ${blockCount}`);
    }
    runs.push([from, end]);
    size += count;
  }
  const blocks = new Uint32Array(size);
  let place = 0;
  for (const [from, to] of runs) {
    for (let block = from; block < to; block++, place++) blocks[place] = block;
  }
  return blocks;
}

function writeNumber(bytes: number[], number: number): void {
  let rest = number;
  while (rest > LOW_BITS) {
    bytes.push((rest & LOW_BITS) | MORE);
    rest = Math.floor(rest / MORE);
  }
  bytes.push(rest);
}

function* pairsOf(text: string): Generator<readonly [number, number]> {
  const bytes = bytesOf(text);
  let at = 0;
  const next = (): number => {
    let number = 0;
    for (let scale = 1; ; scale *= MORE) {
      const byte = bytes[at];
      if (byte === undefined) throw new RangeError("the numbers of the blocks are cut short");
      at += 1;
      number += (byte & LOW_BITS) * scale;
      if (number > MOST) throw new RangeError("a number of the blocks is out of range");
      if (byte < MORE) return number;
    }
  };
  while (at < bytes.length) yield [next(), next()];
}

/** Bytes whose characters are put together at once: more would be too many arguments. */
const STRIDE = 0x2000;

function base64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += STRIDE) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + STRIDE)));
  }
  return btoa(parts.join(""));
}

function bytesOf(text: string): Uint8Array {
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    throw new RangeError("the numbers of the blocks are not base64");
  }
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
