import { defineConfig } from "vitest/config";

/** Heaps of all real interpreters that are found: `npm run inspect-oracle`. */
export default defineConfig({
  test: {
    include: [
      "test/inspect/oracle.test.ts",
      "test/inspect/{labels,holders,layout,what-if}/*.test.ts",
    ],
    env: { INSPECT_ORACLE: "all" },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
