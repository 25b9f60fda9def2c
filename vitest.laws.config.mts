import { randomInt } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

/** Seeds are whole numbers below this. */
const SEEDS = 2 ** 31;

const seed = process.env["PROPERTY_SEED"] ?? String(randomInt(SEEDS));
console.log(`laws with PROPERTY_SEED=${seed}; the same seed gives the same cases again`);

const files = readdirSync("test", { recursive: true, encoding: "utf8" })
  .map((file) => `test/${file}`)
  .filter((file) => file.endsWith(".test.ts"))
  .filter((file) => readFileSync(file, "utf8").includes('from "fast-check"'));

/** The files that have laws, each time with cases that were never tried: `npm run laws`. */
export default defineConfig({
  test: {
    include: files,
    setupFiles: ["test/setup.ts"],
    // They only compute, and load the library once.
    isolate: false,
    env: { PROPERTY_SEED: seed },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
