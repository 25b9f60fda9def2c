// One lap of one contender in a process of its own: node --expose-gc trie-lap.mjs NAME LIST.
// Prints nanoseconds of CPU time and bytes as JSON, with what was answered, so that
// answers can be compared.
import { median } from "./statistics.mjs";
import { CONTENDERS } from "./trie-contenders.mjs";
import { freshCopies, shuffled, WORD_LISTS } from "./trie-words.mjs";

const LOOKUPS = 60_000;
const LOOKUP_ROUNDS = 6;
const DELETIONS = 50_000;
const PREFIXES = 500;
const PREFIX_LENGTH = 4;
const PREFIX_ROUNDS = 8;
const WARM_UP_WORDS = 50_000;
const WARM_UP_ROUNDS = 4;
const SWEEPING_MS = 250;

const [name = "", list = ""] = process.argv.slice(2);
const contender = await CONTENDERS[name]?.();
const words = WORD_LISTS[list]?.() ?? [];
if (contender === undefined || words.length === 0) throw new Error(`no "${name}" or "${list}"`);
const { build } = contender;

/** @typedef {import("./trie-contenders.mjs").Built} Built */

const collect = globalThis.gc ?? (() => {});

/** Collects garbage, and waits till the threads that sweep are done: their time counts too. */
async function settle() {
  collect();
  await new Promise((resolve) => setTimeout(resolve, SWEEPING_MS));
}

function cpuNanoseconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
}

/**
 * Does some work and says how long each of its parts took.
 *
 * @template Answer
 * @param {() => Answer} work
 * @param {(answer: Answer) => number} partCount
 */
function timed(work, partCount) {
  const from = cpuNanoseconds();
  const answer = work();
  return { answer, ns: (cpuNanoseconds() - from) / partCount(answer) };
}

async function heldBytes() {
  await settle();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/**
 * @param {(word: string) => boolean} isThere
 *
 * @param {readonly string[]} queries
 */
function countHits(isThere, queries) {
  let hits = 0;
  for (const query of queries) if (isThere(query)) hits += 1;
  return hits;
}

/** @param {number} seed */
const someWords = (seed) => freshCopies(shuffled(words, seed).slice(0, LOOKUPS));

/**
 * Words that are in no list: each with its middle letter replaced.
 *
 * @param {string[]} some
 */
const missing = (some) =>
  freshCopies(
    some.map((word) => {
      const middle = word.length >> 1;
      return `${word.slice(0, middle)}~${word.slice(middle + 1)}`;
    }),
  );

/** @param {number} seed */
function prefixes(seed) {
  const long = shuffled(words, seed).filter((word) => word.length >= PREFIX_LENGTH);
  return long.slice(0, PREFIXES).map((word) => word.slice(0, PREFIX_LENGTH));
}

/**
 * @param {Built} trie
 *
 * @param {string[]} queries
 */
function readUnder(trie, queries) {
  let found = 0;
  let letters = 0;
  for (const prefix of queries) {
    for (const word of trie.under?.(prefix) ?? []) {
      found += 1;
      letters += word.length;
    }
  }
  return { found, letters };
}

/**
 * Uses everything till it is compiled. The last trie stays alive: V8 throws code away
 * with the last object of the classes it was compiled for.
 */
function warmUp() {
  /** @type {Built | undefined} */
  let trie;
  const some = shuffled(words, 3).slice(0, WARM_UP_WORDS);
  for (let round = 0; round < WARM_UP_ROUNDS; round++) {
    const built = build([...some]);
    countHits(built.has, some);
    readUnder(built, prefixes(3));
    for (const word of some.slice(0, WARM_UP_WORDS / 2)) built.remove?.(word);
    trie = built;
  }
  return trie;
}

/** Builds from words that go out of reach with this call, so that only the trie is left. */
async function buildOnce() {
  const given = freshCopies(shuffled(words, 7));
  await settle();
  return timed(
    () => build(given),
    () => given.length,
  );
}

/**
 * Look-ups next to those of a native Set in the same process, in turns.
 *
 * @param {Built} trie
 */
async function lookUp(trie) {
  const set = new Set(freshCopies(shuffled(words, 5)));
  const own = trie.has;
  const native = (/** @type {string} */ word) => set.has(word);
  /** @type {{ hit: number[], miss: number[], toSet: number[], answers: number[] }} */
  const rounds = { hit: [], miss: [], toSet: [], answers: [] };
  for (let round = 0; round < LOOKUP_ROUNDS; round++) {
    const seed = 11 + round;
    const misses = missing(someWords(seed));
    /** @type {Record<string, number>} */
    const ns = {};
    await settle();
    for (const which of round % 2 === 0 ? ["own", "native"] : ["native", "own"]) {
      const queries = someWords(seed);
      const isThere = which === "own" ? own : native;
      const found = timed(
        () => countHits(isThere, queries),
        () => queries.length,
      );
      ns[which] = found.ns;
      if (which === "own") rounds.answers.push(found.answer);
    }
    const missed = timed(
      () => countHits(own, misses),
      () => misses.length,
    );
    rounds.answers.push(missed.answer);
    rounds.hit.push(ns["own"] ?? 0);
    rounds.miss.push(missed.ns);
    rounds.toSet.push((ns["own"] ?? 0) / (ns["native"] ?? 1));
  }
  return rounds;
}

/**
 * The first rounds warm up again: the last collection took code along.
 *
 * @param {Built} trie
 */
function readPrefixes(trie) {
  if (trie.under === undefined) return undefined;
  const rounds = Array.from({ length: PREFIX_ROUNDS }, (_, round) => {
    const queries = prefixes(31 + round);
    return timed(
      () => readUnder(trie, queries),
      ({ found }) => found,
    );
  });
  const ns = median(rounds.slice(PREFIX_ROUNDS / 2).map((round) => round.ns));
  return { ns, answers: rounds.map(({ answer }) => answer) };
}

/** @param {Built} trie */
async function deleteSome(trie) {
  const { has, remove } = trie;
  if (remove === undefined) return undefined;
  const gone = freshCopies(shuffled(words, 91).slice(0, DELETIONS));
  await settle();
  const { ns } = timed(
    () => {
      for (const word of gone) remove(word);
    },
    () => gone.length,
  );
  return { ns, left: countHits(has, words) };
}

const kept = warmUp();
const before = await heldBytes();
const { answer: trie, ns: buildNs } = await buildOnce();
const bytesPerKey = ((await heldBytes()) - before) / words.length;
const counted = trie.countedBytes?.();
const lookups = await lookUp(trie);
const under4 = readPrefixes(trie);
const deletions = await deleteSome(trie);
// This asks the warm-up trie something, so that it lives till here.
if (kept?.has("~")) throw new Error("a word that was never added was found");

console.log(
  JSON.stringify({
    wordCount: words.length,
    figures: {
      build: buildNs,
      hit: median(lookups.hit),
      toSet: median(lookups.toSet),
      miss: median(lookups.miss),
      prefix: under4?.ns,
      delete: deletions?.ns,
      bytes: bytesPerKey,
      counted: counted === undefined ? undefined : counted / words.length,
    },
    answers: { lookups: lookups.answers, under4: under4?.answers, left: deletions?.left },
  }),
);
