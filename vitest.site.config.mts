import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/site/**/*.test.ts"],
    globalSetup: ["test/site/serve-build.ts"],
    // One file after another: some measure how long a page takes.
    fileParallelism: false,
    // Where a file visits every page, two at a time: one waits while the other computes.
    maxConcurrency: 2,
    testTimeout: 120_000,
    // A browser on a busy machine may starve once. The report names what had to be tried again.
    retry: process.env["CI"] === "true" ? 1 : 0,
    hookTimeout: 60_000,
  },
});
