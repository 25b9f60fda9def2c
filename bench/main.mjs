// npm run bench: ratios against peers, measured side by side in one run. Times
// themselves say little, since machines differ and are shared; a ratio of two
// neighbours does. Exit code 1 where a ratio misses its target.
import { randomHalfBench } from "./random-half.mjs";

const results = [randomHalfBench()];
if (process.argv.includes("--json")) {
  console.log(JSON.stringify(results));
} else {
  for (const { name, target, ratio, quartiles, skipped } of results) {
    if (ratio === undefined) console.log(`${name}: skipped, ${skipped}`);
    else {
      const [low, high] = (quartiles ?? []).map((value) => value.toFixed(2));
      console.log(
        `${name}: ${ratio.toFixed(2)} (quartiles ${low} to ${high}), target <= ${target}`,
      );
    }
  }
}
process.exitCode = results.some(({ ratio, target }) => ratio !== undefined && ratio > target)
  ? 1
  : 0;
