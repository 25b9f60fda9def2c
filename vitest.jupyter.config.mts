import { defineConfig } from "vitest/config";

/** Tests that need a Jupyter on the machine: `npm run test:jupyter`. */
export default defineConfig({
  test: {
    include: ["test/jupyter/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
