// npm run bench: ratios against peers, measured side by side in one run. Times
// themselves say little, since machines differ and are shared; a ratio of two
// neighbours does. Exit code 1 where a ratio misses its target.
//
//   npm run bench                  all of them
//   npm run bench -- allocator     one of them
//   npm run bench -- trie --write  one of them, its tables put into the docs
//   npm run bench -- trie --laps 1   fewer laps than it takes by itself
//   npm run bench -- inspect --large  one of them, with a heap of 2 GB too
//   npm run bench -- --json

/** @typedef {import("./random-half.mjs").BenchResult} BenchResult */

/** @type {Record<string, () => Promise<BenchResult[]>>} */
const BENCHES = {
  "random-half": async () => [(await import("./random-half.mjs")).randomHalfBench()],
  allocator: async () => (await import("./allocator.mjs")).allocatorBench({ write, trace }),
  seek: async () => (await import("./seek.mjs")).seekBench({ write }),
  trie: async () => (await import("./trie.mjs")).trieBench({ write, laps }),
  inspect: async () => (await import("./inspect.mjs")).inspectBench({ isLarge }),
};

const args = process.argv.slice(2);
const lapsAt = args.indexOf("--laps");
const laps = lapsAt < 0 ? undefined : Number(args.splice(lapsAt, 2)[1]);
if (laps !== undefined && !(Number.isInteger(laps) && laps > 0)) {
  console.error("--laps takes a whole number from 1");
  process.exit(2);
}
const asJson = args.includes("--json");
const write = args.includes("--write");
const isLarge = args.includes("--large");
const trace = args.find((arg) => arg.startsWith("--trace="))?.slice("--trace=".length);
const asked = args.filter((arg) => !arg.startsWith("--"));
const unknown = asked.filter((name) => BENCHES[name] === undefined);
if (unknown.length > 0) {
  console.error(`no bench "${unknown[0]}"; there are ${Object.keys(BENCHES).join(", ")}`);
  process.exit(2);
}

/** @param {BenchResult} result */
function lineOf({ name, target, ratio, quartiles, skipped }) {
  if (ratio === undefined) return `${name}: skipped, ${skipped}`;
  const [low, high] = (quartiles ?? []).map((value) => value.toFixed(2));
  const spread = quartiles === undefined ? "" : ` (quartiles ${low} to ${high})`;
  const aim = target === undefined ? "" : `, target <= ${target}`;
  return `${name}: ${ratio.toFixed(2)}${spread}${aim}`;
}

/** @type {BenchResult[]} */
const results = [];
for (const name of asked.length > 0 ? asked : Object.keys(BENCHES)) {
  const found = (await BENCHES[name]?.()) ?? [];
  if (!asJson) for (const result of found) console.log(lineOf(result));
  results.push(...found);
}
if (asJson) console.log(JSON.stringify(results));
const missed = results.filter(
  ({ ratio, target }) => ratio !== undefined && target !== undefined && ratio > target,
);
process.exitCode = missed.length > 0 ? 1 : 0;
