// Reads every stats text (*.txt) below a folder and asks of each: is it one complete text,
// does it add up, is it written back byte for byte, and is the release one that its folder
// may be named after? With an index.json of figures read by other means, are they the same?
//
//   node tools/parse-shared-stats.mjs FOLDER
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { explainStats, parseMallocStats } from "pymalloc-lab";
import { checkMallocStats, writeStatsText } from "pymalloc-lab/stats";

const [folder] = process.argv.slice(2);
if (folder === undefined || !existsSync(folder)) {
  process.stderr.write(`parse-shared-stats takes a folder of stats texts, got ${folder}\n`);
  process.exit(2);
}

const indexPath = join(folder, "index.json");
/** @type {Record<string, unknown>[]} */
const index = existsSync(indexPath) ? JSON.parse(readFileSync(indexPath, "utf8")) : [];
const figuresOf = new Map(index.map((entry) => [entry["file"], entry]));

const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".txt"))
  .sort();
const wrong = files.flatMap((file) => faultsOf(file).map((fault) => `${file}: ${fault}`));
for (const line of wrong) process.stderr.write(`${line}\n`);
const sound = files.length - new Set(wrong.map((line) => line.split(":")[0])).size;
process.stdout.write(`${sound} of ${files.length} stats texts read and written back\n`);
process.exitCode = wrong.length === 0 && files.length > 0 ? 0 : 1;

/** @param {string} file */
function faultsOf(file) {
  const bytes = readFileSync(join(String(folder), file), "utf8");
  const [text, ...others] = parseMallocStats(bytes);
  if (text?.kind !== "pymalloc" || others.length > 0) return [`no single text, but ${text?.kind}`];
  const broken = checkMallocStats(text).filter(({ holds }) => !holds);
  const version = /^3\.\d+/.exec(file)?.[0];
  const { python } = explainStats(text);
  return [
    ...broken.map(({ line, rule }) => `line ${line} does not add up: ${rule}`),
    ...(writeStatsText(text) === bytes ? [] : ["is not written back byte for byte"]),
    ...(version && !python.split(" or ").includes(version) ? [`is taken for ${python}`] : []),
    ...differences(text, figuresOf.get(file)),
  ];
}

/**
 * @param {import("pymalloc-lab/stats").PymallocText} text
 * @param {Record<string, unknown> | undefined} expected
 */
function differences({ stats, freeLists }, expected) {
  if (expected === undefined) return [];
  const read = {
    classes: stats.classes.map((row) => ({
      class: row.sizeClass,
      size: row.blockBytes,
      pools: row.poolCount,
      used: row.blocksInUse,
      avail: row.availableBlocks,
    })),
    arenasTotal: stats.arenas.total,
    arenasReclaimed: stats.arenas.reclaimed,
    arenasHighwater: stats.arenas.highwater,
    arenasCurrent: stats.arenas.current,
    arenaSize: stats.arenaBytes,
    bytesAllocated: stats.bytesInAllocatedBlocks,
    bytesAvailable: stats.bytesInAvailableBlocks,
    unusedPools: stats.unusedPoolCount,
    poolSize: stats.poolBytes,
    bytesPoolHeaders: stats.bytesLostToPoolHeaders,
    bytesQuantization: stats.bytesLostToQuantization,
    bytesAlignment: stats.bytesLostToAlignment,
    mapMidNodes: stats.arenaMap?.nodes?.midNodes,
    bytesMapRoot: stats.arenaMap?.bytesLostToRoot,
    freeLists: freeLists?.map((one) => ({
      n: one.objectCount,
      what: `${one.name.replace("free ", "")}s`,
      size: one.objectBytes,
    })),
  };
  return Object.entries(read)
    .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(expected[key]))
    .map(([key]) => `${key} is not what index.json has`);
}
