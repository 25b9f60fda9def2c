import fc from "fast-check";

// The same cases in every run; a failure prints the seed and the path to it.
fc.configureGlobal({ seed: 20240607, numRuns: 300 });
