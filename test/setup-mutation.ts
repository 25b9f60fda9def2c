import fc from "fast-check";

// A mutant that a law can find is found by its first cases; a survivor would cost all of them.
fc.configureGlobal({ ...fc.readConfigureGlobal(), numRuns: 50 });
