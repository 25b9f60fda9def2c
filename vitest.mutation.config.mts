// The tests that mutants are tried on: the rooms that are mutated and their laws. No process
// is started and no recorded trace replayed, so that a mutant costs about a second.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "test/pymalloc/**/*.test.ts",
      "test/laws/{bulk,pymalloc,stats-text,trie}.test.ts",
      "test/trie/trie.test.ts",
    ],
    setupFiles: ["test/setup.ts", "test/setup-mutation.ts"],
    testTimeout: 60_000,
  },
});
