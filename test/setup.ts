import fc from "fast-check";

/** The same cases in every run, unless `PROPERTY_SEED` gives another seed. */
const FIXED_SEED = 20240607;

const given = process.env["PROPERTY_SEED"];
const seed = given === undefined ? FIXED_SEED : Number(given);
if (!Number.isInteger(seed)) {
  throw new RangeError(`PROPERTY_SEED must be a whole number, got "${given}"`);
}
// A failure prints the seed, and the path to the case.
fc.configureGlobal({ seed, numRuns: 300 });
