import { defineConfig } from "vitest/config";

const all = {
  setupFiles: ["test/setup.ts"],
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

/**
 * Rooms whose tests only compute. Their files share a process and load the library once, which
 * was half of what they cost. A test of the others may start processes, or change its own.
 */
const COMPUTING = [
  "charts",
  "cpython",
  "growing",
  "gzip",
  "json",
  "laws",
  "live",
  "pymalloc",
  "recording",
  "stats",
  "trace",
  "trie",
].map((room) => `test/${room}/**/*.test.ts`);

export default defineConfig({
  test: {
    projects: [
      { test: { ...all, name: "computing", include: COMPUTING, isolate: false } },
      {
        test: {
          ...all,
          name: "others",
          include: ["test/**/*.test.ts"],
          exclude: ["test/site/**", "test/jupyter/**", ...COMPUTING],
        },
      },
    ],
  },
});
