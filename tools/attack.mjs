// npm run attack: changes what is read in every way that chance finds, and kills what writes.
//
//   npm run attack                       a new seed, which is printed
//   npm run attack -- --seed 1234        the same again
//   npm run attack -- --cases 200        so many changed inputs of each kind, and no more
//   npm run attack -- --kills 0          kills nothing
//
// Two minutes at most: a busy machine does less of it, and says how much. Exit code 1 when something that is
// changed is neither taken nor refused, or a killed command leaves half a file.
import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { inputKinds } from "./attack/inputs.mjs";
import { killWriters } from "./attack/kills.mjs";
import { randomOf } from "./attack/random.mjs";

/** Time for changed inputs, of all kinds together. */
const INPUT_MS = 20_000;

/** Longest refusal, in UTF-16 units: a message is for people. */
const LONGEST_REFUSAL = 4000;

/** What the engine says when nobody checked before: that is a refusal by accident. */
const RUNTIME_LIMITS = /call stack|array length|allocation failed|string longer/;

/** A case that takes longer is a fault too. */
const LONGEST_CASE_MS = 10_000;

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    cases: { type: "string" },
    kills: { type: "string", default: "20" },
  },
});
const seed = values.seed ?? String(randomInt(2 ** 47));
const most = values.cases === undefined ? Number.POSITIVE_INFINITY : Number(values.cases);
process.stdout.write(`seed ${seed}\n`);

const failures = [...(await attackInputs()), ...(await attackWriters())];
for (const failure of failures.slice(0, 5)) process.stdout.write(`FAILED ${failure}\n`);
if (failures.length > 0) {
  process.stdout.write(
    `${failures.length} failures; the same again: npm run attack -- --seed ${seed}\n`,
  );
  process.exitCode = 1;
}

async function attackInputs() {
  const { kinds, remove } = await inputKinds();
  /** @type {string[]} */
  const failures = [];
  for (const kind of kinds) {
    const end = performance.now() + INPUT_MS / kinds.length;
    const counts = { taken: 0, refused: 0, fault: 0 };
    let cases = 0;
    for (; cases < most && performance.now() < end; cases++) {
      const failure = await outcomeOf(kind, cases, counts);
      if (failure !== undefined) failures.push(`${kind.name}, case ${cases}: ${failure}`);
    }
    process.stdout.write(
      `${kind.name}: ${cases} changed, ${counts.taken} taken, ${counts.refused} refused, ${counts.fault} faults\n`,
    );
  }
  remove();
  return failures;
}

/**
 * @param {Awaited<ReturnType<typeof inputKinds>>["kinds"][number]} kind
 * @param {number} number
 * @param {{ taken: number, refused: number, fault: number }} counts
 */
async function outcomeOf(kind, number, counts) {
  const begun = performance.now();
  try {
    await kind.attack(randomOf(`${seed} ${kind.name} ${number}`));
    counts.taken += 1;
  } catch (error) {
    if (!kind.refusals.some((refusal) => error instanceof refusal)) {
      counts.fault += 1;
      return error instanceof Error ? (error.stack ?? error.message).slice(0, 1000) : String(error);
    }
    counts.refused += 1;
    const { message } = /** @type {Error} */ (error);
    if (message.length > LONGEST_REFUSAL || RUNTIME_LIMITS.test(message)) {
      return `refused with ${message.slice(0, 300)}`;
    }
  }
  const took = performance.now() - begun;
  return took > LONGEST_CASE_MS ? `took ${took.toFixed(0)} ms` : undefined;
}

async function attackWriters() {
  const times = Number(values.kills);
  if (times === 0) return [];
  const { failures } = await killWriters(seed, times, (text) => process.stdout.write(`${text}\n`));
  return failures;
}
