// What an accident or an enemy does to a file.

/** @typedef {import("./random.mjs").Random} Random */

const WORDS = [
  "constructor",
  "__proto__",
  "-1",
  "1e999",
  "9007199254740993",
  "null",
  "{}",
  "[".repeat(300),
  "{},".repeat(2000),
  "\u0000",
  "\uFEFF",
  "\r\n",
  '"',
  "\\",
  "<script>",
  "x".repeat(5000),
];

/** Bytes that are often somewhere they should not be. */
const BYTES = [0, 9, 10, 13, 34, 44, 45, 48, 57, 91, 92, 93, 123, 125, 127, 128, 0xc0, 0xfe, 0xff];

/** @type {readonly ((bytes: Buffer, random: Random) => Buffer)[]} */
const MUTATIONS = [
  // A bit turned over.
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    const at = random.below(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
    return copy;
  },
  // Another byte.
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    copy[random.below(copy.length)] = random.pick(BYTES);
    return copy;
  },
  // Cut short.
  (bytes, random) => bytes.subarray(0, random.below(bytes.length)),
  // A stretch left out, said twice, or put elsewhere.
  (bytes, random) => {
    const [from, to] = stretch(bytes, random);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  (bytes, random) => {
    const [from, to] = stretch(bytes, random);
    return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
  },
  (bytes, random) => {
    const [from, to] = stretch(bytes, random);
    const at = random.below(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(from, to), bytes.subarray(at)]);
  },
  // A word that means something, put in.
  (bytes, random) => {
    const at = random.below(bytes.length + 1);
    return Buffer.concat([
      bytes.subarray(0, at),
      Buffer.from(random.pick(WORDS)),
      bytes.subarray(at),
    ]);
  },
  // Another number, or another key.
  (bytes, random) => replaced(bytes, /\d+/g, random),
  (bytes, random) => replaced(bytes, /"[a-z_]+"/gi, random),
  // Line ends of Windows.
  (bytes) => Buffer.from(bytes.toString("latin1").replaceAll("\n", "\r\n"), "latin1"),
];

/**
 * Changes bytes in one to four ways.
 *
 * @param {Buffer} bytes
 * @param {Random} random
 * @returns {Buffer}
 */
export function mutated(bytes, random) {
  let changed = bytes;
  for (let left = 1 + random.below(4); left > 0; left--) {
    if (changed.length > 0) changed = random.pick(MUTATIONS)(changed, random);
  }
  return changed;
}

/** @param {Buffer} bytes @param {Random} random @returns {[number, number]} */
function stretch(bytes, random) {
  const from = random.below(bytes.length);
  return [from, from + 1 + random.below(Math.min(bytes.length - from, 2000))];
}

/** @param {Buffer} bytes @param {RegExp} pattern @param {Random} random */
function replaced(bytes, pattern, random) {
  const text = bytes.toString("latin1");
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return bytes;
  const { 0: old, index } = random.pick(found);
  const word = random.pick(WORDS);
  const put = old.startsWith('"') ? JSON.stringify(word) : word;
  return Buffer.from(text.slice(0, index) + put + text.slice(index + old.length), "latin1");
}
